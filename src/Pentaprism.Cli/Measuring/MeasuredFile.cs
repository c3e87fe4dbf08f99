using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
using Pentaprism.Measure;

namespace Pentaprism.Cli.Measuring;

/// <summary>A file opened for measuring: its channels in linear light, and how they became linear.</summary>
internal sealed class MeasuredFile : IDisposable
{
    // A sensor's white level is seldom its exact limit.
    private const double RawClip = 0.995;

    private readonly IReadOnlyList<IDisposable> _owned;

    private MeasuredFile(string path, IReadOnlyList<MeasuredChannel> channels, string linearisation, IReadOnlyList<IDisposable> owned)
    {
        (Path, Channels, Linearisation, _owned) = (path, channels, linearisation, owned);
    }

    /// <summary>Gets the file.</summary>
    public string Path { get; }

    /// <summary>Gets the channels: Y, or R, G, B, or the colours of a mosaic.</summary>
    public IReadOnlyList<MeasuredChannel> Channels { get; }

    /// <summary>Gets how codes became light, for people.</summary>
    public string Linearisation { get; }

    /// <summary>Gets the colour space of a finished picture, sRGB where it states none; null for a raw file.</summary>
    public RgbSpace? Space { get; private init; }

    /// <summary>Gets the columns.</summary>
    public int Width => Channels[0].Samples.Width;

    /// <summary>Gets the rows.</summary>
    public int Height => Channels[0].Samples.Height;

    /// <summary>Gets a value indicating whether the channels are colours of a mosaic.</summary>
    public bool IsMosaic => Channels[0].IsMosaic;

    /// <summary>Opens a file.</summary>
    /// <param name="path">A DNG or a finished picture.</param>
    /// <param name="transfer">The curve to undo in a finished picture: "auto" for the one it states, else see <see cref="TransferFlag"/>.</param>
    /// <param name="context">Memory and workers.</param>
    /// <param name="isShaded">Whether the gain maps of a DNG are applied; noise is measured without.</param>
    /// <exception cref="ImageFileException">The file cannot be read.</exception>
    public static MeasuredFile Open(string path, string transfer, ProcessingContext context, bool isShaded = true) =>
        System.IO.Path.GetExtension(path).Equals(".dng", StringComparison.OrdinalIgnoreCase) ? OpenRaw(path, isShaded, context) : OpenPicture(path, transfer, context);

    /// <summary>Opens a mosaic without a header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">What is in it.</param>
    /// <param name="context">Memory.</param>
    /// <exception cref="ImageFileException">The file cannot be read or has another size.</exception>
    public static MeasuredFile OpenHeaderless(string path, HeaderlessLayout layout, ProcessingContext context)
    {
        var samples = HeaderlessRaw.Read(path, layout, context);
        return new MeasuredFile(path, layout.Cfa.IsMonochrome ? [new MeasuredChannel("Y", samples) { ClipLevel = RawClip }] : Mosaic(samples, layout.Cfa), "levels of --headerless", [samples]);
    }

    /// <summary>Gives luminance where the file has three colours everywhere, else its channels as they are.</summary>
    public MeasuredFile WithLuminance(ProcessingContext context)
    {
        if (Channels.Count != 3 || IsMosaic)
        {
            return this;
        }

        var luminance = context.Pool.Rent<float>(Width, Height);
        var weights = RgbSpace.Srgb.Luminance;
        Bands.Run(context, Width, Height, (top, bottom) =>
        {
            var (red, green, blue) = ((float)weights.X, (float)weights.Y, (float)weights.Z);
            for (var y = top; y < bottom; y++)
            {
                var target = luminance.Row(y);
                var r = Channels[0].Samples.Row(y);
                var g = Channels[1].Samples.Row(y);
                var b = Channels[2].Samples.Row(y);
                for (var x = 0; x < target.Length; x++)
                {
                    target[x] = (red * r[x]) + (green * g[x]) + (blue * b[x]);
                }
            }
        });
        return new MeasuredFile(Path, [new MeasuredChannel("Y", luminance) { ClipLevel = Channels[0].ClipLevel }, .. Channels], Linearisation, [luminance, this]);
    }

    public void Dispose()
    {
        foreach (var owned in _owned)
        {
            owned.Dispose();
        }
    }

    private static MeasuredFile OpenRaw(string path, bool isShaded, ProcessingContext context)
    {
        using var reader = DngReader.Open(path);
        var metadata = reader.Metadata;
        using var pixels = reader.ReadPixels(context);
        var options = new LineariseOptions { DetectSaturation = false, ApplyShading = isShaded };
        var how = isShaded ? "levels and opcode lists 1 and 2 of the DNG" : "levels and opcode lists 1 and 2 of the DNG, its shading not corrected";
        if (metadata.Layout.Cfa is { IsMonochrome: false } && metadata.Layout.Planes == 1)
        {
            var mosaic = Lineariser.ToMosaic(metadata, pixels, options, context);
            return new MeasuredFile(path, Mosaic(mosaic.Samples, mosaic.Cfa), how, [mosaic]);
        }

        var image = Lineariser.ToCameraImage(metadata, pixels, options, context);
        return metadata.Layout.Planes == 1
            ? new MeasuredFile(path, [new MeasuredChannel("Y", image.Pixels.Red) { ClipLevel = RawClip }], how, [image])
            : new MeasuredFile(path, Colours([image.Pixels.Red, image.Pixels.Green, image.Pixels.Blue], RawClip), how, [image]);
    }

    private static MeasuredFile OpenPicture(string path, string transfer, ProcessingContext context)
    {
        var picture = PictureReader.Read(path, context);
        var (curve, how) = TransferFlag.Curve(transfer, picture.Encoding);
        if (curve != TransferFunction.Linear)
        {
            foreach (var plane in picture.Planes)
            {
                Bands.Run(context, plane.Width, plane.Height, (top, bottom) => curve.DecodeRow(plane.Rows(top, bottom), plane.Rows(top, bottom)));
            }
        }

        var clip = picture.LargestCode > 0 ? 1 : double.PositiveInfinity;
        return new MeasuredFile(path, picture.Planes.Count == 1 ? [new MeasuredChannel("Y", picture.Planes[0]) { ClipLevel = clip }] : Colours(picture.Planes, clip), how, [picture])
        {
            Space = picture.Encoding.Space ?? RgbSpace.Srgb,
        };
    }

    private static MeasuredChannel[] Mosaic(Plane<float> samples, CfaPattern cfa)
    {
        byte[] colours = [CfaPattern.Red, CfaPattern.Green, CfaPattern.Blue];
        return [.. colours.Select((colour, i) => new MeasuredChannel("RGB"[i].ToString(), samples, cfa, colour) { ClipLevel = RawClip })];
    }

    private static MeasuredChannel[] Colours(IReadOnlyList<Plane<float>> planes, double clip) =>
        [.. planes.Select((plane, i) => new MeasuredChannel("RGB"[i].ToString(), plane) { ClipLevel = clip })];
}
