using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tone;

/// <summary>How often each brightness occurs in a picture, the middle counted up to three times as much as the corners.</summary>
/// <remarks>Counted in whole numbers, so that it is the same for any order of work; a bin also keeps its own mean, so that it has no steps.</remarks>
internal sealed class LuminanceHistogram
{
    private const double LowestEv = -14;
    private const double HighestEv = 10;
    private const int BinsPerEv = 16;
    private const int Bins = (int)((HighestEv - LowestEv) * BinsPerEv);

    // Brightness is summed in steps of 1/1024 EV; 64-bit sums hold a thousand times more than a 200-megapixel picture gives.
    private const float Steps = 1024;

    private readonly long[] _weights = new long[Bins];
    private readonly long[] _moments = new long[Bins];
    private long _total;

    private LuminanceHistogram()
    {
    }

    /// <summary>Counts a plane of logarithms of luminance.</summary>
    public static LuminanceHistogram Measure(Plane<float> logLuminance, ProcessingContext context)
    {
        var result = new LuminanceHistogram();
        var columns = Centre(logLuminance.Width);
        var rows = Centre(logLuminance.Height);
        var gate = new Lock();
        Bands.Run(context, logLuminance.Width, logLuminance.Height, (top, bottom) =>
        {
            var part = new LuminanceHistogram();
            for (var y = top; y < bottom; y++)
            {
                part.AddRow(logLuminance.Row(y), columns, rows[y]);
            }

            lock (gate)
            {
                result.Add(part);
            }
        });
        return result;
    }

    /// <summary>Gives log2 of the power mean (mean Y^p)^(1/p).</summary>
    /// <param name="p">0 leans on neither side (the geometric mean), 1 on bright parts, 8 on the brightest.</param>
    public double PowerMeanEv(double p)
    {
        var sum = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (_weights[bin] > 0)
            {
                sum += _weights[bin] * Math.Pow(2, p * MeanEv(bin));
            }
        }

        return Math.Log2(sum / _total) / p;
    }

    /// <summary>Gives the exposure at which the mean, over all pixels, of what they exceed 1 by, in EV, comes to a value.</summary>
    /// <param name="excessEv">The value, above 0.</param>
    public double ExposureOfExcess(double excessEv)
    {
        var (low, high) = (-20.0, 20.0);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = MeanExcess(middle) < excessEv ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private double MeanExcess(double exposureEv)
    {
        var sum = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (_weights[bin] > 0)
            {
                sum += _weights[bin] * Math.Max(0, MeanEv(bin) + exposureEv);
            }
        }

        return sum / _total;
    }

    private double MeanEv(int bin) => (_moments[bin] / (Steps * _weights[bin])) + LowestEv;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRow(ReadOnlySpan<float> row, int[] columns, int rowWeight)
    {
        for (var x = 0; x < row.Length; x++)
        {
            // What is not a number falls to the lowest bin.
            var above = row[x] - (float)LowestEv;
            var ev = above > 0 ? Math.Min(above, (float)(HighestEv - LowestEv - 0.001)) : 0;
            var bin = (int)(ev * BinsPerEv);
            var weight = 64 + ((columns[x] * rowWeight) >> 9);
            _weights[bin] += weight;
            _moments[bin] += weight * (long)(ev * Steps);
            _total += weight;
        }
    }

    private void Add(LuminanceHistogram other)
    {
        for (var bin = 0; bin < Bins; bin++)
        {
            _weights[bin] += other._weights[bin];
            _moments[bin] += other._moments[bin];
        }

        _total += other._total;
    }

    // A bell along one side, 0 to 256, with a standard deviation of a quarter of the side.
    private static int[] Centre(int length)
    {
        var bell = new int[length];
        for (var i = 0; i < length; i++)
        {
            var place = (((i + 0.5) / length) - 0.5) / 0.25;
            bell[i] = (int)(256 * Math.Exp(-0.5 * place * place));
        }

        return bell;
    }
}
