using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>A straight edge that was found in a picture.</summary>
/// <param name="Line">Where it runs, to about a pixel.</param>
/// <param name="HalfLength">How far it is straight and free of corners to both sides of its middle, pixels.</param>
/// <param name="Reach">How far both sides of it are even, pixels.</param>
/// <param name="Contrast">How much brighter the bright side is.</param>
public sealed record FoundEdge(EdgeLine Line, double HalfLength, double Reach, double Contrast)
{
    /// <summary>Gives the smallest rectangle of pixels around the strip of the edge.</summary>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    public PixelRectangle Bounds(int width, int height)
    {
        var (sine, cosine) = Math.SinCos(Line.Angle);
        return Box(
            (Math.Abs(sine) * HalfLength) + (Math.Abs(cosine) * Reach),
            (Math.Abs(cosine) * HalfLength) + (Math.Abs(sine) * Reach),
            width,
            height);
    }

    /// <summary>Gives a rectangle whose sides the edge crosses, as the standard's estimator needs it: shortened where the slant would carry the edge out of its strip.</summary>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    public PixelRectangle Region(int width, int height)
    {
        var (sine, cosine) = Math.SinCos(Line.Angle);
        var isUpright = Math.Abs(cosine) >= Math.Abs(sine);
        var slope = isUpright ? Math.Abs(sine / cosine) : Math.Abs(cosine / sine);
        var half = Math.Min(HalfLength * Math.Cos(Math.Atan(slope)), slope > 0 ? Reach / (2 * slope) : HalfLength);
        var across = (half * slope) + (Reach / 2);
        return isUpright ? Box(across, half, width, height) : Box(half, across, width, height);
    }

    private PixelRectangle Box(double halfWidth, double halfHeight, int width, int height)
    {
        var (left, top) = (Math.Max(0, (int)Math.Floor(Line.X - halfWidth)), Math.Max(0, (int)Math.Floor(Line.Y - halfHeight)));
        var (right, bottom) = (Math.Min(width, (int)Math.Ceiling(Line.X + halfWidth)), Math.Min(height, (int)Math.Ceiling(Line.Y + halfHeight)));
        return new PixelRectangle(left, top, right - left, bottom - top);
    }
}
