using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Complex Fourier transform of 16 points, X[k] = Σ x[n]·exp(−2πi·kn/16), one transform in each lane.</summary>
/// <remarks>Two passes of four 4-point transforms. The inverse is the same with real and imaginary parts exchanged, without the factor 1/16.</remarks>
internal static class Fourier16
{
    /// <summary>Points of a transform.</summary>
    public const int Size = 16;

    private const float Cos1 = 0.92387953f;
    private const float Sin1 = 0.38268343f;
    private const float Root = 0.70710678f;

    /// <summary>Transforms.</summary>
    /// <param name="re">Real parts, 16 vectors; used as scratch.</param>
    /// <param name="im">Imaginary parts, 16 vectors; used as scratch.</param>
    /// <param name="outRe">Receives the real parts, in natural order.</param>
    /// <param name="outIm">Receives the imaginary parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform(Span<Vector<float>> re, Span<Vector<float>> im, Span<Vector<float>> outRe, Span<Vector<float>> outIm)
    {
        re = re[..Size];
        im = im[..Size];
        outRe = outRe[..Size];
        outIm = outIm[..Size];
        Column(re, im, 0, 1, 0, 1, 0, 1, 0);
        Column(re, im, 1, Cos1, Sin1, Root, Root, Sin1, Cos1);
        Column(re, im, 2, Root, Root, 0, 1, -Root, Root);
        Column(re, im, 3, Sin1, Cos1, -Root, Root, -Cos1, -Sin1);
        Row(re, im, outRe, outIm, 0);
        Row(re, im, outRe, outIm, 1);
        Row(re, im, outRe, outIm, 2);
        Row(re, im, outRe, outIm, 3);
    }

    // Transform over n1 of x[4·n1 + n], turned by exp(−iφ) = c − i·s with φ = 2π·n·k/16 for k = 1, 2, 3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column(Span<Vector<float>> re, Span<Vector<float>> im, int n, float c1, float s1, float c2, float s2, float c3, float s3)
    {
        var sumRe = re[n] + re[n + 8];
        var sumIm = im[n] + im[n + 8];
        var differenceRe = re[n] - re[n + 8];
        var differenceIm = im[n] - im[n + 8];
        var oddSumRe = re[n + 4] + re[n + 12];
        var oddSumIm = im[n + 4] + im[n + 12];
        var oddDifferenceRe = re[n + 4] - re[n + 12];
        var oddDifferenceIm = im[n + 4] - im[n + 12];
        re[n] = sumRe + oddSumRe;
        im[n] = sumIm + oddSumIm;
        Turned(re, im, n + 4, differenceRe + oddDifferenceIm, differenceIm - oddDifferenceRe, c1, s1);
        Turned(re, im, n + 8, sumRe - oddSumRe, sumIm - oddSumIm, c2, s2);
        Turned(re, im, n + 12, differenceRe - oddDifferenceIm, differenceIm + oddDifferenceRe, c3, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turned(Span<Vector<float>> re, Span<Vector<float>> im, int at, Vector<float> a, Vector<float> b, float c, float s)
    {
        if (s == 0)
        {
            re[at] = a;
            im[at] = b;
        }
        else if (c == 0)
        {
            re[at] = b;
            im[at] = -a;
        }
        else
        {
            // (a + ib)(c − is)
            re[at] = Vector.FusedMultiplyAdd(a, new Vector<float>(c), b * s);
            im[at] = Vector.FusedMultiplyAdd(b, new Vector<float>(c), a * -s);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(Span<Vector<float>> re, Span<Vector<float>> im, Span<Vector<float>> outRe, Span<Vector<float>> outIm, int k)
    {
        var at = 4 * k;
        var sumRe = re[at] + re[at + 2];
        var sumIm = im[at] + im[at + 2];
        var differenceRe = re[at] - re[at + 2];
        var differenceIm = im[at] - im[at + 2];
        var oddSumRe = re[at + 1] + re[at + 3];
        var oddSumIm = im[at + 1] + im[at + 3];
        var oddDifferenceRe = re[at + 1] - re[at + 3];
        var oddDifferenceIm = im[at + 1] - im[at + 3];
        outRe[k] = sumRe + oddSumRe;
        outIm[k] = sumIm + oddSumIm;
        outRe[k + 4] = differenceRe + oddDifferenceIm;
        outIm[k + 4] = differenceIm - oddDifferenceRe;
        outRe[k + 8] = sumRe - oddSumRe;
        outIm[k + 8] = sumIm - oddSumIm;
        outRe[k + 12] = differenceRe - oddDifferenceIm;
        outIm[k + 12] = differenceIm + oddDifferenceRe;
    }
}
