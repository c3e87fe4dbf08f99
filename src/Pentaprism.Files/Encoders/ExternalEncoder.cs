using System.Globalization;
using Pentaprism.Files.Exif;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Png;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Encoders;

/// <summary>Writes a format through the encoder that the machine has for it, as a process of its own.</summary>
/// <remarks>
/// The picture goes to the encoder as a PNG of 8 or 16 bits with profile, EXIF and XMP, in a temporary folder. An encoder that is absent is
/// an error that names its Debian package: another format is never written in its place.
/// </remarks>
internal sealed class ExternalEncoder
{
    private readonly PictureFormat _format;
    private readonly string _program;
    private readonly string _package;
    private readonly Func<EncoderTask, IEnumerable<string>> _arguments;

    private ExternalEncoder(PictureFormat format, string program, string package, Func<EncoderTask, IEnumerable<string>> arguments) =>
        (_format, _program, _package, _arguments) = (format, program, package, arguments);

    private static ExternalEncoder Avif { get; } = new(PictureFormat.Avif, "avifenc", "libavif-bin", AvifArguments);

    // Phones decode HEVC of half the colour resolution alone. What the codes mean stands in the ICC profile.
    private static ExternalEncoder Heif { get; } = new(PictureFormat.Heif, "heif-enc", "libheif-examples", task =>
        ["-b", Text(task.Bits), "-q", Text(task.Options.Quality), "-p", "chroma=420", "-o", task.Output, task.Input]);

    // Between 0 and 100 its quality means what JPEG's does; samples keep all their bits.
    private static ExternalEncoder Jxl { get; } = new(PictureFormat.Jxl, "cjxl", "libjxl-tools", task =>
        [task.Input, task.Output, "-q", Text(task.Options.Quality), $"--num_threads={Text(task.Workers)}"]);

    /// <summary>Gives the encoder of a format.</summary>
    /// <param name="format">The format.</param>
    /// <returns>The encoder; null for a format that this program writes itself.</returns>
    public static ExternalEncoder? Of(PictureFormat format) => format switch
    {
        PictureFormat.Avif => Avif,
        PictureFormat.Heif => Heif,
        PictureFormat.Jxl => Jxl,
        _ => null,
    };

    /// <summary>Refuses to begin where the encoder is absent.</summary>
    /// <param name="path">The picture that shall be written, for the message.</param>
    /// <param name="folders">Where to look for it, as <see cref="EncoderProcess.Folders"/> has it.</param>
    /// <exception cref="ImageFileException">It is.</exception>
    public void Require(string path, string folders)
    {
        if (EncoderProcess.Find(_program, folders) is null)
        {
            throw new ImageFileException(path, "", $"needs {_program}, which is not installed: apt-get install {_package} (JPEG, PNG and TIFF work without it)");
        }
    }

    /// <summary>Writes a picture.</summary>
    /// <param name="path">Its name, for errors.</param>
    /// <param name="stream">Takes the file.</param>
    /// <param name="picture">Of 8 bits, or of 16, of which AVIF and HEIC keep 10.</param>
    /// <param name="options">The quality.</param>
    /// <param name="metadata">What to say about it.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <exception cref="ImageFileException">The encoder is absent or fails.</exception>
    public void Write(string path, Stream stream, EncodedPicture picture, JpegOptions options, PictureMetadata metadata, ProcessingContext context)
    {
        Require(path, EncoderProcess.Folders);
        var folder = Directory.CreateTempSubdirectory("pentaprism-");
        try
        {
            var task = new EncoderTask(Path.Combine(folder.FullName, "picture.png"), Path.Combine(folder.FullName, Output), picture.BitsPerSample == 8 ? 8 : 10, options, metadata, context.Workers);
            using (var png = File.Create(task.Input))
            {
                PngWriter.Write(png, picture, new PngOptions(), metadata, context);
            }

            EncoderProcess.Run(path, _program, _arguments(task), context.Cancellation);
            var bytes = File.Exists(task.Output) ? File.ReadAllBytes(task.Output) : [];
            if (bytes.Length == 0)
            {
                throw new ImageFileException(path, "", $"{_program} ended well but wrote nothing");
            }

            // cjxl 0.7 reads EXIF and XMP and leaves them out.
            stream.Write(_format == PictureFormat.Jxl ? JxlContainer.WithMetadata(bytes, ExifWriter.ToBlock(picture, metadata, isJpeg: false, int.MaxValue), metadata.Xmp) : bytes);
        }
        catch (InvalidDataException problem)
        {
            throw new ImageFileException(path, "", $"what {_program} wrote is no JPEG XL: {problem.Message}", problem);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string Output => _format switch
    {
        PictureFormat.Avif => "picture.avif",
        PictureFormat.Heif => "picture.heic",
        _ => "picture.jxl",
    };

    // 63 to 0 for a quality of 0 to 100, as later versions of the program do it.
    private static IEnumerable<string> AvifArguments(EncoderTask task)
    {
        var quantizer = Text((((100 - task.Options.Quality) * 63) + 50) / 100);
        yield return "-d";
        yield return Text(task.Bits);
        yield return "-y";
        yield return task.Options.Subsampling == JpegSubsampling.Full ? "444" : "420";
        if (ColourCodes.Of(task.Metadata.Icc) is { } codes)
        {
            yield return "--cicp";
            yield return $"{codes.Primaries}/{codes.Transfer}/{codes.Matrix}";
        }

        foreach (var argument in new[] { "-r", "full", "--min", quantizer, "--max", quantizer, "-j", Text(task.Workers), task.Input, task.Output })
        {
            yield return argument;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What an encoder is asked to do.</summary>
/// <param name="Input">The PNG.</param>
/// <param name="Output">The file to write.</param>
/// <param name="Bits">Bits of a sample to keep.</param>
/// <param name="Options">The quality.</param>
/// <param name="Metadata">What is said about the picture.</param>
/// <param name="Workers">Threads it may use.</param>
internal sealed record EncoderTask(string Input, string Output, int Bits, JpegOptions Options, PictureMetadata Metadata, int Workers);
