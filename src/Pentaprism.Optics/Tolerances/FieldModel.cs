using System.Collections.Immutable;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tolerances;

/// <summary>The wavefronts of all wavelengths of one field as linear functions of the tolerances, piston and tilt taken out.</summary>
/// <remarks>
/// Each column holds values at the nodes of all wavelengths, one after the other: first the wavefront of the drawing, then the change for the
/// limit of each tolerance, last the phase of the drawing (see <see cref="FieldDifferentials.Phases"/>). Piston is taken out at each
/// wavelength, tilt in all together: it moves the image and costs no sharpness.
/// </remarks>
internal sealed class FieldModel
{
    private readonly double[][] _free;
    private readonly LeastSquares _squares;

    private FieldModel(SequentialModel model, FieldPoint field, ToleranceSet set, IReadOnlyList<Wavelength> wavelengths, PupilSampling sampling)
    {
        var launch = FieldLaunch.Of(model, field, sampling);
        var total = wavelengths.Sum(wavelength => wavelength.Weight);
        Field = field;
        var reference = launch.Trace(model.Lens.Primary).Chief;
        Bundles = [.. wavelengths.Select(wavelength => new FieldDifferentials(launch.Trace(model.Lens.Wavelengths.IndexOf(wavelength)), reference, set))];
        BundleWeights = [.. wavelengths.Select(wavelength => wavelength.Weight / total)];
        Weights = [.. Bundles.SelectMany((bundle, b) => bundle.Rays.Nodes.Weights.Select(weight => weight * BundleWeights[b]))];
        _free = FreeTerms();
        _squares = new LeastSquares(_free, Weights);
        Columns =
        [
            Freed(Stack(bundle => bundle.Opds)),
            .. Enumerable.Range(0, set.Tolerances.Length).Select(j => Freed(Stack(bundle => bundle.Changes[j]))),
            Freed(Stack(bundle => bundle.Phases)),
        ];
        var focus = Stack(bundle => bundle.Defocus());
        Focus = Freed(focus);
        TiltY = Freed(Array.ConvertAll(focus, change => change * reference.Y));
        TiltX = Freed(Array.ConvertAll(focus, change => change * reference.X));
    }

    public FieldPoint Field { get; }

    public ImmutableArray<FieldDifferentials> Bundles { get; }

    public ImmutableArray<double> BundleWeights { get; }

    /// <summary>Gets weights of the nodes of all wavelengths, summing to 1.</summary>
    public double[] Weights { get; }

    public double[][] Columns { get; }

    /// <summary>Gets the change for a millimetre of focus.</summary>
    public double[] Focus { get; }

    /// <summary>Gets the change for a radian by which the sensor tilts so that the focus grows with y.</summary>
    public double[] TiltY { get; }

    /// <summary>Gets the change for a radian by which the sensor tilts so that the focus grows with x.</summary>
    public double[] TiltX { get; }

    public static FieldModel Of(SequentialModel model, FieldPoint field, ToleranceSet set, bool isPolychromatic, PupilSampling sampling)
    {
        var lens = model.Lens;
        IReadOnlyList<Wavelength> wavelengths = isPolychromatic
            ? [.. lens.Wavelengths.Where(wavelength => wavelength.Weight > 0)]
            : [lens.Wavelengths[lens.Primary]];
        return new FieldModel(model, field, set, wavelengths, sampling);
    }

    /// <summary>Gives the part of a column that belongs to a wavelength.</summary>
    public ReadOnlySpan<double> Part(double[] column, int bundle) =>
        column.AsSpan(Bundles.Take(bundle).Sum(before => before.Rays.Nodes.Count), Bundles[bundle].Rays.Nodes.Count);

    private double[][] FreeTerms()
    {
        double[][] pistons = [.. Bundles.Select(piston => Stack(bundle => Array.ConvertAll(bundle.Opds, _ => bundle == piston ? 1.0 : 0)))];
        return [.. pistons, Stack(bundle => bundle.Tilts().X), Stack(bundle => bundle.Tilts().Y)];
    }

    private double[] Stack(Func<FieldDifferentials, double[]> values) => [.. Bundles.SelectMany(values)];

    /// <summary>Takes piston and tilt out of values at the nodes of all wavelengths.</summary>
    public double[] Freed(double[] column)
    {
        var settings = _squares.Fit(column, out _);
        for (var i = 0; i < settings.Length; i++)
        {
            Sums.Add(-settings[i], _free[i], column);
        }

        return column;
    }
}
