using Pentaprism.Files;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Developments;

/// <summary>A developed picture in linear light, or a part of one. Owns its planes.</summary>
public sealed class LinearPicture : IDisposable
{
    private LinearPicture(RgbPlanes colours, Plane<float> luminance) => (Colours, Luminance) = (colours, luminance);

    /// <summary>Gets red, green and blue in Rec. 2020, 1 the sensor's white.</summary>
    public RgbPlanes Colours { get; }

    /// <summary>Gets luminance.</summary>
    public Plane<float> Luminance { get; }

    /// <summary>Gets the rows of the whole picture.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets the pixels of the whole picture.</summary>
    public required double Pixels { get; init; }

    /// <summary>Takes a picture with floating-point samples apart.</summary>
    /// <param name="picture">The picture, linear Rec. 2020; stays the caller's.</param>
    /// <param name="size">Columns and rows of the whole picture that it is a part of; null where it is the whole.</param>
    /// <param name="context">Memory and workers.</param>
    public static LinearPicture Of(EncodedPicture picture, (int Columns, int Rows)? size, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(context);
        var samples = picture.Floats ?? throw new ArgumentException("The samples must be floating-point.", nameof(picture));
        var colours = RgbPlanes.Rent(context.Pool, picture.Width, picture.Height);
        var luminance = context.Pool.Rent<float>(picture.Width, picture.Height);
        var weights = RgbSpace.Rec2020.Luminance;
        var (red, green, blue) = ((float)weights.X, (float)weights.Y, (float)weights.Z);
        for (var y = 0; y < picture.Height; y++)
        {
            var source = samples.Row(y);
            var r = colours.Red.Row(y);
            var g = colours.Green.Row(y);
            var b = colours.Blue.Row(y);
            var light = luminance.Row(y);
            for (var x = 0; x < light.Length; x++)
            {
                var at = x * picture.Channels;
                (r[x], g[x], b[x]) = (source[at], source[at + (picture.Channels / 3)], source[at + (2 * (picture.Channels / 3))]);
                light[x] = (red * r[x]) + (green * g[x]) + (blue * b[x]);
            }
        }

        var (columns, rows) = size ?? (picture.Width, picture.Height);
        return new LinearPicture(colours, luminance) { Rows = rows, Pixels = (double)columns * rows };
    }

    /// <summary>Copies a part of the picture.</summary>
    /// <param name="area">The part.</param>
    /// <param name="context">Memory.</param>
    /// <returns>The part, which the caller owns; the whole picture stays the same.</returns>
    public LinearPicture Part(PixelRectangle area, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Plane<float> Copy(Plane<float> plane) => context.Pool.RentPart(plane, area);
        return new LinearPicture(new RgbPlanes(Copy(Colours.Red), Copy(Colours.Green), Copy(Colours.Blue)), Copy(Luminance)) { Rows = Rows, Pixels = Pixels };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Colours.Dispose();
        Luminance.Dispose();
    }
}
