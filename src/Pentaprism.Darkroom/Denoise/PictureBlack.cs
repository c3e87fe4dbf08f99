using System.Runtime.CompilerServices;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>What becomes of the mean and the noise of samples of one colour where a camera's lowest code cuts their noise off, and the way back.</summary>
/// <remarks>
/// A file cannot hold codes below 0. Where the noise of dark samples reaches further below black than that, what is cut off lifts their mean:
/// with F the lowest sample and σ² = S·x + O, z = (x − F)/σ, a sample of light x has the mean f(x) = F + σ·(z·Φ(z) + φ(z)) and the variance
/// σ²·((z² + 1)·Φ(z) + z·φ(z)) − (f − F)², the moments of a censored normal variable. The mean of many frames is f(x), not x: once its own
/// noise is gone, x is found by a table of f⁻¹. Below f(0) the table goes on straight, so that what is left of noise is not blown up.
/// </remarks>
internal sealed class PictureBlack
{
    private const int Entries = 1024;

    // Beyond so many deviations above the lowest sample nothing is cut off.
    private const double Reach = 4;

    // A lift of black below this many deviations is left alone.
    private const double LeastLift = 0.01;

    private readonly float[] _light = new float[Entries + 1];
    private readonly float[] _variance = new float[Entries + 1];
    private readonly float _first;
    private readonly float _perStep;
    private readonly float _slopeAtZero;
    private readonly NoiseLine _noise;

    private PictureBlack(NoiseLine noise, double lowest)
    {
        _noise = noise;
        var last = lowest + (Reach * Math.Sqrt(noise.Offset));
        while (last - lowest < Reach * Math.Sqrt(noise.Variance(last)))
        {
            last += 0.25 * Math.Sqrt(noise.Offset);
        }

        var first = Censored(noise, lowest, 0).Mean;
        _first = (float)first;
        _perStep = (float)(Entries / (last - first));
        _slopeAtZero = (float)(1 / Normal((0 - lowest) / Math.Sqrt(noise.Offset)));
        for (var i = 0; i <= Entries; i++)
        {
            var light = LightOf(noise, lowest, first + (i / (double)_perStep), last);
            _light[i] = (float)light;
            _variance[i] = (float)Censored(noise, lowest, light).Variance;
        }
    }

    /// <summary>Gives the lowest normalised sample that a file can hold.</summary>
    /// <param name="levels">How codes are normalised.</param>
    /// <returns>The sample of code 0, before any gain.</returns>
    public static double LowestSample(SensorLevels levels)
    {
        var black = levels.Black.Max();
        var code = levels.Linearization is { IsDefaultOrEmpty: false } table ? table[0] : 0;
        return (code - black) / (levels.White[0] - black);
    }

    /// <summary>Prepares the way back.</summary>
    /// <param name="noise">Noise of a sample before gain and balance.</param>
    /// <param name="lowest">Lowest sample that could be stored, in the same units.</param>
    /// <returns>The tables, or null where next to nothing is cut off.</returns>
    public static PictureBlack? Of(NoiseLine noise, double lowest)
    {
        if (!(noise.Offset > 0) || noise.Slope < 0 || !(lowest < 0))
        {
            return null;
        }

        var lift = Censored(noise, lowest, 0).Mean;
        return lift > LeastLift * Math.Sqrt(noise.Offset) ? new PictureBlack(noise, lowest) : null;
    }

    /// <summary>Gives the variance of samples whose mean is known.</summary>
    /// <param name="mean">The mean, as the file has it.</param>
    /// <returns>The variance.</returns>
    public float Variance(float mean)
    {
        var place = (mean - _first) * _perStep;
        return place >= Entries ? (float)_noise.Variance(mean) : _variance[(int)MathF.Max(place, 0)];
    }

    /// <summary>Gives the samples of a mosaic the light that they come from, once their own noise is gone.</summary>
    /// <param name="mosaic">The mosaic, not white-balanced; changed.</param>
    /// <param name="noise">Noise of a sample of one frame.</param>
    /// <param name="lowest">Lowest sample that could be stored, before any gain.</param>
    /// <param name="context">Workers.</param>
    public static void Restore(Mosaic mosaic, NoiseModel noise, double lowest, ProcessingContext context)
    {
        PictureBlack?[] blacks = [.. noise.Colours.Select(line => Of(line, lowest))];
        if (blacks.All(black => black is null))
        {
            return;
        }

        Bands.Run(context, mosaic.Width, mosaic.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                for (var column = 0; column < mosaic.Cfa.Columns; column++)
                {
                    var black = blacks[Math.Min((int)mosaic.Cfa[column, y], blacks.Length - 1)];
                    black?.Restore(mosaic.Samples.Row(y), mosaic.Gain is { } gains ? gains.Row(y) : [], column, mosaic.Cfa.Columns);
                }
            }
        });
    }

    /// <summary>Gives means the light that they come from.</summary>
    /// <param name="samples">Means of many samples; replaced.</param>
    /// <param name="gains">Gains since normalisation; empty means 1.</param>
    /// <param name="first">The first sample to replace.</param>
    /// <param name="step">From each to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Restore(Span<float> samples, ReadOnlySpan<float> gains, int first = 0, int step = 1)
    {
        for (var x = first; x < samples.Length; x += step)
        {
            var gain = gains.IsEmpty ? 1 : gains[x];
            samples[x] = gain * Light(samples[x] / gain);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Light(float mean)
    {
        var place = (mean - _first) * _perStep;
        if (place >= Entries)
        {
            return mean;
        }

        var i = (int)place;
        return place < 0 ? _slopeAtZero * (place / _perStep) : MathF.FusedMultiplyAdd(place - i, _light[i + 1] - _light[i], _light[i]);
    }

    private static double LightOf(NoiseLine noise, double lowest, double mean, double last)
    {
        var (low, high) = (0.0, last);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Censored(noise, lowest, middle).Mean < mean ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static (double Mean, double Variance) Censored(NoiseLine noise, double lowest, double light)
    {
        var deviation = Math.Sqrt(noise.Variance(light));
        var z = (light - lowest) / deviation;
        var (normal, density) = (Normal(z), Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
        var mean = (z * normal) + density;
        var variance = (((z * z) + 1) * normal) + (z * density) - (mean * mean);
        return (lowest + (deviation * mean), deviation * deviation * Math.Max(variance, 0));
    }

    // Φ by Abramowitz and Stegun 26.2.17, to 7.5e-8.
    private static double Normal(double z)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var tail = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        tail *= Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        return z < 0 ? tail : 1 - tail;
    }
}
