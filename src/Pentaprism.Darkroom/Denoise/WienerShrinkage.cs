using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Second estimate: the Wiener filter of the noisy spectra, with the first estimate's power for the signal's.</summary>
/// <remarks>
/// <para>
/// White balance makes the noise of red and blue larger than that of green, so the noise of the four bins that differ by a carrier
/// only is correlated. With D the diagonal matrix of the signal's power in these four bins and C the covariance of their noise,
/// whose element (m, m') is c[m xor m'], the best linear estimate is D·(D + C)⁻¹·X, found by factors L·d·Lᵀ.
/// </para>
/// <para>
/// c[0] is the mean noise of the four kinds of photosites; c[1], c[2] and c[3] are the same sum with the signs of the carriers
/// (0, 8), (8, 0) and (8, 8).
/// </para>
/// </remarks>
/// <param name="greenSign">1 where a block begins with red or blue, −1 where it begins with green.</param>
internal sealed class WienerShrinkage(int greenSign)
{
    private const int Size = Fourier16.Size;
    private const int Bins = BlockSpectra.Bins;

    private const float Trust = 1.3f;
    private const float Doubt = 0.6f;

    // Detail too weak to be told from noise is there all the same: a tenth of the noise's power is taken for it, so that calm areas keep
    // a fine grain instead of the few patterns that happened to pass. Grain of colour is not wanted: none at the carriers.
    private const float Unseen = 0.1f;
    private const float ColourRadius = 6;

    private static readonly float[] _unseen = [.. Enumerable.Range(0, Bins).Select(
        bin => Unseen * MathF.Min(1, BlockSpectra.CarrierDistance(bin) / ColourRadius))];

    private readonly Vector<float>[] _power = new Vector<float>[Bins];
    private readonly Vector<float>[] _means = new Vector<float>[4];

    /// <summary>Takes the power of the first estimate.</summary>
    /// <param name="pilot">Its spectra.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Learn(BlockSpectra pilot)
    {
        var re = pilot.Re.AsSpan(0, Bins);
        var im = pilot.Im.AsSpan(0, Bins);
        BlockMeans.Take(re, im, _means);
        SpectrumPower.Of(re, im, _power);
    }

    /// <summary>Filters the noisy spectra.</summary>
    /// <param name="spectra">The spectra.</param>
    /// <param name="c0">Mean noise of the bins.</param>
    /// <param name="c1">Covariance of bins 8 apart in ky.</param>
    /// <param name="c2">Covariance of bins 8 apart in kx.</param>
    /// <param name="c3">Covariance of bins 8 apart in both.</param>
    /// <returns>The weight of each block.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector<float> Run(BlockSpectra spectra, Vector<float> c0, Vector<float> c1, Vector<float> c2, Vector<float> c3)
    {
        var re = spectra.Re.AsSpan(0, Bins);
        var im = spectra.Im.AsSpan(0, Bins);
        BlockMeans.Take(re, im, _means);
        var unseen = _unseen.AsSpan(0, Bins);
        var kept = Vector<float>.One;
        for (var kx = 0; kx <= 4; kx++)
        {
            // The groups of column 4 come twice: those of ky and of −ky are the same four bins.
            var last = kx == 4 ? 4 : 7;
            for (var ky = 0; ky <= last; ky++)
            {
                var times = kx == 0 || (kx == 4 && ky is 0 or 4) ? 1 : 2;
                kept = Vector.FusedMultiplyAdd(Group(re, im, _power, unseen, kx, ky, c0, c1, c2, c3), new Vector<float>(times), kept);
            }
        }

        BlockMeans.EqualiseGreens(_means, greenSign, c0, kept);
        BlockMeans.Return(re, im, _means);
        return Vector<float>.One / Vector.SquareRoot(kept);
    }

    // What the first estimate left of noise is weak, what it left of detail is a little too weak.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Signal(Vector<float> power, Vector<float> noise, float unseen) =>
        (power * power * Trust / Vector.FusedMultiplyAdd(noise, new Vector<float>(Doubt), power)) + (noise * unseen);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Group(
        Span<Vector<float>> re,
        Span<Vector<float>> im,
        ReadOnlySpan<Vector<float>> power,
        ReadOnlySpan<float> unseen,
        int kx,
        int ky,
        Vector<float> c0,
        Vector<float> c1,
        Vector<float> c2,
        Vector<float> c3)
    {
        // Bins of kx + 8 are those of 8 − kx, −ky, conjugate.
        var i0 = (kx * Size) + ky;
        var i1 = i0 + 8;
        var i2 = ((8 - kx) * Size) + ((Size - ky) & 15);
        var i3 = ((8 - kx) * Size) + ((8 - ky) & 15);
        var d0 = Signal(power[i0], c0, unseen[i0]);
        var d1 = Signal(power[i1], c0, unseen[i1]);
        var d2 = Signal(power[i2], c0, unseen[i2]);
        var d3 = Signal(power[i3], c0, unseen[i3]);

        var p0 = Vector<float>.One / (d0 + c0);
        var l10 = c1 * p0;
        var l20 = c2 * p0;
        var l30 = c3 * p0;
        var p1 = Vector<float>.One / (d1 + c0 - (l10 * c1));
        var a21 = c3 - (l20 * c1);
        var a31 = c2 - (l30 * c1);
        var l21 = a21 * p1;
        var l31 = a31 * p1;
        var p2 = Vector<float>.One / (d2 + c0 - (l20 * c2) - (l21 * a21));
        var a32 = c1 - (l30 * c2) - (l31 * a21);
        var l32 = a32 * p2;
        var p3 = Vector<float>.One / (d3 + c0 - (l30 * c3) - (l31 * a31) - (l32 * a32));

        var y0 = re[i0];
        var y1 = re[i1] - (l10 * y0);
        var y2 = re[i2] - (l20 * y0) - (l21 * y1);
        var y3 = (re[i3] - (l30 * y0) - (l31 * y1) - (l32 * y2)) * p3;
        y2 = (y2 * p2) - (l32 * y3);
        y1 = (y1 * p1) - (l21 * y2) - (l31 * y3);
        y0 = (y0 * p0) - (l10 * y1) - (l20 * y2) - (l30 * y3);
        var z0 = im[i0];
        var z1 = im[i1] - (l10 * z0);
        var z2 = -im[i2] - (l20 * z0) - (l21 * z1);
        var z3 = (-im[i3] - (l30 * z0) - (l31 * z1) - (l32 * z2)) * p3;
        z2 = (z2 * p2) - (l32 * z3);
        z1 = (z1 * p1) - (l21 * z2) - (l31 * z3);
        z0 = (z0 * p0) - (l10 * z1) - (l20 * z2) - (l30 * z3);

        re[i0] = y0 * d0;
        re[i1] = y1 * d1;
        re[i2] = y2 * d2;
        re[i3] = y3 * d3;
        im[i0] = z0 * d0;
        im[i1] = z1 * d1;
        im[i2] = -z2 * d2;
        im[i3] = -z3 * d3;

        var g0 = d0 * p0;
        var g1 = d1 / (d1 + c0);
        var g2 = d2 / (d2 + c0);
        var g3 = d3 / (d3 + c0);
        return (g0 * g0) + (g1 * g1) + (g2 * g2) + (g3 * g3);
    }
}
