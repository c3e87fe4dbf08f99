using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Bracket;

/// <summary>The light of one frame on cells of its own 4 × 4 samples: the mean, and the brightest sample of a cell and the eight around it.</summary>
/// <remarks>Levels count from black to saturation: shading that was corrected is taken out of the brightest sample.</remarks>
internal sealed class CellLight : IDisposable
{
    private const int Pitch = MergeFrame.WeightPitch;

    private readonly Plane<float> _mean;
    private readonly Plane<float> _most;

    private CellLight(Plane<float> mean, Plane<float> most) => (_mean, _most) = (mean, most);

    /// <summary>Measures a frame.</summary>
    /// <param name="store">The frames.</param>
    /// <param name="frame">Its number.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>Its light; the caller's.</returns>
    public static CellLight Of(FrameStore store, int frame, ProcessingContext context)
    {
        var (width, height) = ((store.Width + Pitch - 1) / Pitch, (store.Height + Pitch - 1) / Pitch);
        var light = new CellLight(context.Pool.Rent<float>(width, height), context.Pool.Rent<float>(width, height));
        using var most = context.Pool.Rent<float>(width, height);
        Bands.Run(context, store.Width, height, 16, (top, bottom) =>
        {
            var line = new float[Pitch * width];
            for (var y = top; y < bottom; y++)
            {
                light._mean.Row(y).Clear();
                most.Row(y).Fill(float.MinValue);
                for (var row = Pitch * y; row < Math.Min(Pitch * (y + 1), store.Height); row++)
                {
                    for (var plane = 0; plane < store.Planes; plane++)
                    {
                        store.Read(frame, plane, 0, row, line.Length, 1, line, line.Length);
                        Gather(line, store.Gain is { } gain ? gain.Row(row) : default, light._mean.Row(y), most.Row(y));
                    }
                }

                var rows = Math.Min(Pitch, store.Height - (Pitch * y));
                foreach (ref var mean in light._mean.Row(y))
                {
                    mean /= Pitch * rows * store.Planes;
                }
            }
        });
        Bands.Run(context, width, height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                Widen(most, y, light._most.Row(y));
            }
        });
        return light;
    }

    /// <summary>Gives the light at a place of the frame.</summary>
    /// <param name="place">Column and row.</param>
    /// <returns>The mean of the cell there, and the brightest sample around.</returns>
    public (float Mean, float Most) At((double X, double Y) place)
    {
        var x = (int)Math.Clamp((place.X + 0.5) / Pitch, 0, _mean.Width - 1);
        var y = (int)Math.Clamp((place.Y + 0.5) / Pitch, 0, _mean.Height - 1);
        return (_mean.Row(y)[x], _most.Row(y)[x]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mean.Dispose();
        _most.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(ReadOnlySpan<float> line, ReadOnlySpan<float> gain, Span<float> mean, Span<float> most)
    {
        for (var x = 0; x < mean.Length; x++)
        {
            var four = line.Slice(Pitch * x, Pitch);
            mean[x] += four[0] + four[1] + (four[2] + four[3]);
            var brightest = Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3]));
            most[x] = Math.Max(most[x], gain.IsEmpty ? brightest : brightest / gain[Math.Min((Pitch * x) + 1, gain.Length - 1)]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(Plane<float> most, int y, Span<float> wide)
    {
        var above = most.Row(Math.Max(y - 1, 0));
        var own = most.Row(y);
        var below = most.Row(Math.Min(y + 1, most.Height - 1));
        var (before, here) = (float.MinValue, Math.Max(own[0], Math.Max(above[0], below[0])));
        for (var x = 0; x < wide.Length; x++)
        {
            var next = x + 1 < wide.Length ? Math.Max(own[x + 1], Math.Max(above[x + 1], below[x + 1])) : float.MinValue;
            wide[x] = Math.Max(here, Math.Max(before, next));
            (before, here) = (here, next);
        }
    }
}
