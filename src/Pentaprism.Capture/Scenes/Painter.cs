using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>Draws into the planes of a scene; what covers a part of a pixel is mixed in by that part.</summary>
internal static class Painter
{
    private const double LargeDisc = 8;

    // Of a pixel, and a little more: farther from the rim of a disc it lies all within or all without.
    private const double HalfDiagonal = 0.7072;
    private const int LinesOfPixel = 16;

    /// <summary>Fills an upright rectangle, in scene coordinates.</summary>
    public static void Rectangle(ScenePicture picture, double left, double top, double right, double bottom, ReadOnlySpan<double> colour)
    {
        var frame = picture.Frame;
        var (x0, x1, y0, y1) = (frame.Column(left), frame.Column(right), frame.Row(top), frame.Row(bottom));
        for (var y = Math.Max((int)Math.Floor(y0), 0); y < Math.Min((int)Math.Ceiling(y1), frame.Rows); y++)
        {
            var down = Math.Min(y + 1, y1) - Math.Max(y, y0);
            for (var x = Math.Max((int)Math.Floor(x0), 0); x < Math.Min((int)Math.Ceiling(x1), frame.Columns); x++)
            {
                Mix(picture, x, y, colour, down * (Math.Min(x + 1, x1) - Math.Max(x, x0)));
            }
        }
    }

    /// <summary>Fills a disc, in scene coordinates.</summary>
    public static void Disc(ScenePicture picture, double centreX, double centreY, double radius, ReadOnlySpan<double> colour)
    {
        var frame = picture.Frame;
        var (x0, y0, r) = (frame.Column(centreX), frame.Row(centreY), radius * frame.Height);
        for (var y = Math.Max((int)Math.Floor(y0 - r), 0); y < Math.Min((int)Math.Ceiling(y0 + r), frame.Rows); y++)
        {
            for (var x = Math.Max((int)Math.Floor(x0 - r), 0); x < Math.Min((int)Math.Ceiling(x0 + r), frame.Columns); x++)
            {
                var (dx, dy) = (x + 0.5 - x0, y + 0.5 - y0);
                var distance = Math.Sqrt((dx * dx) + (dy * dy));
                if (distance < r + HalfDiagonal)
                {
                    Mix(picture, x, y, colour, distance <= r - HalfDiagonal ? 1 : CoverageOfDisc(distance, dx, dy, r));
                }
            }
        }
    }

    /// <summary>Draws a straight stroke whose width goes from one to another, in scene coordinates; one thinner than a pixel covers as much as it is wide.</summary>
    public static void Stroke(ScenePicture picture, (double X, double Y) from, (double X, double Y) to, double widthFrom, double widthTo, ReadOnlySpan<double> colour)
    {
        var frame = picture.Frame;
        var (ax, ay, bx, by) = (frame.Column(from.X), frame.Row(from.Y), frame.Column(to.X), frame.Row(to.Y));
        var (dx, dy) = (bx - ax, by - ay);
        var length = double.Hypot(dx, dy);
        var border = (Math.Max(widthFrom, widthTo) * frame.Height / 2) + 0.5;
        for (var y = Math.Max((int)(Math.Min(ay, by) - border), 0); y < Math.Min(Math.Max(ay, by) + border, frame.Rows); y++)
        {
            // Columns between which the row is near enough to the line.
            var (left, right) = (Math.Min(ax, bx) - border, Math.Max(ax, bx) + border);
            if (Math.Abs(dy) > 1e-9)
            {
                var (middle, reach) = (ax + ((y + 0.5 - ay) * dx / dy), ((border + 0.5) * length / Math.Abs(dy)) + 1);
                (left, right) = (Math.Max(left, middle - reach), Math.Min(right, middle + reach));
            }

            for (var x = Math.Max((int)left, 0); x < Math.Min(right, frame.Columns); x++)
            {
                var (px, py) = (x + 0.5 - ax, y + 0.5 - ay);
                var along = length > 0 ? ((px * dx) + (py * dy)) / length : 0;
                var width = double.Lerp(widthFrom, widthTo, length > 0 ? Math.Clamp(along / length, 0, 1) : 0) * frame.Height;
                var across = length > 0 ? Math.Abs((px * dy) - (py * dx)) / length : double.Hypot(px, py);
                var ends = Math.Clamp(along + 0.5, 0, 1) * Math.Clamp(length - along + 0.5, 0, 1);
                Mix(picture, x, y, colour, ends * Math.Clamp((width / 2) + 0.5 - across, 0, Math.Min(1, width)));
            }
        }
    }

    /// <summary>Sets every pixel to a factor times a colour.</summary>
    /// <param name="context">Workers and cancellation.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="factor">Of column and row of a pixel's centre.</param>
    /// <param name="colour">The colour.</param>
    public static void Each(ProcessingContext context, ScenePicture picture, Func<double, double, double> factor, double[] colour) =>
        Bands.Run(context, picture.Frame.Columns, picture.Frame.Rows, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                for (var x = 0; x < picture.Frame.Columns; x++)
                {
                    var value = factor(x + 0.5, y + 0.5);
                    for (var plane = 0; plane < colour.Length; plane++)
                    {
                        picture.Planes[plane].Row(y)[x] = (float)(value * colour[plane]);
                    }
                }

                picture.Coverage?.Row(y).Fill(1);
            }
        });

    /// <summary>Mixes a colour into a pixel.</summary>
    public static void Mix(ScenePicture picture, int x, int y, ReadOnlySpan<double> colour, double coverage)
    {
        if (coverage <= 0)
        {
            return;
        }

        for (var plane = 0; plane < colour.Length; plane++)
        {
            ref var sample = ref picture.Planes[plane].Row(y)[x];
            sample += (float)coverage * ((float)colour[plane] - sample);
        }

        if (picture.Coverage is { } painted)
        {
            ref var sample = ref painted.Row(y)[x];
            sample += (float)coverage * (1 - sample);
        }
    }

    // The rim of a large disc is nearly straight; a small one is cut into lines, whose ends are exact.
    private static double CoverageOfDisc(double distance, double dx, double dy, double radius)
    {
        if (radius >= LargeDisc)
        {
            return distance < 1e-9 ? 1 : HalfPlane.Coverage(radius - distance, dx / distance, dy / distance);
        }

        var sum = 0.0;
        for (var line = 0; line < LinesOfPixel; line++)
        {
            var y = dy + ((line + 0.5) / LinesOfPixel) - 0.5;
            var half = Math.Sqrt(Math.Max(0, (radius * radius) - (y * y)));
            sum += Math.Max(0, Math.Min(half, dx + 0.5) - Math.Max(-half, dx - 0.5));
        }

        return sum / LinesOfPixel;
    }
}
