using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>A frame reduced to what tells whether another frame shows the same: light at half size, three colour carriers at a quarter. Owns its planes.</summary>
/// <remarks>
/// A Bayer mosaic is light plus colour on carriers at its Nyquist frequencies (Alleysson, Süsstrunk and Hérault 2005): with balanced samples y,
/// low-passes of y, (−1)^(x+y) y, (−1)^x y and (−1)^y y are (R + 2G + B)/4, ±(R − 2G + B)/4 and twice ±(R − B)/4. The low-pass 1 3 3 1 has
/// a triple zero where the other carriers lie, so that light is nearly free of aliases, which half-size planes of red and blue are not; the
/// two carriers of R − B alias with detail of different directions, so that one of them is usually clean.
/// Light (u, v) lies at the point (2u + ½, 2v + ½), a carrier sample (i, j) at (4i + 1½, 4j + 1½). Light is smoothed by 1 2 1, carriers by 1 5 10 10 5 1.
/// </remarks>
internal sealed class LocalProxy : IDisposable
{
    private const int BandHeight = 32;

    private LocalProxy(Plane<float> light, Plane<float> carriers)
    {
        Light = light;
        Carriers = carriers;
    }

    /// <summary>Gets the light at half size.</summary>
    public Plane<float> Light { get; }

    /// <summary>Gets the carriers at a quarter, four numbers a sample: R − 2G + B, R − B by columns, R − B by rows, and zero.</summary>
    public Plane<float> Carriers { get; }

    /// <summary>Makes the proxy of a frame.</summary>
    /// <param name="store">The burst: a Bayer pattern in any phase, no pattern at all, or pictures, which are looked at through a pattern.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="balance">Factors of red, green and blue.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The proxy.</returns>
    public static LocalProxy Of(FrameStore store, int frame, Vector3d balance, ProcessingContext context)
    {
        var (width, height) = ((store.Width + 1) / 2, (store.Height + 1) / 2);
        var light = context.Pool.Rent<float>(width, height);
        var carriers = context.Pool.Rent<float>(4 * ((width + 1) / 2), (height + 1) / 2);
        Bands.Run(context, width, carriers.Height, BandHeight, (top, bottom) =>
        {
            using var rows = new HalfRows(store, frame, balance, context.Pool);
            using var scratch = context.Pool.Rent<float>(carriers.Width + 8, 5);
            rows.Demodulate((2 * top) - 2, (2 * top) + 2);
            for (var row = top; row < bottom; row++)
            {
                rows.Demodulate((2 * row) + 2, (2 * row) + 4);
                for (var y = 2 * row; y < Math.Min((2 * row) + 2, height); y++)
                {
                    ProxyKernel.Smooth(rows, 0, y, scratch, light.Row(y));
                }

                for (var channel = 0; channel < 3; channel++)
                {
                    ProxyKernel.Quarter(rows, channel + 1, row, scratch, scratch.Row(2 + channel));
                }

                ProxyKernel.Interleave(scratch.Row(2), scratch.Row(3), scratch.Row(4), carriers.Row(row));
            }
        });
        return new LocalProxy(light, carriers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Light.Dispose();
        Carriers.Dispose();
    }
}
