using Pentaprism.Darkroom.NoiseEstimation;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Measures the noise of a stored frame whose file does not state it.</summary>
internal static class FrameNoise
{
    /// <summary>Measures.</summary>
    /// <param name="frames">The store.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The noise before any gain.</returns>
    public static NoiseModel Measure(FrameStore frames, int frame, ProcessingContext context)
    {
        using var samples = context.Pool.Rent<float>(frames.Width, frames.Height);
        if (frames.Cfa is { } cfa)
        {
            return MeasurePlane(frames, frame, 0, cfa, samples, context);
        }

        return new NoiseModel([.. Enumerable.Range(0, 3).Select(plane => MeasurePlane(frames, frame, plane, CfaPattern.Monochrome, samples, context)[0])]);
    }

    private static NoiseModel MeasurePlane(FrameStore frames, int frame, int plane, CfaPattern cfa, Plane<float> samples, ProcessingContext context)
    {
        Bands.Run(context, frames.Width, frames.Height, (top, bottom) =>
            frames.Read(frame, plane, 0, top, frames.Width, bottom - top, samples.Rows(top, bottom), frames.Width));

        // Not disposed: its planes belong to others.
        var mosaic = new Mosaic { Samples = samples, Cfa = cfa, Gain = frames.Gain, Noise = new NoiseModel(default(NoiseLine)) };
        return NoiseEstimator.Estimate(mosaic, context);
    }
}
