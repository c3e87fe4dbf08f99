using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tolerances;

/// <summary>All tolerances of one lens.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="Source">Where the numbers come from.</param>
/// <param name="Tolerances">The tolerances; each is independent of the others.</param>
/// <param name="SemiDiameters">What light uses of each surface, mm: the clear aperture, or where there is none the largest height of a ray.</param>
/// <param name="Compensators">What is adjusted on each finished lens.</param>
public sealed record ToleranceSet(
    string Name,
    string Source,
    ImmutableArray<Tolerance> Tolerances,
    ImmutableArray<double> SemiDiameters,
    ToleranceCompensators Compensators = ToleranceCompensators.Focus)
{
    private const double Percent = 0.01;
    private const double ArcMinute = 1 / 60.0;
    private const double MillimetresInNanometre = 1e-6;

    /// <summary>Applies the grades of a workshop to a lens.</summary>
    /// <remarks>
    /// Each refracting surface gets radius, irregularity and a₄; each gap but the last its thickness; each glass one melt that all its elements
    /// share; each element shift and tilt in its mount, and each of its further surfaces shift and tilt against the first. What cannot matter,
    /// such as the shift of a plane, is left out.
    /// </remarks>
    /// <param name="lens">The lens.</param>
    /// <param name="grades">What the workshop holds.</param>
    /// <returns>The tolerances.</returns>
    /// <exception cref="ArgumentException">The grades name a surface that is not there.</exception>
    public static ToleranceSet Of(Lens lens, ToleranceGrades grades)
    {
        ArgumentNullException.ThrowIfNull(lens);
        ArgumentNullException.ThrowIfNull(grades);
        foreach (var index in grades.Surfaces.Keys.Where(index => index < 0 || index >= lens.Surfaces.Length))
        {
            throw new ArgumentException($"surface {index} is not there; they are numbered 0 to {lens.Surfaces.Length - 1}", nameof(grades));
        }

        var list = new Builder(grades);
        var semiDiameters = UsedSemiDiameters(SequentialModel.Of(lens));
        var elements = LensElement.Of(lens);
        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            AddShape(list, lens, i, semiDiameters[i]);
        }

        for (var i = 0; i + 1 < lens.Surfaces.Length; i++)
        {
            var (gap, limits) = (lens.Surfaces[i].Medium, grades.At(i));
            var limit = gap.IsAir ? limits.AirGap : limits.Thickness;
            list.Add(PerturbationKind.Thickness, [i], limit, $"{(gap.IsAir ? "air" : "thickness")} behind surface {i}", $"{limit * 1000:0.###} µm");
        }

        AddMelts(list, lens);
        foreach (var element in elements)
        {
            AddMount(list, lens, element);
        }

        return new(grades.Name, grades.Source, list.Found.ToImmutable(), semiDiameters, grades.Compensators);
    }

    /// <summary>Finds what light uses of each surface.</summary>
    /// <param name="model">The lens.</param>
    /// <returns>Semi-diameters, mm; 0 where no ray arrives.</returns>
    public static ImmutableArray<double> UsedSemiDiameters(SequentialModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var lens = model.Lens;
        var used = new double[lens.Surfaces.Length];
        foreach (var field in lens.Fields.Points)
        {
            var rays = Launcher.Launch(model, field, PupilNodes.Hexapolar(3));
            for (var i = 0; i < rays.Count; i++)
            {
                foreach (var (hit, surface) in RayTracer.Follow(model, lens.Primary, rays, i).Hits.Take(used.Length).Select((hit, surface) => (hit, surface)))
                {
                    used[surface] = Math.Max(used[surface], Math.Sqrt((hit.Point.X * hit.Point.X) + (hit.Point.Y * hit.Point.Y)));
                }
            }
        }

        return [.. lens.Surfaces.Select((surface, i) => surface.SemiDiameter ?? used[i])];
    }

    private static void AddShape(Builder list, Lens lens, int i, double semiDiameter)
    {
        var surface = lens.Surfaces[i];
        var before = i == 0 ? lens.ObjectMedium : lens.Surfaces[i - 1].Medium;
        if (!surface.IsMirror && before == surface.Medium)
        {
            return;
        }

        var grades = list.Grades.At(i);
        var scale = grades.FringeDiameter > 0 ? Math.Pow(2 * semiDiameter / grades.FringeDiameter, 2) : 1;
        var fringe = ToleranceGrades.FringeNanometres * MillimetresInNanometre;

        // A fringe is λ/2 of sag, and sag is c r²/2 at the edge.
        var power = semiDiameter > 0 ? grades.PowerFringes * scale * fringe / (semiDiameter * semiDiameter) : 0;
        var radius = Math.Abs(surface.Curvature) * grades.RadiusPercent * Percent;
        list.Add(
            PerturbationKind.Curvature, [i], Math.Max(power, radius), $"radius of surface {i}", radius >= power ? $"{grades.RadiusPercent:0.###} %" : $"{grades.PowerFringes * scale:0.###} fringes");
        if (surface.Even.Length > 0 && surface.Even[0] != 0)
        {
            list.Add(PerturbationKind.FourthOrder, [i], grades.FourthOrderPercent * Percent, $"a₄ of surface {i}", $"{grades.FourthOrderPercent:0.###} %");
        }

        if (semiDiameter > 0)
        {
            var sag = grades.IrregularityFringes * scale * fringe / 2;
            var text = $"{grades.IrregularityFringes * scale:0.###} fringes";
            list.Add(PerturbationKind.Irregularity, [i], sag, $"irregularity of surface {i}", text);
            list.Add(PerturbationKind.ObliqueIrregularity, [i], sag, $"oblique irregularity of surface {i}", text);
        }
    }

    private static void AddMelts(Builder list, Lens lens)
    {
        var melts = lens.Surfaces.Select((surface, i) => (surface.Medium, surface.IsMirror, Index: i))
            .Where(gap => !gap.Medium.IsAir && !gap.IsMirror)
            .GroupBy(gap => gap.Medium.Name.Length > 0 ? gap.Medium.Name : $"glass behind surface {gap.Index}");
        foreach (var melt in melts)
        {
            ImmutableArray<int> surfaces = [.. melt.Select(gap => gap.Index)];
            var limits = list.Grades.At(surfaces[0]);
            list.Add(PerturbationKind.Index, surfaces, limits.Index, $"index of {melt.Key}", $"{limits.Index:0.######}");
            list.Add(PerturbationKind.Abbe, surfaces, limits.AbbePercent * Percent, $"Abbe number of {melt.Key}", $"{limits.AbbePercent:0.###} %");
        }
    }

    private static void AddMount(Builder list, Lens lens, LensElement element)
    {
        var mount = list.Grades.At(element.First);
        if (!element.Name.StartsWith('P'))
        {
            list.AddPair(PerturbationKind.DecentreX, element.Surfaces, mount.ElementDecentre, $"{element.Name} decentre", $"{mount.ElementDecentre * 1000:0.###} µm");
        }

        list.AddPair(PerturbationKind.TiltX, element.Surfaces, mount.ElementTiltArcMinutes * ArcMinute, $"{element.Name} tilt", $"{mount.ElementTiltArcMinutes:0.###}′");
        foreach (var i in element.Surfaces.Skip(1))
        {
            var limits = list.Grades.At(i);
            if (lens.Surfaces[i].Curvature != 0 || lens.Surfaces[i].IsAsphere)
            {
                list.AddPair(PerturbationKind.DecentreX, [i], limits.SurfaceDecentre, $"surface {i} decentre", $"{limits.SurfaceDecentre * 1000:0.###} µm");
            }

            list.AddPair(PerturbationKind.TiltX, [i], limits.SurfaceTiltArcMinutes * ArcMinute, $"surface {i} tilt", $"{limits.SurfaceTiltArcMinutes:0.###}′");
        }
    }

    private sealed class Builder(ToleranceGrades grades)
    {
        public ToleranceGrades Grades { get; } = grades;

        public ImmutableArray<Tolerance>.Builder Found { get; } = ImmutableArray.CreateBuilder<Tolerance>();

        public void Add(PerturbationKind kind, ImmutableArray<int> surfaces, double limit, string name, string text)
        {
            if (limit > 0)
            {
                Found.Add(new(new(kind, surfaces), limit, $"{name} ±{text}", Grades.Distribution));
            }
        }

        public void AddPair(PerturbationKind first, ImmutableArray<int> surfaces, double limit, string name, string text)
        {
            Add(first, surfaces, limit, name + " x", text);
            Add(first + 1, surfaces, limit, name + " y", text);
        }
    }
}
