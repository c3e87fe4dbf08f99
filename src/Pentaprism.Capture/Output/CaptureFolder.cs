using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Output;

/// <summary>Writes a capture: one DNG for each frame, and the truth behind them.</summary>
/// <remarks>
/// <c>truth/scene.tif</c> is the scene as the standard observer sees it, linear Rec. 2020, white in its light 1; <c>truth/mosaic.tif</c> the
/// first frame without noise, black 0, white 1, and <c>truth/variance.tif</c> the variance of its noise in the same units squared;
/// <c>truth/capture.json</c> all numbers of the capture, the motion of each frame among them. Pictures are floating-point TIFF.
/// </remarks>
public static class CaptureFolder
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    /// <summary>Gives the file of a frame.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="frame">0, 1 …</param>
    /// <returns>Its path.</returns>
    public static string FrameFile(string folder, int frame) => Path.Combine(folder, $"frame-{frame:00}.dng");

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
        for (var frame = 0; frame < photograph.Options.Frames; frame++)
        {
            context.Progress?.Report($"frame {frame + 1} of {photograph.Options.Frames}");
            using var codes = photograph.Expose(context, frame);
            using var pixels = new RawPixels([codes]);
            DngWriter.Write(FrameFile(folder, frame), overwrite, dng.Metadata(frame), pixels, new DngWriteOptions { Compression = DngCompression.LosslessJpeg }, context);
        }

        var report = CaptureReport.Of(photograph, dng.Fits);
        if (withTruth)
        {
            context.Progress?.Report("truth");
            var truth = Path.Combine(folder, "truth");
            Make(truth);
            WriteMosaic(context, photograph, truth, overwrite);
            TrueScene.Write(context, photograph, Path.Combine(truth, "scene.tif"), overwrite);
            var text = report.ToJsonString(_indented) + "\n";
            AtomicFile.Write(Path.Combine(truth, "capture.json"), overwrite, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }

        return report;
    }

    private static void WriteMosaic(ProcessingContext context, Photograph photograph, string truth, bool overwrite)
    {
        using var means = photograph.MeanElectrons(context, 0);
        var (white, noise) = ((float)photograph.Reading.ElectronsToWhite, photograph.Reading.Noise);
        foreach (ref var sample in means.Samples)
        {
            sample /= white;
        }

        Write(context, Path.Combine(truth, "mosaic.tif"), means, overwrite);
        foreach (ref var sample in means.Samples)
        {
            sample = (float)noise.Variance(sample);
        }

        Write(context, Path.Combine(truth, "variance.tif"), means, overwrite);
    }

    // The plane stays the caller's.
    private static void Write(ProcessingContext context, string path, Plane<float> plane, bool overwrite)
    {
        using var copy = context.Pool.Rent<float>(plane.Width, plane.Height);
        plane.Samples.CopyTo(copy.Samples);
        using var picture = new EncodedPicture(1, copy);
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
