using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Where rays of each zone of the pupil and each wavelength cross the axis: spherical aberration and axial colour.</summary>
/// <param name="Zones">Radii in the unit pupil, 0 to 1; at 0 the paraxial focus.</param>
/// <param name="Focus">For each wavelength the foci of the zones, from the image plane, mm; NaN where a ray fails.</param>
public sealed record AxialColour(ImmutableArray<double> Zones, ImmutableArray<ImmutableArray<double>> Focus)
{
    /// <summary>Takes the foci.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="zones">Radii in the unit pupil, 0 to 1.</param>
    /// <returns>The foci.</returns>
    public static AxialColour Of(SequentialModel model, params ReadOnlySpan<double> zones)
    {
        ArgumentNullException.ThrowIfNull(model);
        PupilNode[] nodes = [.. zones.ToArray().Select(zone => new PupilNode(0, zone))];
        var launched = Launcher.Launch(model, new FieldPoint(0, 0), PupilNodes.Of(nodes), RayAiming.Paraxial);
        var focus = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        for (var k = 0; k < model.Lens.Wavelengths.Length; k++)
        {
            var rays = launched.Copy();
            RayTracer.Trace(model, k, rays);
            var paraxial = model.FirstOrderAt(k).ParaxialFocus;
            focus.Add([.. nodes.Select((node, i) => node.Y == 0 ? paraxial : rays.Reaches(i) ? -rays.Y[i] * rays.N[i] / rays.M[i] : double.NaN)]);
        }

        return new([.. zones], focus.ToImmutable());
    }
}
