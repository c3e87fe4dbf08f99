using System.Collections.Immutable;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tolerances;

/// <summary>The wavefronts of one field of a traced lens, piston and tilt taken out, at the nodes of the drawing.</summary>
internal sealed class TracedField
{
    private readonly double[] _weights;

    public TracedField(FieldModel nominal, SequentialModel made, ImmutableArray<Tolerance> tolerances, double[] values)
    {
        Opds = [.. nominal.Bundles.SelectMany(bundle => Trace(bundle, made))];
        _weights = [.. nominal.Weights];
        for (var i = 0; i < Opds.Length; i++)
        {
            if (double.IsNaN(Opds[i]))
            {
                (Opds[i], _weights[i]) = (0, 0);
                Lost++;
            }
        }

        for (var j = 0; j < tolerances.Length; j++)
        {
            if (tolerances[j].Perturbation.Kind is PerturbationKind.Irregularity or PerturbationKind.ObliqueIrregularity)
            {
                Sums.Add(values[j + 1], nominal.Columns[j + 1], Opds);
            }
        }

        nominal.Freed(Opds);
    }

    /// <summary>Gets the wavefront at the nodes of all wavelengths, waves.</summary>
    public double[] Opds { get; }

    /// <summary>Gets how many rays did not arrive.</summary>
    public int Lost { get; }

    /// <summary>Gives the root mean square, waves.</summary>
    public double Rms()
    {
        var total = _weights.Sum();
        var mean = 0.0;
        for (var i = 0; i < Opds.Length; i++)
        {
            mean += _weights[i] * Opds[i] * Opds[i];
        }

        return Math.Sqrt(mean / total);
    }

    private static IEnumerable<double> Trace(FieldDifferentials bundle, SequentialModel made)
    {
        var rays = bundle.Rays.Launch.Start.Copy();
        RayTracer.Trace(made, bundle.Rays.Wavelength, rays);
        return bundle.Rays.Nodes.Launched.Select(i => rays.Reaches(i) ? bundle.Opd(ImageRay.Of(rays, i)) : double.NaN);
    }
}
