using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>Sorts the columns of a mosaic's row by their place in eight, and back: each parity into four phases, as <see cref="DifferenceBand"/> explains.</summary>
/// <remarks>Every eighth sample is found by parting the even samples from the odd ones three times.</remarks>
/// <param name="cells">Cells in a row: an eighth of its samples.</param>
/// <param name="places">Samples from one phase to the next; the first sample of a phase stands at place 1.</param>
internal sealed class PhaseColumns(int cells, int places)
{
    private readonly float[] _halves = new float[8 * cells];
    private readonly float[] _quarters = new float[4 * cells];

    /// <summary>Sorts a row.</summary>
    /// <param name="row">Eight times as many samples as there are cells.</param>
    /// <param name="even">Receives the four phases of its even columns.</param>
    /// <param name="odd">Receives those of its odd columns.</param>
    public void Part(ReadOnlySpan<float> row, Span<float> even, Span<float> odd)
    {
        var evens = _halves.AsSpan(0, 4 * cells);
        var odds = _halves.AsSpan(4 * cells);
        Interleaving.Split(row, evens, odds);
        PartHalf(evens, even);
        PartHalf(odds, odd);
    }

    /// <summary>Makes a row of its columns.</summary>
    /// <param name="even">The four phases of its even columns.</param>
    /// <param name="odd">Those of its odd columns.</param>
    /// <param name="row">Receives eight times as many samples as there are cells.</param>
    public void Join(ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> row)
    {
        var evens = _halves.AsSpan(0, 4 * cells);
        var odds = _halves.AsSpan(4 * cells);
        JoinHalf(even, evens);
        JoinHalf(odd, odds);
        Interleaving.Join(evens, odds, row);
    }

    private void PartHalf(ReadOnlySpan<float> half, Span<float> phases)
    {
        var even = _quarters.AsSpan(0, 2 * cells);
        var odd = _quarters.AsSpan(2 * cells);
        Interleaving.Split(half, even, odd);
        Interleaving.Split(even, Phase(phases, 0), Phase(phases, 2));
        Interleaving.Split(odd, Phase(phases, 1), Phase(phases, 3));
    }

    private void JoinHalf(ReadOnlySpan<float> phases, Span<float> half)
    {
        var even = _quarters.AsSpan(0, 2 * cells);
        var odd = _quarters.AsSpan(2 * cells);
        Interleaving.Join(phases.Slice(1, cells), phases.Slice((2 * places) + 1, cells), even);
        Interleaving.Join(phases.Slice(places + 1, cells), phases.Slice((3 * places) + 1, cells), odd);
        Interleaving.Join(even, odd, half);
    }

    private Span<float> Phase(Span<float> phases, int phase) => phases.Slice((phase * places) + 1, cells);
}
