using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>Light and the three colour carriers of a frame at half size, as <see cref="LocalProxy"/> explains. Owns its planes.</summary>
internal sealed class HalfPlanes : IDisposable
{
    private const int BandHeight = 16;

    private readonly Plane<float>[] _planes;

    private HalfPlanes(Plane<float>[] planes) => _planes = planes;

    /// <summary>Gets the filter that light is smoothed by.</summary>
    public static FilterKernel Smoothing { get; } = new([0.25f, 0.5f, 0.25f]);

    /// <summary>Gets the columns.</summary>
    public int Width => _planes[0].Width;

    /// <summary>Gets the rows.</summary>
    public int Height => _planes[0].Height;

    /// <summary>Gets a plane: 0 light, 1 the carrier of both directions, 2 that of columns, 3 that of rows.</summary>
    /// <param name="channel">The number.</param>
    public Plane<float> this[int channel] => _planes[channel];

    /// <summary>Demodulates a frame.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="balance">Factors of red, green and blue.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The planes.</returns>
    public static HalfPlanes Of(FrameStore store, int frame, Vector3d balance, ProcessingContext context)
    {
        var (width, height) = ((store.Width + 1) / 2, (store.Height + 1) / 2);
        Plane<float>[] planes = [.. Enumerable.Range(0, 4).Select(_ => context.Pool.Rent<float>(width, height))];
        Bands.Run(context, store.Width, height, BandHeight, (top, bottom) =>
        {
            var rows = (2 * (bottom - top)) + 2;
            using var samples = context.Pool.Rent<float>((2 * width) + 2, store.Planes);
            using var sums = context.Pool.Rent<float>(2 * width, rows);
            using var halves = context.Pool.Rent<float>(width + 1, 2);
            for (var row = 0; row < rows; row++)
            {
                var y = (2 * top) - 1 + row;
                var (odd, even) = ReadRow(store, frame, y, balance, samples);
                ProxyKernel.DemodulateRow(samples.Row(0), odd, even, halves, sums.Row(row)[..width], sums.Row(row)[width..]);
            }

            for (var y = top; y < bottom; y++)
            {
                var first = 2 * (y - top);
                ProxyKernel.DemodulateColumns(sums, first, 0, planes[0].Row(y), planes[3].Row(y));
                ProxyKernel.DemodulateColumns(sums, first, width, planes[2].Row(y), planes[1].Row(y));
            }
        });
        return new HalfPlanes(planes);
    }

    /// <summary>Gives the colour of a photosite, or the one through which a picture of three planes is looked at.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>0 red, 1 green, 2 blue.</returns>
    public static int ColourAt(FrameStore store, int x, int y) => (store.Cfa ?? CfaPattern.Rggb)[x, y];

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_planes, plane => plane.Dispose());

    // Reads row y from column −1 on; gives the factors of odd and even columns.
    private static (float Odd, float Even) ReadRow(FrameStore store, int frame, int y, Vector3d balance, Plane<float> samples)
    {
        var width = samples.Width;
        var (oddColour, evenColour) = (ColourAt(store, -1, y), ColourAt(store, 0, y));
        for (var plane = 0; plane < store.Planes; plane++)
        {
            store.Read(frame, plane, -1, y, width, 1, samples.Row(plane), width);
        }

        if (store.Planes > 1)
        {
            var mixed = samples.Row(0);
            for (var x = 0; x < width; x += 2)
            {
                (mixed[x], mixed[x + 1]) = (samples[x, oddColour], samples[x + 1, evenColour]);
            }
        }

        return ((float)Factor(balance, oddColour), (float)Factor(balance, evenColour));
    }

    private static double Factor(Vector3d balance, int colour) => colour switch { 0 => balance.X, 1 => balance.Y, _ => balance.Z };
}
