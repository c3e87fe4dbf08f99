using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>The pixels where the gradient of a picture is largest along its own direction (Canny 1986), with that direction.</summary>
internal sealed class GradientRidges
{
    private const double LeastPart = 0.02;
    private const double AboveMedian = 4;

    private readonly float[] _x;
    private readonly float[] _y;

    private GradientRidges(int width, int height)
    {
        (Width, Height) = (width, height);
        (_x, _y) = (new float[width * height], new float[width * height]);
        IsRidge = new bool[width * height];
    }

    /// <summary>Gets the columns.</summary>
    public int Width { get; }

    /// <summary>Gets the rows.</summary>
    public int Height { get; }

    /// <summary>Gets whether a pixel lies on a ridge, row by row.</summary>
    public bool[] IsRidge { get; }

    /// <summary>Gets the gradient of a pixel, a pixel's step.</summary>
    public (float X, float Y) Gradient(int i) => (_x[i], _y[i]);

    /// <summary>Finds the ridges.</summary>
    /// <param name="plane">The picture.</param>
    /// <param name="context">Workers.</param>
    public static GradientRidges Of(Plane<float> plane, ProcessingContext context)
    {
        var ridges = new GradientRidges(plane.Width, plane.Height);
        Bands.Run(context, plane.Width, plane.Height, (top, bottom) => ridges.Derive(plane, Math.Max(1, top), Math.Min(plane.Height - 1, bottom)));
        var least = ridges.Threshold(plane);
        Bands.Run(context, plane.Width, plane.Height, (top, bottom) => ridges.Mark(least, Math.Max(2, top), Math.Min(plane.Height - 2, bottom)));
        return ridges;
    }

    // Sobel's differences, an eighth of their sum.
    private void Derive(Plane<float> plane, int top, int bottom)
    {
        for (var y = top; y < bottom; y++)
        {
            var above = plane.Row(y - 1);
            var row = plane.Row(y);
            var below = plane.Row(y + 1);
            var gx = _x.AsSpan(y * Width, Width);
            var gy = _y.AsSpan(y * Width, Width);
            for (var x = 1; x < Width - 1; x++)
            {
                var (nw, ne, sw, se) = (above[x - 1], above[x + 1], below[x - 1], below[x + 1]);
                gx[x] = (ne - nw + (2 * (row[x + 1] - row[x - 1])) + se - sw) / 8;
                gy[x] = (sw - nw + (2 * (below[x] - above[x])) + se - ne) / 8;
            }
        }
    }

    // Above the noise, and not below a small part of the range of the picture.
    private float Threshold(Plane<float> plane)
    {
        var (values, gradients) = (new List<float>(), new List<float>());
        for (var i = 0; i < _x.Length; i += 61)
        {
            values.Add(plane.Samples[i]);
            gradients.Add((_x[i] * _x[i]) + (_y[i] * _y[i]));
        }

        values.Sort();
        gradients.Sort();
        var range = values[values.Count * 99 / 100] - values[values.Count / 100];
        return (float)Math.Max(LeastPart * range, AboveMedian * Math.Sqrt(gradients[gradients.Count / 2]));
    }

    private void Mark(float least, int top, int bottom)
    {
        for (var y = top; y < bottom; y++)
        {
            for (var x = 2; x < Width - 2; x++)
            {
                var i = (y * Width) + x;
                var (gx, gy) = (_x[i], _y[i]);
                var square = (gx * gx) + (gy * gy);
                if (square < least * least)
                {
                    continue;
                }

                // The neighbours along the gradient, between two pixels each.
                var isWide = Math.Abs(gx) >= Math.Abs(gy);
                var part = isWide ? Math.Abs(gy / gx) : Math.Abs(gx / gy);
                var straight = isWide ? Math.Sign(gx) : Math.Sign(gy) * Width;
                var slanted = Math.Sign(gx) + (Math.Sign(gy) * Width);
                IsRidge[i] = square > Between(i + straight, i + slanted, part) && square >= Between(i - straight, i - slanted, part);
            }
        }
    }

    private float Between(int straight, int slanted, float part) => ((1 - part) * Square(straight)) + (part * Square(slanted));

    private float Square(int i) => (_x[i] * _x[i]) + (_y[i] * _y[i]);
}
