using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Both estimates for one plane of a picture: what stands out of the noise, then the Wiener filter that this allows.</summary>
/// <remarks>
/// As <see cref="PilotShrinkage"/> and <see cref="WienerShrinkage"/> do for a mosaic, without its carriers, and with noise that has a
/// spectrum: merged samples are blurred noise.
/// </remarks>
internal sealed class PictureShrinkage
{
    private const int Size = Fourier16.Size;
    private const int Bins = BlockSpectra.Bins;

    // Found on eighteen photographs at ISO 400, 1600 and 6400: lower leaves ripples, higher erases texture. Colour is coarser.
    private const float Threshold = 2.5f;
    private const float ColourThreshold = 3.3f;

    // In a block that keeps no more than about so many bins the threshold rises towards this multiple: against lone ripples.
    private const float CalmBins = 8;
    private const float CalmFactor = 2;

    // Detail too weak to be told from noise is there all the same: this share of the noise's power is taken for it, as long as nobody
    // wants shadows calm.
    private const float Unseen = 0.03f;

    private readonly float[] _noise;
    private readonly float[] _inverseNoise;
    private readonly float _threshold;
    private readonly float _unseen;
    private readonly float _shadowCalm;
    private readonly Vector<float>[] _power = new Vector<float>[Bins];
    private readonly Vector<float>[] _across = new Vector<float>[Bins];
    private readonly Vector<float>[] _mean = new Vector<float>[1];

    /// <summary>Prepares the estimates.</summary>
    /// <param name="noise">Power of the noise in each bin, 1 on average for white noise.</param>
    /// <param name="colour">Whether the plane is a difference of colours.</param>
    /// <param name="shadowCalm">How much further detail must stand out where light is weaker than noise.</param>
    public PictureShrinkage(float[] noise, bool colour, float shadowCalm)
    {
        _shadowCalm = shadowCalm;
        _noise = noise;
        _inverseNoise = [.. noise.Select(power => 1 / power)];
        _threshold = colour ? ColourThreshold : Threshold;
        _unseen = colour ? 0 : Unseen * Math.Max(0, 1 - shadowCalm);
    }

    /// <summary>First estimate: shrinks spectra by their own power.</summary>
    /// <param name="spectra">The spectra.</param>
    /// <param name="variance">Noise of each block: variance of its samples times the energy of the window.</param>
    /// <param name="shadow">1 for blocks whose light is weaker than its noise, 0 for others.</param>
    /// <returns>The weight of each block.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector<float> ShrinkFirst(BlockSpectra spectra, Vector<float> variance, Vector<float> shadow)
    {
        var re = spectra.Re.AsSpan(0, Bins);
        var im = spectra.Im.AsSpan(0, Bins);
        BlockMeans.Take(re, im, _mean);
        var power = _power.AsSpan(0, Bins);
        var inverse = _inverseNoise.AsSpan(0, Bins);
        for (var i = 0; i < Bins; i++)
        {
            power[i] = Vector.FusedMultiplyAdd(re[i], re[i], im[i] * im[i]) * inverse[i];
        }

        SpectrumPower.PoolAcross(power, _across);
        var limit = variance * _threshold;
        var kept = Vector<float>.One;
        for (var kx = 0; kx <= 8; kx++)
        {
            var at = kx * Size;
            var column = PoolColumn(_across.AsSpan(at, Size), limit, power.Slice(at, Size));
            kept = Vector.FusedMultiplyAdd(column, new Vector<float>(kx is 0 or 8 ? 1 : 2), kept);
        }

        // A block that keeps little keeps chance rather than detail: there bins have to stand out further.
        var wish = Vector.FusedMultiplyAdd(shadow, new Vector<float>(_shadowCalm), Vector<float>.One);
        var bins = wish * CalmBins;
        var calm = bins / (kept + bins);
        limit *= Vector.FusedMultiplyAdd(calm, wish * (CalmFactor - 1), Vector<float>.One);
        kept = Vector<float>.One;
        for (var kx = 0; kx <= 8; kx++)
        {
            var at = kx * Size;
            var column = Shrink(re.Slice(at, Size), im.Slice(at, Size), power.Slice(at, Size), limit);
            kept = Vector.FusedMultiplyAdd(column, new Vector<float>(kx is 0 or 8 ? 1 : 2), kept);
        }

        BlockMeans.Return(re, im, _mean);
        return Vector<float>.One / kept;
    }

    /// <summary>Takes the power of the first estimate.</summary>
    /// <param name="pilot">Its spectra.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Learn(BlockSpectra pilot)
    {
        var re = pilot.Re.AsSpan(0, Bins);
        var im = pilot.Im.AsSpan(0, Bins);
        BlockMeans.Take(re, im, _mean);
        SpectrumPower.Of(re, im, _power);
    }

    /// <summary>Second estimate: filters the noisy spectra, with the first estimate's power for the signal's.</summary>
    /// <param name="spectra">The spectra.</param>
    /// <param name="variance">Noise of each block, as for the first estimate.</param>
    /// <returns>The weight of each block.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector<float> Filter(BlockSpectra spectra, Vector<float> variance)
    {
        var re = spectra.Re.AsSpan(0, Bins);
        var im = spectra.Im.AsSpan(0, Bins);
        BlockMeans.Take(re, im, _mean);
        var kept = Vector<float>.One;
        for (var kx = 0; kx <= 8; kx++)
        {
            var at = kx * Size;
            var column = Filter(re.Slice(at, Size), im.Slice(at, Size), _power.AsSpan(at, Size), _noise.AsSpan(at, Size), variance, _unseen);
            kept = Vector.FusedMultiplyAdd(column, new Vector<float>(kx is 0 or 8 ? 1 : 2), kept);
        }

        BlockMeans.Return(re, im, _mean);
        return Vector<float>.One / kept;
    }

    // Pools along ky and counts the bins that stand out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector<float> PoolColumn(ReadOnlySpan<Vector<float>> across, Vector<float> limit, Span<Vector<float>> pooled)
    {
        var centre = new Vector<float>(SpectrumPower.Centre);
        var neighbour = new Vector<float>(SpectrumPower.Neighbour);
        var count = Vector<float>.Zero;
        across = across[..Size];
        pooled = pooled[..Size];
        for (var ky = 0; ky < Size; ky++)
        {
            var power = Vector.FusedMultiplyAdd(across[(ky + 15) & 15] + across[(ky + 1) & 15], neighbour, across[ky] * centre);
            pooled[ky] = power;
            count += Vector.ConditionalSelect(Vector.GreaterThan(power, limit), Vector<float>.One, Vector<float>.Zero);
        }

        return count;
    }

    // Gain max(0, 1 − (t·σ²/P)⁴).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector<float> Shrink(Span<Vector<float>> re, Span<Vector<float>> im, ReadOnlySpan<Vector<float>> pooled, Vector<float> limit)
    {
        var least = new Vector<float>(1e-30f);
        var kept = Vector<float>.Zero;
        re = re[..Size];
        im = im[..Size];
        pooled = pooled[..Size];
        for (var ky = 0; ky < Size; ky++)
        {
            var ratio = limit / Vector.MaxNative(pooled[ky], least);
            ratio *= ratio;
            var gain = Vector.MaxNative(Vector<float>.Zero, Vector<float>.One - (ratio * ratio));
            re[ky] *= gain;
            im[ky] *= gain;
            kept = Vector.FusedMultiplyAdd(gain, gain, kept);
        }

        return kept;
    }

    // Gain s/(s + σ²) with s the power of the first estimate and of detail unseen.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector<float> Filter(
        Span<Vector<float>> re, Span<Vector<float>> im, ReadOnlySpan<Vector<float>> power, ReadOnlySpan<float> noise, Vector<float> variance, float unseen)
    {
        var least = new Vector<float>(1e-30f);
        var kept = Vector<float>.Zero;
        re = re[..Size];
        im = im[..Size];
        power = power[..Size];
        noise = noise[..Size];
        for (var ky = 0; ky < Size; ky++)
        {
            var n = Vector.MaxNative(variance * noise[ky], least);
            var signal = Vector.FusedMultiplyAdd(n, new Vector<float>(unseen), power[ky]);
            var gain = signal / (signal + n);
            re[ky] *= gain;
            im[ky] *= gain;
            kept = Vector.FusedMultiplyAdd(gain, gain, kept);
        }

        return kept;
    }
}
