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
    private Plane<float>? _tolerance;
    private NoiseModel? _noise;

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
        using (var halves = HalfPlanes.Of(store, reference, balance, context))
        {
            _detail = CellNoise.DetailOf(halves, area, context);
        }

        _proxy = LocalProxy.Of(store, reference, balance, context);
        _cells = CellPicture.Of(_proxy, FrameMotion.None, store.Width, store.Height, area, context);
    }

    private (int Width, int Height) Size => (_store.Width, _store.Height);

    /// <summary>Weighs a frame.</summary>
    /// <param name="frame">The frame with the motion of the scene.</param>
    /// <param name="paces">Displacements a frame that were found so far; receives those of this frame.</param>
    /// <returns>The frame with weights, once for each motion in it.</returns>
    public IReadOnlyList<MergeFrame> Weigh(MergeFrame frame, List<(double X, double Y)> paces)
    {
        var steps = frame.Index - _reference;
        using var proxy = LocalProxy.Of(_store, frame.Index, _balance * frame.Gain, _context);
        var tolerance = ToleranceFor(frame);
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
        var trusts = motions.Select(motion => Trust.Of(motion.Distance, motion.Light, _context)).ToArray();
        foreach (var (motion, trust) in motions.Zip(trusts))
        {
            MotionShares.Prefer(distance, motion, trust, weights, _context);
        }

        using var rest = MotionShares.Rest(weights, _context);
        foreach (var (motion, trust) in motions.Zip(trusts))
        {
            paces.Add((motion.Shift.X / steps, motion.Shift.Y / steps));
            parts.Add(frame with { Motion = motion.Motion, Weights = MotionShares.Take(motion.Area, trust, rest, _context) });
            trust.Dispose();
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
        _tolerance?.Dispose();
    }

    // The same for frames of the same noise, which those of a burst mostly have.
    private Plane<float> ToleranceFor(MergeFrame frame)
    {
        var noise = _store[frame.Index].Noise.Scaled(frame.Gain, frame.Gain, frame.Gain);
        if (_tolerance is null || _noise is null || !noise.Colours.SequenceEqual(_noise.Colours))
        {
            _tolerance?.Dispose();
            _tolerance = CellNoise.Tolerance(_cells, _detail, _store, (_store[_reference].Noise, noise), _balance, _context);
            _noise = noise;
        }

        return _tolerance;
    }
}
