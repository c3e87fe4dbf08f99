using System.Globalization;
using Pentaprism.Cli.Reports;
using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Modes;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary>The page of <c>develop --compare</c>: what was asked for over one frame alone, developed plainly.</summary>
/// <remarks>
/// Before is the reference frame as a snapshot of the natural look, with every stage at its default; it shares the white balance that was
/// asked for and the size of the picture, so that what differs is the development and not the colour of the light.
/// </remarks>
/// <param name="picture">The picture beside which the page lies.</param>
/// <param name="recipe">How the picture is developed.</param>
/// <param name="context">Memory, workers, progress and cancellation.</param>
internal sealed class Comparison(string picture, Recipe recipe, ProcessingContext context)
{
    private byte[] _after = [];
    private (int Width, int Height) _size;
    private int _frames;
    private int _scale;
    private CameraMode _mode;

    /// <summary>Gets where the page goes.</summary>
    public string Page { get; } = Path.ChangeExtension(picture, ".compare.html");

    /// <summary>Refuses recipes of which a browser can show no picture.</summary>
    /// <exception cref="UsageException">The recipe makes scene-linear light or samples without a curve.</exception>
    public static void RequireShowable(Recipe recipe)
    {
        if (recipe.Render == Rendering.Scene || recipe.Finish.Samples == SampleKind.Float || recipe.Finish.Transfer == TransferFunction.Linear)
        {
            throw new UsageException("--compare shows finished pictures of 8 or 16 bits: leave out --render scene and --bits float");
        }
    }

    /// <summary>Keeps the picture as the page will show it.</summary>
    /// <param name="developed">The picture.</param>
    /// <param name="dng">What its capture says.</param>
    /// <param name="frames">How many frames are in it.</param>
    /// <param name="scale">Its size in sizes of a frame.</param>
    /// <param name="choice">What the automatic chose; null where nothing was left to it.</param>
    public void Take(EncodedPicture developed, DngMetadata dng, int frames, int scale, ModeChoice? choice)
    {
        _after = Jpeg(developed, dng, recipe);
        (_size, _frames, _scale, _mode) = ((developed.Width, developed.Height), frames, scale, choice?.Mode ?? recipe.Mode);
    }

    /// <summary>Develops the one frame and writes the page.</summary>
    /// <param name="frame">The file of the reference frame.</param>
    /// <param name="overwrite">Whether a page that is there already may be replaced.</param>
    /// <exception cref="ImageFileException">The page is there already, or cannot be written.</exception>
    public void Write(string frame, bool overwrite)
    {
        var plain = Plain();
        byte[] before;
        using (var developed = BurstDeveloper.Develop([frame], plain, null, context, TimeProvider.System))
        {
            before = Jpeg(developed.Picture.Picture, developed.Metadata, plain);
        }

        context.Progress?.Report("compare");
        var page = new HtmlReport(Path.GetFileName(picture), "");
        page.Section(
            "Before and after",
            "Before is the reference frame alone, as a snapshot of the natural look at the same white balance; after is what was asked for. Click or drag to move the line."
            + (before.AsSpan().SequenceEqual(_after) ? " Here both are the same: what was asked for changes nothing in this picture." : ""));
        page.Window((before, "Before: one frame, snapshot, natural look"), (_after, $"After: {What()}"), _size.Width, _size.Height);
        page.Write(Page, overwrite);
    }

    private string What()
    {
        var frames = _frames == 1 ? "one frame" : string.Create(CultureInfo.InvariantCulture, $"{_frames} frames");
        var mode = _mode switch
        {
            CameraMode.Auto => "",
            CameraMode.LongExposure => ", long exposure",
            _ => $", {_mode.ToString().ToLowerInvariant()}",
        };
        return $"{frames}{mode}, {recipe.Look} look";
    }

    private Recipe Plain() => CameraMode.Snapshot.ApplyTo(new Recipe
    {
        WhiteBalance = recipe.WhiteBalance,
        Finish = new FinishOptions { Scale = Math.Min(recipe.Finish.Scale * _scale, 4) },
        Jpeg = recipe.Jpeg,
    }).For(PictureFormat.Jpeg);

    private byte[] Jpeg(EncodedPicture developed, DngMetadata dng, Recipe how)
    {
        using var reduced = developed.Words is { } words ? new EncodedPicture(developed.Channels, Reduce(words)) : null;
        using var stream = new MemoryStream();
        JpegWriter.Write(stream, reduced ?? developed, how.Jpeg, new PictureMetadata { Icc = PictureDescription.Of(dng, how).Icc }, context);
        return stream.ToArray();
    }

    private Plane<byte> Reduce(Plane<ushort> words)
    {
        var bytes = context.Pool.Rent<byte>(words.Width, words.Height);
        for (var y = 0; y < words.Height; y++)
        {
            var from = words.Row(y);
            var to = bytes.Row(y);
            for (var x = 0; x < to.Length; x++)
            {
                // 65535 / 255 = 257, to the nearest.
                to[x] = (byte)((from[x] + 128) / 257);
            }
        }

        return bytes;
    }
}
