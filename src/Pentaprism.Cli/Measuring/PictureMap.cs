using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Files;
using Pentaprism.Files.Png;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Measuring;

/// <summary>The measured picture, small, as the ground of a drawing in its own coordinates.</summary>
internal static class PictureMap
{
    private const int LongestSide = 900;

    /// <summary>Begins a drawing on the picture.</summary>
    /// <param name="file">The picture; its first channel is shown.</param>
    /// <param name="description">What is shown.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The drawing and how many of its units a pixel of the picture measures.</returns>
    public static (Svg Svg, double Scale) Begin(MeasuredFile file, string description, ProcessingContext context)
    {
        var scale = Math.Min(1, (double)LongestSide / Math.Max(file.Width, file.Height));
        var (width, height) = (Math.Max(1, (int)(file.Width * scale)), Math.Max(1, (int)(file.Height * scale)));
        var svg = new Svg(width, height, description);
        svg.Image(0, 0, width, height, Png(file, width, height, context));
        return (svg, scale);
    }

    private static byte[] Png(MeasuredFile file, int width, int height, ProcessingContext context)
    {
        using var small = new EncodedPicture(1, new Plane<byte>(width, height));
        using var light = context.Pool.Rent<float>(width, height);
        Resampler.Scale(context, file.Channels[0].Samples, light, ResamplingFilter.Area);
        var sorted = light.Samples.ToArray();
        Array.Sort(sorted);
        var white = Math.Max(sorted[(int)((sorted.Length - 1) * 0.995)], 1e-6f);
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = light.Samples[i] / white;
        }

        TransferFunction.Srgb.EncodeRow(sorted, small.Bytes!.Samples);
        using var stream = new MemoryStream();
        PngWriter.Write(stream, small, new PngOptions(), new PictureMetadata(), context);
        return stream.ToArray();
    }
}
