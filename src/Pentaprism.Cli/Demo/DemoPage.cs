using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Files;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Png;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Demo;

/// <summary>The page of the demonstration: three pictures of one scene, side by side.</summary>
internal static class DemoPage
{
    private const int CropWidth = 348;
    private const int CropHeight = 300;

    // Walls of houses: by them the table tells noise.
    private const double Dark = 0.02;

    // Middles of what is shown at 100 %, in parts of the picture: signs, a lit house, the road.
    private static readonly (string What, double X, double Y)[] _details = [("Signs", 0.44, 0.49), ("Windows and a lamp", 0.42, 0.3), ("Wet asphalt", 0.3, 0.72)];

    /// <summary>Makes the page.</summary>
    /// <param name="lux">Light on the scene.</param>
    /// <param name="pictures">One frame, all frames, the other camera.</param>
    /// <param name="figures">Their figures.</param>
    /// <param name="data">The numbers for machines.</param>
    /// <param name="context">Workers.</param>
    public static HtmlReport Of(double lux, IReadOnlyList<DemoPicture> pictures, IReadOnlyList<DemoFigures> figures, JsonNode data, ProcessingContext context)
    {
        var page = new HtmlReport(
            "A street at night, three ways",
            string.Create(CultureInfo.InvariantCulture, $"{lux:0.##} lux, held in the hand: {pictures[0].Name}, {pictures[1].Name}, {pictures[2].Name}. Simulated from the photon to the DNG file, developed as every file is, without a flag."));
        foreach (var (picture, figure) in pictures.Zip(figures))
        {
            page.KeyFigure($"Signal over noise: {picture.Name}", $"{Figure.Fixed(figure.SignalToNoise(Dark), 1)} dB");
        }

        page.KeyFigure("Light: burst over DSLR", $"{Figure.Of(pictures[1].Shot.Light * pictures[1].Frames / pictures[2].Shot.Light, 2)} ×");
        Overlay(page, "One frame, all frames", "What merging the burst is worth. Move the line.", pictures[0], pictures[1], context);
        Overlay(page, "The phone's burst, the DSLR's frame", "Same scene, same angle of view; the DSLR's picture is scaled to the size of the phone's.", pictures[1], pictures[2], context);
        page.Section("At 100 %", string.Join(" | ", pictures.Select(picture => picture.Name)) + ".");
        foreach (var (what, x, y) in _details)
        {
            page.Figures("trio", [.. pictures.Select(picture => (Crop(picture.Finished, x, y, context), $"{what}: {picture.Name}"))]);
        }

        page.Section(
            "Numbers",
            "Against the scene itself, which the simulation knows: its light, sharp and without noise. SSIM and ΔE2000 up to 30 % of the scene's white with the curve of sRGB, after gain and veil were taken off; veil is light that lens and sensor spread over all of the picture; "
            + "noise in luminance within even squares of 16 pixels; texture of the road by cross-spectrum, in which noise and invented grain do not count.");
        page.Table(["figure", .. pictures.Select(picture => picture.Name)], Rows(pictures, figures));
        page.Figures(
            "charts",
            (Noise(pictures, figures), "Signal over noise where the scene is even, over its brightness in stops below white."),
            (Texture(pictures, figures), "How much of the road's texture is kept."));
        page.Data(data);
        return page;
    }

    /// <summary>Gives the table of figures.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<DemoPicture> pictures, IReadOnlyList<DemoFigures> figures)
    {
        IReadOnlyList<string> Shots(string what, Func<DemoPicture, string> value) => [what, .. pictures.Select(value)];
        IReadOnlyList<string> Measured(string what, Func<DemoFigures, string> value) => [what, .. figures.Select(value)];
        yield return Shots("camera", picture => (string)picture.Shot.Report["camera"]!);
        yield return Shots("lens", picture => string.Create(CultureInfo.InvariantCulture, $"{Number(picture, "focalLength"):0.##} mm f/{Number(picture, "fNumber"):0.0#}"));
        yield return Shots("exposure", picture => string.Create(CultureInfo.InvariantCulture, $"{picture.Frames} × 1/{1 / Number(picture, "exposureSeconds"):0} s, ISO {Number(picture, "iso"):0}"));
        yield return Shots("light through the pupil", picture => $"{Figure.Of(picture.Shot.Light * picture.Frames / pictures[0].Shot.Light, 2)} ×");
        yield return Measured("veil, % of white", figure => Figure.Fixed(100 * figure.Fit.Veil / figure.Fit.Gain, 2));
        yield return Measured("SSIM", figure => Figure.Fixed(figure.Comparison.Similarity, 4));
        yield return Measured("ΔE2000, mean", figure => Figure.Fixed(figure.Comparison.ColourDifferences!.Mean, 2));
        yield return Measured("signal over noise at 2 % of white, dB", figure => Figure.Fixed(figure.SignalToNoise(Dark), 1));
        yield return Measured("half of the texture kept to, lp/ph", figure => Figure.Fixed(figure.HalfOfTexture() * pictures[0].Finished.Height, 0));
    }

    private static double Number(DemoPicture picture, string name) => (double)picture.Shot.Report[name]!;

    private static void Overlay(HtmlReport page, string title, string explanation, DemoPicture left, DemoPicture right, ProcessingContext context)
    {
        page.Section(title, explanation);
        page.Slider((Jpeg(left.Finished, context), left.Name), (Jpeg(right.Finished, context), right.Name), left.Finished.Width, left.Finished.Height);
    }

    private static string Noise(IReadOnlyList<DemoPicture> pictures, IReadOnlyList<DemoFigures> figures) => new LineChart(
        "Signal over noise over brightness",
        new Axis("stops from the scene's white"),
        new Axis("signal over noise, dB", 0),
        [.. pictures.Select((picture, i) => new Series(picture.Name, [.. figures[i].Noise.Select(part => (Math.Log2(part.Level), part.SignalToNoise))], Palette.Ramp(i, pictures.Count)) { HasMarks = true })]).Draw();

    private static string Texture(IReadOnlyList<DemoPicture> pictures, IReadOnlyList<DemoFigures> figures) => new LineChart(
        "Texture transfer over frequency",
        new Axis("frequency, cycles/pixel", 0, 0.5),
        new Axis("texture kept", 0),
        [.. pictures.Select((picture, i) => new Series(picture.Name, figures[i].Texture, Palette.Ramp(i, pictures.Count)))]).Draw();

    private static byte[] Jpeg(EncodedPicture picture, ProcessingContext context)
    {
        using var stream = new MemoryStream();
        JpegWriter.Write(stream, picture, new JpegOptions { Quality = 88 }, new PictureMetadata(), context);
        return stream.ToArray();
    }

    private static string Crop(EncodedPicture picture, double x, double y, ProcessingContext context)
    {
        var (width, height) = (Math.Min(CropWidth, picture.Width), Math.Min(CropHeight, picture.Height));
        var (left, top) = (Math.Clamp((int)(x * picture.Width) - (width / 2), 0, picture.Width - width), Math.Clamp((int)(y * picture.Height) - (height / 2), 0, picture.Height - height));
        using var part = new EncodedPicture(picture.Channels, new Plane<byte>(width * picture.Channels, height));
        for (var row = 0; row < height; row++)
        {
            picture.Bytes!.Row(top + row).Slice(left * picture.Channels, width * picture.Channels).CopyTo(part.Bytes!.Row(row));
        }

        using var stream = new MemoryStream();
        PngWriter.Write(stream, part, new PngOptions(), new PictureMetadata(), context);
        return $"<img alt=\"\" class=\"pixels\" src=\"data:image/png;base64,{Convert.ToBase64String(stream.ToArray())}\">";
    }
}
