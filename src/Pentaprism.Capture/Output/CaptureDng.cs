using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Colour;
using Pentaprism.Capture.Spectra;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Output;

/// <summary>What the DNG of a simulated frame says: the truth about the simulation, in the tags that a camera writes.</summary>
internal sealed class CaptureDng(Photograph photograph)
{
    // Where the exposure puts a grey card, and where a picture wants it.
    private static readonly double _baselineExposure = Math.Round(Math.Log2(0.18 / 0.127), 2);

    private const int ImageDescription = 270;
    private const int Ascii = 2;
    private const int IlluminantA = 17;
    private const int IlluminantD65 = 21;

    private readonly CameraFacts _facts = CameraFacts.Of(photograph.Camera);

    /// <summary>Gets the fits to illuminant A and D65; none for a sensor without filters.</summary>
    public ImmutableArray<ColourFit> Fits { get; } =
        photograph.Reading.Filters.IsMonochrome ? [] : [ColourFit.Of(photograph.EyeOfFile, Light.Of("A")), ColourFit.Of(photograph.EyeOfFile, Light.Of("D65"))];

    /// <summary>Gives the metadata of a frame.</summary>
    /// <param name="frame">Number of the frame.</param>
    public DngMetadata Metadata(int frame)
    {
        var reading = photograph.Reading;
        var (width, height) = (photograph.Area.Width, photograph.Area.Height);
        var metadata = new DngMetadata
        {
            Make = "Pentaprism",
            Model = $"Simulated {photograph.Module.Name} {photograph.Camera.Id}",
            UniqueCameraModel = $"Pentaprism simulation of {photograph.Module.Id}/{photograph.Camera.Id}",
            Layout = new RawLayout
            {
                Width = width,
                Height = height,
                Cfa = photograph.Pattern,
                ActiveArea = new PixelRectangle(0, 0, width, height),
                DefaultCrop = new PixelRectangle(0, 0, width, height),
            },
            Levels = new SensorLevels { Black = [reading.Black], White = [reading.White] },
            Noise = new NoiseModel(reading.Noise),
            BaselineExposure = _baselineExposure,
            OpcodeList2 = new OpcodeList(LensOpcodes.GainMaps(photograph)),
            OpcodeList3 = new OpcodeList(LensOpcodes.Warp(photograph)),
            Exif = Exif(),
            Sequence = photograph.Options.Frames > 1
                ? new ImageSequenceInfo($"{photograph.Module.Id}-{photograph.Scene.Name}-{photograph.Options.Seed}", "Burst Denoise", "", (uint)frame, (uint)photograph.Options.Frames, false)
                : null,
        };
        return reading.Filters.IsMonochrome ? metadata : WithColour(metadata);
    }

    private DngMetadata WithColour(DngMetadata metadata)
    {
        var white = photograph.EyeOfFile.See(photograph.Light.Spectrum);
        var most = white[..3].Max();
        return metadata with
        {
            Colour = new CameraColour
            {
                AsShotNeutral = new Vector3d(white[0] / most, white[1] / most, white[2] / most),
                WhiteNeutral = white.Length > 3 ? white[3] / most : null,
            },

            // The exposure is that of the brightest colour: where this is white, the others are darker.
            BaselineExposure = _baselineExposure + Math.Round(Math.Log2(white.Max() / most), 2),
            Profile = new CameraProfile { Name = "Pentaprism", Calibrations = [Calibration(Fits[0], IlluminantA), Calibration(Fits[1], IlluminantD65)] },
        };
    }

    private static ProfileCalibration Calibration(ColourFit fit, int illuminant) =>
        new() { Illuminant = illuminant, White = fit.Light.White, ColorMatrix = fit.Colour, WhiteRow = fit.WhiteRow, ForwardMatrix = fit.Forward };

    // No clock: the same command gives the same bytes.
    private ExifData Exif() => new()
    {
        ExposureSeconds = photograph.Reading.ExposureSeconds,
        FNumber = photograph.Setting.FNumber,
        Iso = Math.Round(photograph.Reading.Iso),
        FocalLengthMm = photograph.Setting.FocalLength,
        FocalLength35Mm = Math.Round(photograph.Setting.FocalLength * _facts.CropFactor),
        LensModel = photograph.Camera.Lens.Name.Length > 0 ? photograph.Camera.Lens.Name : LensName(),
        DateTimeOriginal = "2026:01:01 12:00:00",
        Ifd0 = [Text(ImageDescription, Description())],
    };

    private string LensName() =>
        string.Create(CultureInfo.InvariantCulture, $"{photograph.Module.Name} {photograph.Camera.Name} {photograph.Setting.FocalLength:0.##} mm f/{photograph.Setting.FNumber:0.0#}");

    private string Description() =>
        $"Simulated by Pentaprism: {photograph.Module.Id}/{photograph.Camera.Id}, scene {photograph.Scene.Name}, seed {photograph.Options.Seed}. "
        + $"Of the camera's numbers {_facts.Counts.Verified} are verified, {_facts.Counts.Estimated} estimated, {_facts.Counts.Placeholder} placeholders.";

    private static ExifTag Text(int id, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text + '\0');
        return new ExifTag(id, Ascii, bytes.Length, ImmutableArray.Create(bytes));
    }
}
