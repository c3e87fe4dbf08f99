using Pentaprism.Darkroom.NoiseEstimation;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Measures the noise of a stored frame whose file does not state it.</summary>
internal static class FrameNoise
{
    // What made three colours of each pixel made neighbours alike: noise is looked at in samples four pixels apart.
    private const int Spread = 4;
    private static readonly CfaPattern _spread = new(Spread, Spread, [.. Enumerable.Repeat(CfaPattern.Green, Spread * Spread)]);

    // The rounding to 8-bit sRGB codes alone: a step of light is about 2.2 · x^0.55 / 255, near black 1 / (12.92 · 255), its variance a twelfth
    // of the square. A picture that was smoothed seems to have less noise than that.
    private static readonly NoiseLine _rounding = new(6.2e-6, 7.7e-9);

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

        return new NoiseModel([.. Enumerable.Range(0, 3).Select(plane => AtLeast(MeasurePlane(frames, frame, plane, _spread, samples, context)[CfaPattern.Green]))]);
    }

    private static NoiseLine AtLeast(NoiseLine line) => new(Math.Max(line.Slope, _rounding.Slope), Math.Max(line.Offset, _rounding.Offset));

    private static NoiseModel MeasurePlane(FrameStore frames, int frame, int plane, CfaPattern cfa, Plane<float> samples, ProcessingContext context)
    {
        Bands.Run(context, frames.Width, frames.Height, (top, bottom) =>
            frames.Read(frame, plane, 0, top, frames.Width, bottom - top, samples.Rows(top, bottom), frames.Width));

        // Not disposed: its planes belong to others.
        var mosaic = new Mosaic { Samples = samples, Cfa = cfa, Gain = frames.Gain, Noise = new NoiseModel(default(NoiseLine)) };
        return NoiseEstimator.Estimate(mosaic, context);
    }
}
