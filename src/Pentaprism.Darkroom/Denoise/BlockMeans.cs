using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Takes the mean of each of the four kinds of photosites of a block out of its spectrum, and puts it back.</summary>
/// <remarks>
/// The four means of a Bayer mosaic are four lines of its spectrum: brightness at (0, 0), colour on the carriers (0, 8), (8, 0) and
/// (8, 8). The window spreads each over its eight neighbours by known factors. What is left there is detail, and can be shrunk.
/// A plane of one colour has the first line only.
/// </remarks>
internal static class BlockMeans
{
    private const int Size = Fourier16.Size;
    private const float GreenThreshold = 9;
    private const float CalmBins = 6;

    /// <summary>Takes the means out; their bins become zero.</summary>
    /// <param name="re">Real parts of the half spectrum.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="means">Receives the four lines, or the first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Take(Span<Vector<float>> re, Span<Vector<float>> im, Span<Vector<float>> means)
    {
        for (var i = 0; i < means.Length; i++)
        {
            var at = Place(i);
            means[i] = re[at];
            Spread(re, im, i, -means[i]);
            re[at] = Vector<float>.Zero;
            im[at] = Vector<float>.Zero;
        }
    }

    /// <summary>Puts the means back.</summary>
    /// <param name="re">Real parts of the half spectrum.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="means">The four lines, or the first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Return(Span<Vector<float>> re, Span<Vector<float>> im, ReadOnlySpan<Vector<float>> means)
    {
        for (var i = 0; i < means.Length; i++)
        {
            Spread(re, im, i, means[i]);
            re[Place(i)] = means[i];
            im[Place(i)] = Vector<float>.Zero;
        }
    }

    /// <summary>Makes the two greens of each block equal where their difference is no larger than its noise makes it.</summary>
    /// <param name="means">The four lines.</param>
    /// <param name="sign">1 where a block begins with red or blue, −1 where it begins with green.</param>
    /// <param name="variance">Mean noise of a bin.</param>
    /// <param name="kept">One more than the number of bins that the block keeps: detail makes greens differ truly.</param>
    public static void EqualiseGreens(Span<Vector<float>> means, int sign, Vector<float> variance, Vector<float> kept)
    {
        // The lines at (0, 8) and (8, 0) are red − blue plus and minus the difference of the greens; its noise is half of a bin's.
        var half = (means[1] - (means[2] * sign)) * 0.5f;
        var power = Vector.MaxNative(half * half, new Vector<float>(1e-30f));
        var calm = Vector.MinNative(Vector<float>.One, new Vector<float>(CalmBins) / kept);
        var lost = half * calm * calm * Vector.MinNative(Vector<float>.One, variance * (0.5f * GreenThreshold) / power);
        means[1] -= lost;
        means[2] += lost * sign;
    }

    private static int Place(int i) => ((i >> 1) * 8 * Size) + ((i & 1) * 8);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(Span<Vector<float>> re, Span<Vector<float>> im, int i, Vector<float> mean)
    {
        var lineRe = BlockWindow.LineRe;
        var lineIm = BlockWindow.LineIm;
        var own = (i >> 1) * 8 * Size;
        var above = ((i & 1) * 8) + 1;
        var below = (above + 14) & 15;
        var at = above - 1;
        Add(re, im, own + above, mean, lineRe, lineIm);
        Add(re, im, own + below, mean, lineRe, -lineIm);

        // Right of bin 0 the first line, left of bin 8 its conjugate.
        var side = i >> 1 == 0 ? Size : 7 * Size;
        var sideIm = i >> 1 == 0 ? lineIm : -lineIm;
        Add(re, im, side + at, mean, lineRe, sideIm);
        Add(re, im, side + above, mean, (lineRe * lineRe) - (sideIm * lineIm), lineRe * (lineIm + sideIm));
        Add(re, im, side + below, mean, (lineRe * lineRe) + (sideIm * lineIm), lineRe * (sideIm - lineIm));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<Vector<float>> re, Span<Vector<float>> im, int at, Vector<float> mean, float factorRe, float factorIm)
    {
        re[at] += mean * factorRe;
        im[at] += mean * factorIm;
    }
}
