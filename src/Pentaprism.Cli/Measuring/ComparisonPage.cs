using Pentaprism.Cli.Reports;
using Pentaprism.Files;
using Pentaprism.Files.Pictures;
using Pentaprism.Files.Png;
using Pentaprism.Imaging;
using Pentaprism.Measure.Similarity;

namespace Pentaprism.Cli.Measuring;

/// <summary>The page that shows how two pictures differ.</summary>
internal static class ComparisonPage
{
    private const int LongestSide = 900;

    // ΔE2000 that the map shows at its brightest.
    private const double BrightestDifference = 10;

    public static HtmlReport Of(ComparisonReport report, PicturePlanes reference, PicturePlanes picture, ProcessingContext context)
    {
        var page = new HtmlReport($"{Path.GetFileName(report.Picture)} against {Path.GetFileName(report.Reference)}", report.Verdict());
        var comparison = report.Comparison;
        page.KeyFigure("PSNR", $"{Figure.Fixed(comparison.Psnr, 2)} dB");
        page.KeyFigure("SSIM", Figure.Fixed(comparison.Similarity, 4));
        page.KeyFigure("ΔE2000, mean", Figure.Fixed(comparison.ColourDifferences!.Mean, 2));
        page.KeyFigure("ΔE2000, 95 %", Figure.Fixed(comparison.ColourDifferences.Percentile95, 2));
        var area = Worst(reference, picture, context);
        page.Section("Side by side at 100 %", $"The part in which they differ most, from column {area.Left}, row {area.Top}. Left of the line the reference, right of it the other picture: move the line.");
        page.Slider(Part(reference, area, context), Part(picture, area, context), area.Width, area.Height);
        page.Section("Where they differ", $"ΔE2000 of each pixel: black none, white {BrightestDifference} and more.");
        page.Figures("wide", [(Map(reference, picture, context), "")]);
        page.Section("Numbers", $"Colour differences: {report.Colour}.");
        page.Table(["figure", "value"], report.Rows());
        page.Data(report.Json());
        return page;
    }

    /// <summary>Gives the difference picture: ΔE2000 from black to white.</summary>
    public static EncodedPicture Difference(PicturePlanes reference, PicturePlanes picture, ProcessingContext context)
    {
        using var map = PictureColours.Map(reference, picture, context);
        return Grey(map, value => value / BrightestDifference);
    }

    private static EncodedPicture Grey(Plane<float> plane, Func<double, double> level)
    {
        var grey = new EncodedPicture(1, new Plane<byte>(plane.Width, plane.Height));
        for (var i = 0; i < plane.Samples.Length; i++)
        {
            grey.Bytes!.Samples[i] = (byte)Math.Round(255 * Math.Clamp(level(plane.Samples[i]), 0, 1));
        }

        return grey;
    }

    private static string Map(PicturePlanes reference, PicturePlanes picture, ProcessingContext context)
    {
        using var map = PictureColours.Map(reference, picture, context);
        var scale = Math.Min(1, (double)LongestSide / Math.Max(map.Width, map.Height));
        using var small = context.Pool.Rent<float>(Math.Max(1, (int)(map.Width * scale)), Math.Max(1, (int)(map.Height * scale)));
        Resampler.Scale(context, map, small, ResamplingFilter.Area);
        using var grey = Grey(small, value => value / BrightestDifference);
        var svg = new Reports.Plots.Svg(small.Width, small.Height, "Where the pictures differ");
        svg.Image(0, 0, small.Width, small.Height, Png(grey, context));
        return svg.End();
    }

    // The window of at most 640 × 480 pixels, out of a few, whose mean difference is largest.
    private static PixelRectangle Worst(PicturePlanes reference, PicturePlanes picture, ProcessingContext context)
    {
        var (width, height) = (Math.Min(640, reference.Width), Math.Min(480, reference.Height));
        using var map = PictureColours.Map(reference, picture, context);
        var (worst, area) = (-1.0, default(PixelRectangle));
        for (var top = 0; top <= reference.Height - height; top += Math.Max(1, height / 2))
        {
            for (var left = 0; left <= reference.Width - width; left += Math.Max(1, width / 2))
            {
                var sum = 0.0;
                for (var y = top; y < top + height; y += 4)
                {
                    var row = map.Row(y).Slice(left, width);
                    for (var x = 0; x < width; x += 4)
                    {
                        sum += row[x];
                    }
                }

                (worst, area) = sum > worst ? (sum, new PixelRectangle(left, top, width, height)) : (worst, area);
            }
        }

        return area;
    }

    private static byte[] Part(PicturePlanes picture, PixelRectangle area, ProcessingContext context)
    {
        var channels = picture.Planes.Count;
        using var part = new EncodedPicture(channels, new Plane<byte>(area.Width * channels, area.Height));
        for (var y = 0; y < area.Height; y++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var row = picture.Planes[channel].Row(area.Top + y).Slice(area.Left, area.Width);
                for (var x = 0; x < area.Width; x++)
                {
                    part.Bytes![(x * channels) + channel, y] = (byte)Math.Round(255 * Math.Clamp(row[x], 0, 1));
                }
            }
        }

        return Png(part, context);
    }

    private static byte[] Png(EncodedPicture picture, ProcessingContext context)
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, picture, new PngOptions(), new PictureMetadata(), context);
        return stream.ToArray();
    }
}
