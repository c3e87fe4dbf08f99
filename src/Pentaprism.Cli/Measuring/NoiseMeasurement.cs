using Pentaprism.Files;
using Pentaprism.Imaging;
using Pentaprism.Measure;
using Pentaprism.Measure.Edges;
using Pentaprism.Measure.Noise;

namespace Pentaprism.Cli.Measuring;

/// <summary>Measures the noise of frames of one scene, or of an even area of one finished picture.</summary>
internal static class NoiseMeasurement
{
    /// <summary>Measures.</summary>
    /// <param name="paths">The frames.</param>
    /// <param name="open">Opens one.</param>
    /// <param name="area">An even area; null for none.</param>
    /// <param name="viewing">How a finished picture is seen.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <exception cref="ImageFileException">A frame cannot be read, is none of the same kind, or a single one is no finished picture.</exception>
    public static NoiseReport Of(IReadOnlyList<string> paths, Func<string, MeasuredFile> open, string? area, ViewingCondition viewing, ProcessingContext context)
    {
        var frames = new List<MeasuredFile>();
        try
        {
            foreach (var path in area is null ? paths.Take(2) : paths)
            {
                frames.Add(open(path));
                if ((frames[^1].Width, frames[^1].Height, frames[^1].Channels.Count) != (frames[0].Width, frames[0].Height, frames[0].Channels.Count))
                {
                    throw new ImageFileException(path, "", $"is no frame of the same kind as {paths[0]}: size or channels differ");
                }
            }

            var even = area is null ? (PixelRectangle?)null : AreaFlag.Parse(area, frames[0].Width, frames[0].Height);
            return new NoiseReport(
                paths,
                (long)frames[0].Width * frames[0].Height,
                frames[0].Linearisation,
                [.. frames[0].Channels.Select((channel, i) => Channel(channel, i, frames, even, context))])
            {
                Visual = even is { } seen && frames[0].Space is { } space ? Visual(frames[0], space, seen, viewing, context) : null,
                Viewing = viewing,
            };
        }
        finally
        {
            frames.ForEach(frame => frame.Dispose());
        }
    }

    private static ChannelNoise Channel(MeasuredChannel channel, int index, List<MeasuredFile> frames, PixelRectangle? even, ProcessingContext context)
    {
        if (frames.Count == 1)
        {
            using var part = context.Pool.RentPart(channel.Samples, even!.Value);
            return new ChannelNoise(channel.Name, null, NoiseSpectrum.Of(part, context), null);
        }

        var other = frames[1].Channels[index];
        var spatial = even is { } area
            ? SpatialNoise.Of([.. frames.Select(frame => frame.Channels[index].Grid(area).Values)], channel.Grid(area).Width)
            : null;
        return new ChannelNoise(channel.Name, NoiseProfileFit.Of(channel, other), NoiseSpectrum.OfPair(channel, other, context), spatial);
    }

    private static VisualNoise? Visual(MeasuredFile picture, RgbSpace space, PixelRectangle area, ViewingCondition viewing, ProcessingContext context) =>
        VisualNoise.Of(picture.Channels[0].Samples, picture.Channels[picture.Channels.Count / 2].Samples, picture.Channels[^1].Samples, space, area, viewing.PixelsPerDegree(picture.Height), context);
}
