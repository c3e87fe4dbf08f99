using Pentaprism.Darkroom.NoiseEstimation;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Measures the noise of a stored frame whose file does not state it.</summary>
internal static class FrameNoise
{
    // What made three colours of each pixel made neighbours alike: noise is looked at in samples four pixels apart.
    private const int Spread = 4;
    private static readonly CfaPattern _spread = new(Spread, Spread, [.. Enumerable.Repeat(CfaPattern.Green, Spread * Spread)]);

    // What made a picture also smoothed it: the noise that it left is coarse. In means of cells it falls less than white noise would. Every
    // second mean is looked at, so that blocks stay small; and only where there are even ones: detail is coarse too.
    private const int Cell = 4;
    private static readonly CfaPattern _spreadCells = new(2, 2, [.. Enumerable.Repeat(CfaPattern.Green, 4)]);

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
        return frames.Cfa is { } cfa
            ? MeasurePlane(frames, frame, 0, cfa, samples, context)
            : new NoiseModel([.. Enumerable.Range(0, 3).Select(plane => MeasurePicture(frames, frame, plane, samples, context))]);
    }

    private static NoiseLine MeasurePicture(FrameStore frames, int frame, int plane, Plane<float> samples, ProcessingContext context)
    {
        var fine = MeasurePlane(frames, frame, plane, _spread, samples, context)[CfaPattern.Green];
        using var cells = MeansOfCells(samples, context);
        var coarse = NoiseEstimator.EstimateWhite(Unmeasured(cells, _spreadCells, null), context);
        return Largest(Largest(fine, new NoiseLine(coarse.Slope * Cell * Cell, coarse.Offset * Cell * Cell)), _rounding);
    }

    private static NoiseLine Largest(NoiseLine a, NoiseLine b) => new(Math.Max(a.Slope, b.Slope), Math.Max(a.Offset, b.Offset));

    private static Plane<float> MeansOfCells(Plane<float> samples, ProcessingContext context)
    {
        var cells = context.Pool.Rent<float>(samples.Width / Cell, samples.Height / Cell);
        Bands.Run(context, samples.Width, cells.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var means = cells.Row(y);
                means.Clear();
                for (var row = 0; row < Cell; row++)
                {
                    var from = samples.Row((y * Cell) + row);
                    for (var x = 0; x < means.Length; x++)
                    {
                        means[x] += (from[Cell * x] + from[(Cell * x) + 1] + from[(Cell * x) + 2] + from[(Cell * x) + 3]) / (Cell * Cell);
                    }
                }
            }
        });
        return cells;
    }

    private static NoiseModel MeasurePlane(FrameStore frames, int frame, int plane, CfaPattern cfa, Plane<float> samples, ProcessingContext context)
    {
        Bands.Run(context, frames.Width, frames.Height, (top, bottom) =>
            frames.Read(frame, plane, 0, top, frames.Width, bottom - top, samples.Rows(top, bottom), frames.Width));

        return Estimate(samples, cfa, frames.Gain, context);
    }

    // The mosaic is not disposed: its planes belong to others.
    private static NoiseModel Estimate(Plane<float> samples, CfaPattern cfa, Plane<float>? gain, ProcessingContext context) =>
        NoiseEstimator.Estimate(Unmeasured(samples, cfa, gain), context);

    private static Mosaic Unmeasured(Plane<float> samples, CfaPattern cfa, Plane<float>? gain) =>
        new() { Samples = samples, Cfa = cfa, Gain = gain, Noise = new NoiseModel(default(NoiseLine)) };
}
