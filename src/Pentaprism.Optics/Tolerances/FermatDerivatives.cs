using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tolerances;

/// <summary>How the optical path of a ray changes with every property of the lens, from that one ray alone.</summary>
/// <remarks>
/// By Fermat's principle the path between two points does not change, to first order, when the ray bends a little differently: only the
/// surface that moves counts. A point of a surface that moves by δ changes the path by (n D − n' D')·δ = k N·δ, where D and D' are the
/// directions in front and behind, N the normal and k = n cos I − n' cos I'. Paths are measured to the plane through the image point
/// perpendicular to the ray.
/// </remarks>
internal sealed class FermatDerivatives
{
    private const double Radian = Math.PI / 180;
    private readonly Lens _lens;
    private readonly SequentialModel _model;
    private readonly int _wavelength;
    private readonly ImmutableArray<Tolerance> _tolerances;
    private readonly ImmutableArray<double> _semiDiameters;
    private readonly Vector3D[] _axes;
    private readonly double[][] _along;
    private readonly double[] _dispersions;

    /// <summary>Prepares a lens at a wavelength.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into its wavelengths.</param>
    /// <param name="tolerances">The tolerances whose perturbations are asked for.</param>
    /// <param name="semiDiameters">At which irregularities are told, mm.</param>
    public FermatDerivatives(SequentialModel model, int wavelength, ImmutableArray<Tolerance> tolerances, ImmutableArray<double> semiDiameters)
    {
        (_model, _lens, _wavelength, _tolerances, _semiDiameters) = (model, model.Lens, wavelength, tolerances, semiDiameters);
        _axes = Axes(_lens);
        _along = [.. tolerances.Select(tolerance => tolerance.Perturbation.Surfaces)
            .Select(surfaces => surfaces.Select(surface => PerturbedLens.Between(_lens, surfaces[0], surface)).ToArray())];
        var nanometres = _lens.Wavelengths[wavelength].Nanometres;
        _dispersions = [.. _lens.Surfaces.Select(surface => surface.Medium.Index(nanometres) - surface.Medium.Index(_lens.PrimaryNanometres))];
    }

    /// <summary>Gives the change of the path for a unit of each perturbation.</summary>
    /// <param name="ray">A ray that reaches the image.</param>
    /// <param name="changes">Takes a number for each tolerance, mm for its unit.</param>
    public void Of(RayRecord ray, Span<double> changes)
    {
        for (var j = 0; j < _tolerances.Length; j++)
        {
            var (kind, surfaces) = (_tolerances[j].Perturbation.Kind, _tolerances[j].Perturbation.Surfaces);
            changes[j] = 0;
            for (var s = 0; s < surfaces.Length; s++)
            {
                changes[j] += Of(ray, kind, surfaces[s], _along[j][s]);
            }
        }
    }

    private double Of(RayRecord ray, PerturbationKind kind, int surface, double along)
    {
        var hit = ray.Hits[surface];
        var p = hit.Point;
        return kind switch
        {
            PerturbationKind.Curvature => Bend(hit, surface).Z * CurvatureSag(_lens.Surfaces[surface], p),
            PerturbationKind.FourthOrder => Bend(hit, surface).Z * _lens.Surfaces[surface].Even[0] * Math.Pow((p.X * p.X) + (p.Y * p.Y), 2),
            PerturbationKind.Thickness => _model.IndexAfter(_wavelength, surface) * hit.GlobalOutgoing.Dot(_axes[surface]),
            PerturbationKind.Index => ray.Hits[surface + 1].Length,
            PerturbationKind.Abbe => -_dispersions[surface] * ray.Hits[surface + 1].Length,
            PerturbationKind.DecentreX => Bend(hit, surface).X,
            PerturbationKind.DecentreY => Bend(hit, surface).Y,
            PerturbationKind.TiltX => Radian * TiltX(Bend(hit, surface), p, along),
            PerturbationKind.TiltY => Radian * TiltY(Bend(hit, surface), p, along),
            PerturbationKind.Irregularity => Bend(hit, surface).Z * ((p.X * p.X) - (p.Y * p.Y)) / Math.Pow(_semiDiameters[surface], 2),
            PerturbationKind.ObliqueIrregularity => Bend(hit, surface).Z * 2 * p.X * p.Y / Math.Pow(_semiDiameters[surface], 2),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    // n D − n' D'; along the normal, by the law of refraction.
    private Vector3D Bend(RayHit hit, int surface) =>
        (_model.IndexBefore(_wavelength, surface) * hit.Incoming) - (_model.IndexAfter(_wavelength, surface) * hit.Outgoing);

    // ∂z/∂c = r²/(q (1 + q)), q = √(1 − (1 + K) c² r²)
    private static double CurvatureSag(Surface surface, Vector3D p)
    {
        var r2 = (p.X * p.X) + (p.Y * p.Y);
        var q = Math.Sqrt(1 - ((1 + surface.Conic) * surface.Curvature * surface.Curvature * r2));
        return r2 / (q * (1 + q));
    }

    // A point at (x, y, z) from the vertex, which lies `along` behind the pivot, moves by (0, −(z + along), y).
    private static double TiltX(Vector3D bend, Vector3D p, double along) => (bend.Z * p.Y) - (bend.Y * (p.Z + along));

    private static double TiltY(Vector3D bend, Vector3D p, double along) => (bend.X * (p.Z + along)) - (bend.Z * p.X);

    // The direction of the axis behind each surface.
    private static Vector3D[] Axes(Lens lens)
    {
        var axes = new Vector3D[lens.Surfaces.Length];
        var frame = Frame.Identity;
        for (var i = 0; i < axes.Length; i++)
        {
            frame = frame.Then(Frame.Of(lens.Surfaces[i].AxisBreak));
            axes[i] = frame.ZAxis;
        }

        return axes;
    }
}
