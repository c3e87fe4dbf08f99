using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Align.Local;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Robust;

/// <summary>Compares frames of a burst with its reference, one at a time.</summary>
internal sealed class FrameComparison : IDisposable
{
    private readonly FrameStore _store;
    private readonly int _reference;
    private readonly Vector3d _balance;
    private readonly ProcessingContext _context;
    private readonly LocalProxy _proxy;
    private readonly CellPicture _cells;
    private readonly Plane<float> _detail;

    /// <summary>Prepares the reference.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="reference">The number of the reference.</param>
    /// <param name="balance">Factors of red, green and blue that make grey grey.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    public FrameComparison(FrameStore store, int reference, Vector3d balance, ProcessingContext context)
    {
        _store = store;
        _reference = reference;
        _balance = balance;
        _context = context;
        const int Pitch = CellPicture.Pitch;
        var area = new PixelRectangle(0, 0, (store.Width + Pitch - 1) / Pitch, (store.Height + Pitch - 1) / Pitch);
        using var halves = HalfPlanes.Of(store, reference, balance, context);
        _detail = CellNoise.DetailOf(halves, area, context);
        _proxy = LocalProxy.Of(halves, context);
        _cells = CellPicture.Of(_proxy, FrameMotion.None, store.Width, store.Height, area, context);
    }

    private (int Width, int Height) Size => (_store.Width, _store.Height);

    /// <summary>Weighs a frame.</summary>
    /// <param name="frame">The frame with the motion of the scene.</param>
    /// <param name="paces">Displacements a frame that were found so far; receives those of this frame.</param>
    /// <returns>The frame with weights, once for each motion in it.</returns>
    public IReadOnlyList<MergeFrame> Weigh(MergeFrame frame, List<(double X, double Y)> paces)
    {
        var (gain, steps) = (frame.Gain, frame.Index - _reference);
        using var proxy = LocalProxy.Of(_store, frame.Index, _balance * gain, _context);
        using var tolerance = CellNoise.Tolerance(
            _cells, _detail, _store, (_store[_reference].Noise, _store[frame.Index].Noise.Scaled(gain, gain, gain)), _balance, _context);
        using var picture = CellPicture.Of(proxy, frame.Motion, _store.Width, _store.Height, _cells.Area, _context);
        using var distance = CellDistance.Of(_cells, picture, tolerance, _context);
        var motions = OwnMotions.Find(
            _proxy, _cells, proxy, picture, distance, tolerance, frame.Motion, Size, paces.Select(pace => (steps * pace.X, steps * pace.Y)), _context);
        var weights = Trust.Of(distance, picture.Light, _context);
        var parts = new List<MergeFrame> { frame with { Weights = weights } };
        if (motions.Count == 0)
        {
            return parts;
        }

        paces.Clear();
        using var rest = _context.Pool.Rent<float>(weights.Width, weights.Height);
        for (var i = 0; i < rest.Samples.Length; i++)
        {
            rest.Samples[i] = 1 - weights.Samples[i];
        }

        foreach (var motion in motions)
        {
            paces.Add((motion.Shift.X / steps, motion.Shift.Y / steps));
            parts.Add(frame with { Motion = motion.Motion, Weights = Take(motion, rest) });
            motion.Dispose();
        }

        return parts;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _proxy.Dispose();
        _cells.Dispose();
        _detail.Dispose();
    }

    // The weights of a motion, out of what the ones before have left.
    private Plane<float> Take(OwnMotion motion, Plane<float> rest)
    {
        var weights = _context.Pool.Rent<float>(rest.Width, rest.Height);
        weights.Samples.Clear();
        using var own = Trust.Of(motion.Distance, motion.Light, _context);
        var area = motion.Area;
        for (var y = 0; y < area.Height; y++)
        {
            var from = own.Row(y);
            var left = rest.Row(area.Top + y).Slice(area.Left, area.Width);
            var to = weights.Row(area.Top + y).Slice(area.Left, area.Width);
            for (var x = 0; x < from.Length; x++)
            {
                to[x] = Math.Min(from[x], left[x]);
                left[x] -= to[x];
            }
        }

        return weights;
    }
}
