using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>First estimate: keeps the bins of a spectrum that stand out of the noise together with their neighbours.</summary>
/// <remarks>
/// The power of a bin is averaged over its 3 × 3 neighbours, which spares texture and stops lone peaks of noise; the gain is
/// max(0, 1 − (t·σ²/P)⁴).
/// </remarks>
/// <param name="greenSign">1 where a block begins with red or blue, −1 where it begins with green.</param>
internal sealed class PilotShrinkage(int greenSign)
{
    private const int Size = Fourier16.Size;
    private const int Bins = BlockSpectra.Bins;

    // Found on photographs and drawn textures at ISO 1600: lower leaves ripples in flat areas, higher erases grass.
    private const float Threshold = 2.2f;

    // Colour is coarser than brightness: around the carriers the threshold rises to this, falling off over as many bins.
    private const float ColourFactor = 2;
    private const float ColourRadius = 5;

    // In a block that keeps no more than about so many bins the threshold rises towards this multiple: against lone ripples.
    private const float CalmBins = 8;
    private const float CalmFactor = 2;

    private static readonly float[] _thresholds = [.. Enumerable.Range(0, Bins).Select(ThresholdAt)];

    private readonly Vector<float>[] _power = new Vector<float>[Bins];
    private readonly Vector<float>[] _across = new Vector<float>[Bins];
    private readonly Vector<float>[] _means = new Vector<float>[4];

    /// <summary>Shrinks the spectra of a vector of blocks.</summary>
    /// <param name="spectra">The spectra.</param>
    /// <param name="variance">Noise of each block: mean variance of its samples times the energy of the window.</param>
    /// <returns>The weight of each block: the fewer bins it needs, the better.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector<float> Run(BlockSpectra spectra, Vector<float> variance)
    {
        var re = spectra.Re.AsSpan(0, Bins);
        var im = spectra.Im.AsSpan(0, Bins);
        BlockMeans.Take(re, im, _means);
        var power = _power.AsSpan(0, Bins);
        SpectrumPower.Of(re, im, power);

        SpectrumPower.PoolAcross(power, _across);
        var kept = Vector<float>.One;
        for (var kx = 0; kx <= 8; kx++)
        {
            var at = kx * Size;
            var column = PoolColumn(_across.AsSpan(at, Size), variance, _thresholds.AsSpan(at, Size), power.Slice(at, Size));
            kept = Vector.FusedMultiplyAdd(column, new Vector<float>(kx is 0 or 8 ? 1 : 2), kept);
        }

        // A block that keeps little keeps chance rather than detail: there bins have to stand out further.
        var calm = new Vector<float>(CalmBins) / (kept + new Vector<float>(CalmBins));
        var limit = variance * Vector.FusedMultiplyAdd(calm, new Vector<float>(CalmFactor - 1), Vector<float>.One);
        kept = Vector<float>.One;
        for (var kx = 0; kx <= 8; kx++)
        {
            var at = kx * Size;
            var column = Shrink(re.Slice(at, Size), im.Slice(at, Size), power.Slice(at, Size), limit, _thresholds.AsSpan(at, Size));
            kept = Vector.FusedMultiplyAdd(column, new Vector<float>(kx is 0 or 8 ? 1 : 2), kept);
        }

        BlockMeans.EqualiseGreens(_means, greenSign, variance, kept);
        BlockMeans.Return(re, im, _means);
        return Vector<float>.One / kept;
    }

    private static float ThresholdAt(int bin) =>
        Threshold * (1 + ((ColourFactor - 1) * MathF.Max(0, 1 - (BlockSpectra.CarrierDistance(bin) / ColourRadius))));

    // Pools along ky and counts the bins that stand out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector<float> PoolColumn(
        ReadOnlySpan<Vector<float>> across, Vector<float> variance, ReadOnlySpan<float> thresholds, Span<Vector<float>> pooled)
    {
        var centre = new Vector<float>(SpectrumPower.Centre);
        var neighbour = new Vector<float>(SpectrumPower.Neighbour);
        var count = Vector<float>.Zero;
        across = across[..Size];
        pooled = pooled[..Size];
        thresholds = thresholds[..Size];
        for (var ky = 0; ky < Size; ky++)
        {
            var power = Vector.FusedMultiplyAdd(across[(ky + 15) & 15] + across[(ky + 1) & 15], neighbour, across[ky] * centre);
            pooled[ky] = power;
            count += Vector.ConditionalSelect(Vector.GreaterThan(power, variance * thresholds[ky]), Vector<float>.One, Vector<float>.Zero);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector<float> Shrink(
        Span<Vector<float>> re, Span<Vector<float>> im, ReadOnlySpan<Vector<float>> pooled, Vector<float> limit, ReadOnlySpan<float> thresholds)
    {
        var least = new Vector<float>(1e-30f);
        var kept = Vector<float>.Zero;
        re = re[..Size];
        im = im[..Size];
        pooled = pooled[..Size];
        thresholds = thresholds[..Size];
        for (var ky = 0; ky < Size; ky++)
        {
            var ratio = limit * thresholds[ky] / Vector.MaxNative(pooled[ky], least);
            ratio *= ratio;
            var gain = Vector.MaxNative(Vector<float>.Zero, Vector<float>.One - (ratio * ratio));
            re[ky] *= gain;
            im[ky] *= gain;
            kept = Vector.FusedMultiplyAdd(gain, gain, kept);
        }

        return kept;
    }
}
