using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pentaprism.Capture.Scenes;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Output;

/// <summary>Writes a capture: one DNG for each frame, and the truth behind them.</summary>
/// <remarks>
/// <c>truth/scene.tif</c> is the scene as the standard observer sees it before the lens, linear Rec. 2020, white in its light 1; <c>truth/mosaic.tif</c> the
/// first frame without noise, with all that the lens does, its flare included, black 0, white 1, and <c>truth/variance.tif</c> the variance of its noise in the same units squared;
/// <c>truth/capture.json</c> all numbers of the capture, the motion of each frame by the hand among them, on average over its exposure. Of a scene in depth
/// there is <c>truth/depth.tif</c>, metres before the lens at the pixels of <c>scene.tif</c>; and where something moves by itself, for each frame
/// <c>truth/motion-00.tif</c>: at each pixel of the sensor how far what is seen there before anything moves lies to the right and down in the frame,
/// in pixels, and 1 where it moves by itself. Of a sensor with two photodiodes under each microlens there may be <c>dual-pixel/frame-00-left.dng</c>
/// and <c>-right.dng</c>. Pictures of the truth are floating-point TIFF.
/// </remarks>
public static class CaptureFolder
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    /// <summary>Gives the file of a frame.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="frame">0, 1 …</param>
    /// <returns>Its path.</returns>
    public static string FrameFile(string folder, int frame) => Path.Combine(folder, $"frame-{frame:00}.dng");

    /// <summary>Gives the file of what one of two photodiodes sees of a frame.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="frame">0, 1 …</param>
    /// <param name="side">Which photodiode.</param>
    /// <returns>Its path.</returns>
    public static string PairFile(string folder, int frame, PhotodiodeSide side) =>
        Path.Combine(folder, "dual-pixel", $"frame-{frame:00}-{(side == PhotodiodeSide.Left ? "left" : "right")}.dng");

    /// <summary>Writes all frames, and the truth if wanted.</summary>
    /// <param name="context">Workers, memory, progress, cancellation.</param>
    /// <param name="photograph">What gives the frames.</param>
    /// <param name="folder">Where they shall be; made if it is not there.</param>
    /// <param name="withTruth">Whether the truth is written.</param>
    /// <param name="overwrite">Whether files that are there already may be replaced.</param>
    /// <returns>What <c>capture.json</c> holds.</returns>
    /// <exception cref="ImageFileException">A file is there already, or cannot be written.</exception>
    public static JsonObject Write(ProcessingContext context, Photograph photograph, string folder, bool withTruth, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Make(folder);
        var dng = new CaptureDng(photograph);
        WriteFrames(context, photograph, dng, frame => FrameFile(folder, frame), overwrite);

        var report = CaptureReport.Of(photograph, dng.Fits);
        if (withTruth)
        {
            context.Progress?.Report("truth");
            var truth = Path.Combine(folder, "truth");
            Make(truth);
            WriteMosaic(context, photograph, truth, overwrite);
            WriteLayers(context, photograph, truth, overwrite);
            TrueScene.Write(context, photograph, Path.Combine(truth, "scene.tif"), overwrite);
            var text = report.ToJsonString(_indented) + "\n";
            AtomicFile.Write(Path.Combine(truth, "capture.json"), overwrite, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }

        return report;
    }

    /// <summary>Writes what each of two photodiodes under a microlens sees of all frames.</summary>
    /// <param name="context">Workers, memory, progress, cancellation.</param>
    /// <param name="photograph">What gives the frames.</param>
    /// <param name="folder">The folder of the frames.</param>
    /// <param name="overwrite">Whether files that are there already may be replaced.</param>
    /// <exception cref="ArgumentException">The sensor has one photodiode under a microlens.</exception>
    /// <exception cref="ImageFileException">A file is there already, or cannot be written.</exception>
    public static void WritePairs(ProcessingContext context, Photograph photograph, string folder, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(photograph);
        foreach (var side in Enum.GetValues<PhotodiodeSide>())
        {
            using var half = photograph.Half(context, side);
            Make(Path.GetDirectoryName(PairFile(folder, 0, side))!);
            WriteFrames(context, half, new CaptureDng(half), frame => PairFile(folder, frame, side), overwrite);
        }
    }

    private static void WriteFrames(ProcessingContext context, Photograph photograph, CaptureDng dng, Func<int, string> file, bool overwrite)
    {
        for (var frame = 0; frame < photograph.Options.Frames; frame++)
        {
            context.Progress?.Report($"frame {frame + 1} of {photograph.Options.Frames}");
            using var codes = photograph.Expose(context, frame);
            using var pixels = new RawPixels([codes]);
            DngWriter.Write(file(frame), overwrite, dng.Metadata(frame), pixels, new DngWriteOptions { Compression = DngCompression.LosslessJpeg }, context);
        }
    }

    private static void WriteLayers(ProcessingContext context, Photograph photograph, string truth, bool overwrite)
    {
        if (photograph.Scene is not ILayeredScene scene)
        {
            return;
        }

        var frame = new SceneFrame(photograph.Area.Width, photograph.Area.Height, 0);
        var seen = new SeenLayers(context, scene, frame, !photograph.Options.Still);
        using (var depth = context.Pool.Rent<float>(frame.Width, frame.Height))
        {
            for (var y = 0; y < frame.Height; y++)
            {
                for (var x = 0; x < frame.Width; x++)
                {
                    depth.Row(y)[x] = (float)seen.Depth(x + 0.5, y + 0.5);
                }
            }

            Write(context, Path.Combine(truth, "depth.tif"), depth, 1, overwrite);
        }

        var motion = new TrueMotion(photograph, seen);
        for (var i = 0; seen.Move && i < photograph.Options.Frames; i++)
        {
            using var way = motion.Of(context, i);
            Write(context, Path.Combine(truth, $"motion-{i:00}.tif"), way, 3, overwrite);
        }
    }

    private static void WriteMosaic(ProcessingContext context, Photograph photograph, string truth, bool overwrite)
    {
        using var means = photograph.MeanElectrons(context, 0);
        var (white, noise) = ((float)photograph.Reading.ElectronsToWhite, photograph.Reading.Noise);
        foreach (ref var sample in means.Samples)
        {
            sample /= white;
        }

        Write(context, Path.Combine(truth, "mosaic.tif"), means, 1, overwrite);
        foreach (ref var sample in means.Samples)
        {
            sample = (float)noise.Variance(sample);
        }

        Write(context, Path.Combine(truth, "variance.tif"), means, 1, overwrite);
    }

    // The plane stays the caller's.
    private static void Write(ProcessingContext context, string path, Plane<float> plane, int channels, bool overwrite)
    {
        using var copy = context.Pool.Rent<float>(plane.Width, plane.Height);
        plane.Samples.CopyTo(copy.Samples);
        using var picture = new EncodedPicture(channels, copy);
        PictureFile.Write(path, picture, new PictureMetadata(), new Files.Jpeg.JpegOptions(), overwrite, context);
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(folder, "", $"cannot be made: {problem.Message}", problem);
        }
    }
}
