using System.Numerics;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Hdr;

/// <summary>How much brighter an HDR display shows each colour of each pixel than the picture does: factors in linear Rec. 2020. Owns its planes.</summary>
/// <remarks>
/// The tone stage makes it: it renders the same scene light twice, once with the picture's curve and once with that curve carried on
/// (<see cref="HdrCurve"/>). What comes after the curve (palette, table, grain) is done to the picture alone; the factors carry it over.
/// </remarks>
internal sealed class HdrRendition : IDisposable
{
    // Light that is as good as black changes by no factor.
    private const float Black = 1f / (1 << 16);

    /// <summary>Rents planes.</summary>
    /// <param name="pool">Lends them.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="headroomEv">EV above white that are never passed.</param>
    public HdrRendition(PlanePool pool, int width, int height, double headroomEv) => (Factors, HeadroomEv) = (RgbPlanes.Rent(pool, width, height), headroomEv);

    /// <summary>Gets the factors; between the two renderings, light.</summary>
    public RgbPlanes Factors { get; }

    /// <summary>Gets the EV above white that are never passed.</summary>
    public double HeadroomEv { get; }

    /// <summary>Takes a row of scene light and renders it.</summary>
    public void TakeRow(int y, ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, HuePreservingCurve carried)
    {
        var r = Factors.Red.Row(y);
        var g = Factors.Green.Row(y);
        var b = Factors.Blue.Row(y);
        red.CopyTo(r);
        green.CopyTo(g);
        blue.CopyTo(b);
        carried.Apply(r, g, b);
    }

    /// <summary>Turns a row into factors.</summary>
    /// <param name="y">The row.</param>
    /// <param name="red">The same row with the picture's curve.</param>
    /// <param name="green">Green of it.</param>
    /// <param name="blue">Blue of it.</param>
    public void DivideRow(int y, ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue)
    {
        Divide(Factors.Red.Row(y), red);
        Divide(Factors.Green.Row(y), green);
        Divide(Factors.Blue.Row(y), blue);
    }

    /// <summary>Takes all scene light and renders it.</summary>
    public void Take(RgbPlanes picture, Action<RgbPlanes> render)
    {
        for (var colour = 0; colour < 3; colour++)
        {
            picture[colour].Samples.CopyTo(Factors[colour].Samples);
        }

        render(Factors);
    }

    /// <summary>Turns all of it into factors.</summary>
    /// <param name="picture">The picture with its own curve.</param>
    /// <param name="context">Workers and cancellation.</param>
    public void Divide(RgbPlanes picture, ProcessingContext context) => Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
    {
        for (var y = top; y < bottom; y++)
        {
            DivideRow(y, picture.Red.Row(y), picture.Green.Row(y), picture.Blue.Row(y));
        }
    });

    /// <inheritdoc/>
    public void Dispose() => Factors.Dispose();

    private static void Divide(Span<float> hdr, ReadOnlySpan<float> picture)
    {
        var n = Vector<float>.Count;
        var black = new Vector<float>(Black);
        var x = 0;
        for (; x <= hdr.Length - n; x += n)
        {
            ((new Vector<float>(hdr.Slice(x, n)) + black) / (Vector.MaxNative(new Vector<float>(picture.Slice(x, n)), Vector<float>.Zero) + black)).CopyTo(hdr.Slice(x, n));
        }

        for (; x < hdr.Length; x++)
        {
            hdr[x] = (hdr[x] + Black) / (Math.Max(picture[x], 0) + Black);
        }
    }
}
