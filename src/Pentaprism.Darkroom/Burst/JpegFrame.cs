using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>A frame in a JPEG: its tone curve is taken off, then it counts as linear camera colour in the primaries of its colour space.</summary>
/// <remarks>What the camera did to contrast, noise and sharpness before cannot be undone; RAW gives a better picture.</remarks>
internal sealed class JpegFrame(JpegReader reader) : FrameFile(reader.ToString(), MetadataOf(reader))
{
    private const int D65 = 21;

    /// <inheritdoc/>
    public override bool IsRendered => true;

    /// <inheritdoc/>
    public override string? Warning => reader.Space is null ? $"{System.IO.Path.GetFileName(Path)} has an ICC profile that is not known; it is taken as sRGB" : null;

    /// <inheritdoc/>
    public override double Store(BurstFrame facts, Func<int, int, CfaPattern?, FrameStore> storeFor, FrameOptions options, ProcessingContext context)
    {
        using var picture = reader.ReadPixels(context);
        reader.Dispose();
        var transfer = SpaceOf(reader).Transfer;
        var light = Enumerable.Range(0, 256).Select(code => (ushort)Math.Round(transfer.Decode(code / 255.0) * ushort.MaxValue)).ToArray();
        var bytes = picture.Bytes!;
        storeFor(picture.Width, picture.Height, null).Add(
            facts, new SampleCoding(0, 1f / ushort.MaxValue, false), plane => (y, codes) => Linearise(bytes.Row(y), plane, light, codes), context);
        return 1;
    }

    /// <inheritdoc/>
    public override void Dispose() => reader.Dispose();

    private static void Linearise(ReadOnlySpan<byte> pixels, int plane, ReadOnlySpan<ushort> light, Span<ushort> codes)
    {
        for (int x = 0, at = plane; x < codes.Length; x++, at += 3)
        {
            codes[x] = light[pixels[at]];
        }
    }

    private static RgbSpace SpaceOf(JpegReader reader) => reader.Space ?? RgbSpace.Srgb;

    // A camera that sees the primaries of the space: white is neutral, and the matrices are those of the space. Its picture needs no curve.
    private static DngMetadata MetadataOf(JpegReader reader)
    {
        var space = SpaceOf(reader);
        var whole = new PixelRectangle(0, 0, reader.Width, reader.Height);
        return new DngMetadata
        {
            Make = reader.Make,
            Model = reader.Model,
            UniqueCameraModel = $"{reader.Make} {reader.Model}".Trim(),
            Layout = new RawLayout
            {
                Width = reader.Width,
                Height = reader.Height,
                Planes = 3,
                BitsPerSample = 16,
                ActiveArea = whole,
                DefaultCrop = whole,
            },
            Levels = new SensorLevels { Black = [0, 0, 0], White = [65535, 65535, 65535] },
            Colour = new CameraColour { AsShotNeutral = Vector3d.One },
            Profile = new CameraProfile
            {
                Name = space.Name,
                Calibrations =
                [
                    new ProfileCalibration
                    {
                        Illuminant = D65,
                        White = Chromaticity.D65,
                        ColorMatrix = space.FromXyz * ChromaticAdaptation.Bradford(Chromaticity.D65, space.White),
                        ForwardMatrix = ChromaticAdaptation.Bradford(space.White, Chromaticity.D50) * space.ToXyz,
                    },
                ],
                ToneCurve = [(0, 0), (1, 1)],
            },
            Orientation = reader.Orientation,
            Exif = reader.Exif,
        };
    }
}
