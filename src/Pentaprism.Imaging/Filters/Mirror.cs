namespace Pentaprism.Imaging;

/// <summary>The border rule of all filters: the picture is mirrored about its outermost samples, which are not repeated (… 2 1 0 1 2 …).</summary>
/// <remarks>Such a mirror keeps the phase of a Bayer pattern.</remarks>
public static class Mirror
{
    /// <summary>Gives the sample that stands for one at any index.</summary>
    /// <param name="index">Any index, also far outside.</param>
    /// <param name="length">Number of samples, at least 1.</param>
    /// <returns>An index from 0 to <paramref name="length"/> − 1.</returns>
    public static int Index(int index, int length)
    {
        if ((uint)index < (uint)length)
        {
            return index;
        }

        if (length == 1)
        {
            return 0;
        }

        var period = 2 * (length - 1);
        var within = ((index % period) + period) % period;
        return within < length ? within : period - within;
    }

    /// <summary>Copies a row into the middle of a longer one and mirrors it into both ends.</summary>
    /// <param name="row">Samples, at least one.</param>
    /// <param name="radius">Samples to add in front; what the longer row has left is added behind.</param>
    /// <param name="padded">At least <paramref name="radius"/> longer than the row.</param>
    public static void Pad(ReadOnlySpan<float> row, int radius, Span<float> padded)
    {
        row.CopyTo(padded[radius..]);
        PadEnds(padded, radius, row.Length);
    }

    /// <summary>Mirrors the middle of a row into both its ends.</summary>
    /// <param name="padded">The row.</param>
    /// <param name="radius">Where the middle begins.</param>
    /// <param name="length">Samples of the middle.</param>
    public static void PadEnds(Span<float> padded, int radius, int length)
    {
        for (var i = 1; i <= radius; i++)
        {
            padded[radius - i] = padded[radius + Index(-i, length)];
        }

        for (var i = length; i < padded.Length - radius; i++)
        {
            padded[radius + i] = padded[radius + Index(i, length)];
        }
    }
}
