using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>Light and the three colour carriers of a whole frame at half size, as <see cref="LocalProxy"/> explains. Owns its planes.</summary>
internal sealed class HalfPlanes : IDisposable
{
    private const int BandHeight = 64;

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
        Plane<float>[] planes = [.. Enumerable.Range(0, HalfRows.Channels).Select(_ => context.Pool.Rent<float>(width, height))];
        Bands.Run(context, store.Width, height, BandHeight, (top, bottom) =>
        {
            using var rows = new HalfRows(store, frame, balance, context.Pool);
            for (var y = top; y < bottom; y++)
            {
                rows.Demodulate(y, y + 1);
                for (var channel = 0; channel < planes.Length; channel++)
                {
                    rows[channel, y].CopyTo(planes[channel].Row(y));
                }
            }
        });
        return new HalfPlanes(planes);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_planes, plane => plane.Dispose());
}
