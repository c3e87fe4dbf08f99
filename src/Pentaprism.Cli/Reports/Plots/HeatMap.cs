using Pentaprism.Files;
using Pentaprism.Files.Png;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Reports.Plots;

/// <summary>A small picture of values: dark to light through blue, green and yellow, alike for every kind of colour vision.</summary>
/// <remarks>The colours are the control points of viridis (van der Walt and Smith 2015, CC0), joined by straight lines.</remarks>
internal static class HeatMap
{
    private const double Size = 200;

    private static readonly (byte R, byte G, byte B)[] _colours =
    [
        (68, 1, 84), (72, 40, 120), (62, 74, 137), (49, 104, 142), (38, 130, 142), (31, 158, 137), (53, 183, 121), (110, 206, 88), (181, 222, 43), (253, 231, 37),
    ];

    /// <summary>Draws values in a square with a bar of scale.</summary>
    /// <param name="description">What it shows, for those who do not see it.</param>
    /// <param name="values">Rows from top to bottom, each value 0 (dark) to 1 (light).</param>
    /// <param name="side">What the width of the map measures.</param>
    /// <param name="unit">In which unit.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(string description, double[,] values, double side, string unit)
    {
        var svg = new Svg(Size, Size, description);
        svg.Image(0, 0, Size, Size, Png(values));
        var bar = new Axis("", 0, side / 2).Ticks(2).ElementAt(1);
        svg.Line(10, Size - 10, 10 + (bar.Value / side * Size), Size - 10, "scale onpicture");
        svg.Text(10, Size - 15, $"{bar.Text} {unit}", "tick onpicture");
        return svg.End();
    }

    private static byte[] Png(double[,] values)
    {
        var (height, width) = (values.GetLength(0), values.GetLength(1));
        using var picture = new EncodedPicture(3, new Plane<byte>(width * 3, height));
        for (var y = 0; y < height; y++)
        {
            var row = picture.Bytes!.Row(y);
            for (var x = 0; x < width; x++)
            {
                var place = Math.Clamp(values[y, x], 0, 1) * (_colours.Length - 1);
                var index = Math.Min((int)place, _colours.Length - 2);
                var ((r0, g0, b0), (r1, g1, b1), share) = (_colours[index], _colours[index + 1], place - index);
                row[x * 3] = Mix(r0, r1, share);
                row[(x * 3) + 1] = Mix(g0, g1, share);
                row[(x * 3) + 2] = Mix(b0, b1, share);
            }
        }

        using var stream = new MemoryStream();
        PngWriter.Write(stream, picture, new PngOptions(), new PictureMetadata(), new ProcessingContext(new PlanePool(), 1, null, CancellationToken.None));
        return stream.ToArray();
    }

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
