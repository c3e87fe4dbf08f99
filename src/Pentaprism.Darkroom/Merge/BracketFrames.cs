using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge.Bracket;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>Weighs frames of different exposure, so that a merge takes shadows from the long and highlights from the short ones.</summary>
/// <remarks>
/// <para>
/// A merge weighs frames by the light that they gathered, 1/gain. The weights given here, on the cells of the reference, add what that
/// leaves out: the noise of the sensor itself, which weighs on short exposures in shadows; saturation; and motion.
/// </para>
/// <para>
/// A cell loses weight as its brightest sample comes near the level at which the sensor saturates, and all of its colours together: one
/// colour taken from another exposure than its neighbours is a false colour. Where all frames are saturated the shortest remains, so that the
/// merged light saturates at one level everywhere: the shortest frame's white.
/// </para>
/// <para>
/// Frames that show something else than the reference (<see cref="RobustFrames"/>) do not count there; where the reference is saturated
/// itself it is no witness.
/// </para>
/// </remarks>
internal static class BracketFrames
{
    // Share of saturation at which a cell's brightest sample begins to cost weight, and at which nothing is left.
    private const float Full = 0.94f;
    private const float None = 0.985f;

    // What the shortest frame weighs at least, so that some light remains where all are saturated.
    private const float Last = 1e-4f;

    /// <summary>Gives the frames their weights.</summary>
    /// <param name="store">The frames.</param>
    /// <param name="reference">The frame that gives geometry and exposure.</param>
    /// <param name="frames">The frames with motion and gain, the reference among them; the weights that they have are disregarded.</param>
    /// <param name="balance">Factors of red, green and blue that make grey grey; green's about 1.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The frames with weights, all on planes of the caller's.</returns>
    public static IReadOnlyList<MergeFrame> Weigh(
        FrameStore store, int reference, IReadOnlyList<MergeFrame> frames, Vector3d balance, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(context);
        var weighed = RobustFrames.Weigh(store, reference, frames, balance, context)
            .Select(frame => frame.Weights is null ? frame with { Weights = Ones(store, context) } : frame).ToArray();
        var lights = weighed.Select(frame => frame.Index).Distinct().ToDictionary(frame => frame, frame => CellLight.Of(store, frame, context));
        try
        {
            Bands.Run(context, store.Width, weighed[0].Weights!.Height, 16, (top, bottom) =>
            {
                var row = new BracketRow(store, weighed, [.. weighed.Select(frame => lights[frame.Index])], reference);
                for (var y = top; y < bottom; y++)
                {
                    row.Run(y);
                }
            });
            return weighed;
        }
        finally
        {
            foreach (var light in lights.Values)
            {
                light.Dispose();
            }
        }
    }

    private static Plane<float> Ones(FrameStore store, ProcessingContext context)
    {
        const int Pitch = MergeFrame.WeightPitch;
        var weights = context.Pool.Rent<float>((store.Width + Pitch - 1) / Pitch, (store.Height + Pitch - 1) / Pitch);
        weights.Samples.Fill(1);
        return weights;
    }

    /// <summary>Weighs the cells of one row after the other.</summary>
    private sealed class BracketRow(FrameStore store, MergeFrame[] frames, CellLight[] lights, int referenceNumber)
    {
        private readonly int _reference = Array.FindIndex(frames, frame => frame.Index == referenceNumber);

        // The first part of a frame has the motion of the scene.
        private readonly bool[] _isScene = [.. frames.Select((frame, i) => Array.FindIndex(frames, other => other.Index == frame.Index) == i)];
        private readonly float[] _open = new float[frames.Length];
        private readonly float[] _gains = [.. frames.Select(frame => (float)frame.Gain)];
        private readonly float[] _readNoise = [.. frames.Select(frame => ReadNoise(store[frame.Index].Noise))];
        private readonly int _shortest = Array.FindIndex(frames, frame => frame.Gain == frames.Max(other => other.Gain));

        public void Run(int y)
        {
            const int Pitch = MergeFrame.WeightPitch;
            for (var x = 0; x < frames[0].Weights!.Width; x++)
            {
                var (light, weight) = (0f, 0f);
                for (var i = 0; i < frames.Length; i++)
                {
                    var (mean, most) = lights[i].At(frames[i].Motion.Map((Pitch * x) + 1.5, (Pitch * y) + 1.5));
                    _open[i] = Math.Clamp((None - most) / (None - Full), 0, 1);
                    light += (_open[i] + Last) * mean;
                    weight += (_open[i] + Last) / _gains[i];
                }

                Weigh(x, y, Math.Max(light / weight, 0));
            }
        }

        // Variance in the reference's units is gain · (S · light + O · gain): what 1/gain leaves out is the bracket.
        private void Weigh(int x, int y, float light)
        {
            var best = float.MaxValue;
            for (var i = 0; i < frames.Length; i++)
            {
                best = Math.Min(best, light + (_readNoise[i] * _gains[i]));
            }

            for (var i = 0; i < frames.Length; i++)
            {
                ref var trust = ref frames[i].Weights!.Row(y)[x];
                trust += i == _reference || !_isScene[i] ? 0 : (1 - trust) * (1 - _open[_reference]);
                trust *= _open[i] * best / (light + (_readNoise[i] * _gains[i]));
                trust = i == _shortest ? Math.Max(trust, Last) : trust;
            }
        }

        // The light whose own noise equals the sensor's.
        private static float ReadNoise(NoiseModel noise) =>
            (float)(noise[CfaPattern.Green].Offset / Math.Max(noise[CfaPattern.Green].Slope, 1e-12));
    }
}
