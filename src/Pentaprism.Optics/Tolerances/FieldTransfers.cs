using System.Collections.Immutable;
using Pentaprism.Optics.Analysis;

namespace Pentaprism.Optics.Tolerances;

/// <summary>The MTF of one field at all frequencies, along and across the field.</summary>
internal sealed class FieldTransfers
{
    private const int HighestDegree = 14;
    private static readonly bool[] _sides = [true, false];
    private readonly FieldModel _field;
    private readonly ImmutableArray<PupilInverse> _maps;
    private readonly ImmutableArray<TransferModel> _transfers;

    public FieldTransfers(FieldModel field, ImmutableArray<double> frequencies)
    {
        _field = field;
        _maps = [.. field.Bundles.Select(bundle => new PupilInverse(bundle.Rays, Degree(bundle.Rays)))];
        ImmutableArray<BivariatePolynomial[]> polynomials =
            [.. _maps.Select((map, b) => field.Columns.Select(column => map.Fit(field.Part(column, b))).ToArray())];
        _transfers =
        [
            .. from frequency in frequencies
               from isTangential in _sides
               select TransferModel.Of(field, _maps, polynomials, frequency, isTangential),
        ];
    }

    /// <summary>Gets whether a direction map folds, so that an affine one takes its place.</summary>
    public bool IsApproximate => _maps.Any(map => map.IsFolded);

    /// <summary>Gets the room that an evaluation needs.</summary>
    public int Room => _transfers.Select(transfer => transfer.Room).DefaultIfEmpty(0).Max();

    /// <summary>Gives the modulation of a lens.</summary>
    /// <param name="values">1, then the tolerances in parts of their limits.</param>
    /// <param name="modulation">Takes for each frequency the modulation along and across the field.</param>
    /// <param name="scratch">Room of <see cref="Room"/>.</param>
    public void At(ReadOnlySpan<double> values, Span<double> modulation, Span<double> scratch)
    {
        for (var k = 0; k < _transfers.Length; k++)
        {
            modulation[k] = _transfers[k].At(values, scratch);
        }
    }

    /// <summary>Gives the modulation of a lens that was traced.</summary>
    /// <param name="opds">Its wavefront at the nodes of all wavelengths, waves.</param>
    /// <param name="modulation">Takes for each frequency the modulation along and across the field.</param>
    public void At(double[] opds, Span<double> modulation)
    {
        // From the reference sphere to planes as in the drawing.
        var (spheres, planes) = (_field.Columns[0], _field.Columns[^1]);
        double[] phases = [.. opds.Select((waves, i) => waves + planes[i] - spheres[i])];
        BivariatePolynomial[] fits = [.. _maps.Select((map, b) => map.Fit(_field.Part(phases, b)))];
        for (var k = 0; k < _transfers.Length; k++)
        {
            modulation[k] = _transfers[k].At(fits);
        }
    }

    // What the nodes determine: rings in ρ² carry twice their number, arms half of it.
    private static int Degree(PupilRays rays) =>
        Math.Min(HighestDegree, Math.Min((2 * rays.Launch.Sampling.Rings) - 2, (rays.Launch.Sampling.Arms / 2) - 1));
}
