using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>A plane in the geometry of a larger picture: X of the result lies at (X + ½)/s − ½.</summary>
internal static class Enlarged
{
    /// <summary>Enlarges by bilinear interpolation.</summary>
    /// <param name="plane">The plane; still the caller's.</param>
    /// <param name="scale">The factor.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The larger plane.</returns>
    public static Plane<float> By(Plane<float> plane, int scale, ProcessingContext context)
    {
        var large = context.Pool.Rent<float>(plane.Width * scale, plane.Height * scale);
        Bands.Run(context, large.Width, large.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var (row, b) = Place(y, scale, plane.Height);
                var upper = plane.Row(row);
                var lower = plane.Row(Math.Min(row + 1, plane.Height - 1));
                var to = large.Row(y);
                for (var x = 0; x < to.Length; x++)
                {
                    var (left, a) = Place(x, scale, plane.Width);
                    var right = Math.Min(left + 1, plane.Width - 1);
                    to[x] = ((1 - b) * (((1 - a) * upper[left]) + (a * upper[right]))) + (b * (((1 - a) * lower[left]) + (a * lower[right])));
                }
            }
        });
        return large;
    }

    private static (int Index, float Fraction) Place(int x, int scale, int count)
    {
        var at = Math.Clamp(((x + 0.5f) / scale) - 0.5f, 0, count - 1);
        return ((int)at, at - (int)at);
    }
}
