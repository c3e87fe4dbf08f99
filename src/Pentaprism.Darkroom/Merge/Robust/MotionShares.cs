using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Robust;

/// <summary>Divides the weight of a cell among the motions of a frame.</summary>
internal static class MotionShares
{
    // Mean advantage over a neighbourhood, in units of distance, from which on an own motion is preferred, and where it wins wholly.
    // Between two motions that both fit, noise alone makes about 0.05.
    private const float Preferred = 0.1f;
    private const float Certain = 0.2f;

    // Beyond this a distance says no more.
    private const float Cap = 3;

    private static readonly FilterKernel _neighbourhood = new([.. Enumerable.Repeat(1 / 9f, 9)]);

    /// <summary>Takes weight from the scene where a motion of its own fits better all around: in noise, what has little texture fits both.</summary>
    /// <param name="scene">Distances under the motion of the scene.</param>
    /// <param name="motion">The motion.</param>
    /// <param name="trust">Its weights, for the cells of its area.</param>
    /// <param name="weights">The weights of the scene.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    public static void Prefer(Plane<float> scene, OwnMotion motion, Plane<float> trust, Plane<float> weights, ProcessingContext context)
    {
        var area = motion.Area;
        using var advantage = context.Pool.Rent<float>(area.Width, area.Height);
        using var mean = context.Pool.Rent<float>(area.Width, area.Height);
        for (var y = 0; y < area.Height; y++)
        {
            var before = scene.Row(area.Top + y).Slice(area.Left, area.Width);
            var after = motion.Distance.Row(y);
            var to = advantage.Row(y);
            for (var x = 0; x < to.Length; x++)
            {
                to[x] = Math.Min(before[x], Cap) - Math.Min(after[x], Cap);
            }
        }

        Convolution.Separable(context, advantage, _neighbourhood, mean);
        for (var y = 0; y < area.Height; y++)
        {
            var own = trust.Row(y);
            var better = mean.Row(y);
            var to = weights.Row(area.Top + y).Slice(area.Left, area.Width);
            for (var x = 0; x < to.Length; x++)
            {
                var share = Math.Clamp((better[x] - Preferred) / (Certain - Preferred), 0, 1);
                to[x] = Math.Min(to[x], 1 - (share * own[x]));
            }
        }
    }

    /// <summary>Gives what the scene has left of each cell.</summary>
    /// <param name="weights">The weights of the scene.</param>
    /// <param name="context">Memory.</param>
    /// <returns>One less the weights; the caller's.</returns>
    public static Plane<float> Rest(Plane<float> weights, ProcessingContext context)
    {
        var rest = context.Pool.Rent<float>(weights.Width, weights.Height);
        var from = weights.Samples;
        var to = rest.Samples;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = 1 - from[i];
        }

        return rest;
    }

    /// <summary>Gives a motion its weights, out of what the ones before have left.</summary>
    /// <param name="area">Its cells.</param>
    /// <param name="trust">How far it may be trusted there.</param>
    /// <param name="rest">What is left; less afterwards.</param>
    /// <param name="context">Memory.</param>
    /// <returns>Weights of all cells; the caller's.</returns>
    public static Plane<float> Take(PixelRectangle area, Plane<float> trust, Plane<float> rest, ProcessingContext context)
    {
        var weights = context.Pool.Rent<float>(rest.Width, rest.Height);
        weights.Samples.Clear();
        for (var y = 0; y < area.Height; y++)
        {
            var from = trust.Row(y);
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
