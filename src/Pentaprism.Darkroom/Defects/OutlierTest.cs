using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Defects;

/// <summary>Decides which photosites of a mosaic are defects: a cheap test of all, in vectors, and a careful one of the few that remain.</summary>
internal sealed class OutlierTest
{
    private const double SureThreshold = 1.5;

    // A photosite without light amid light: no lens draws a black point that small, so less calm around is asked for.
    private const double Blackness = 0.1;
    private const double BlackContrast = 0.25;
    private readonly Plane<float> _samples;
    private readonly Plane<float>? _gain;
    private readonly CfaPattern _cfa;
    private readonly NoiseModel _noise;
    private readonly DefectOptions _options;
    private readonly int _stepX;
    private readonly int _stepY;
    private readonly float _slope;
    private readonly float _offset;

    /// <summary>Prepares the test of a mosaic.</summary>
    /// <param name="mosaic">The frame.</param>
    /// <param name="options">What counts as a defect.</param>
    public OutlierTest(Mosaic mosaic, DefectOptions options)
    {
        (_samples, _gain, _cfa, _noise, _options) = (mosaic.Samples, mosaic.Gain, mosaic.Cfa, mosaic.Noise, options);
        (_stepX, _stepY) = (_cfa.Columns, _cfa.Rows);

        // The least noise of any colour, with k² already in it: the first test must let all through that the second could want.
        var k2 = options.Threshold * options.Threshold;
        _slope = (float)(_noise.Colours.Min(line => line.Slope) * k2);
        _offset = (float)(_noise.Colours.Min(line => line.Offset) * k2);
    }

    /// <summary>Tests a row.</summary>
    /// <param name="y">The row.</param>
    /// <param name="places">Takes row × width + column of each defect.</param>
    public void Row(int y, List<int> places)
    {
        var width = _samples.Width;
        if (y < _stepY || y >= _samples.Height - _stepY || width < (2 * _stepX) + Vector<float>.Count)
        {
            TestAll(y, 0, width, places);
            return;
        }

        TestAll(y, 0, _stepX, places);
        var x = _stepX;
        ReadOnlySpan<float> above = _samples.Row(y - _stepY), row = _samples.Row(y), below = _samples.Row(y + _stepY);
        var gains = _gain is null ? default : _gain.Row(y);
        var n = Vector<float>.Count;
        for (; x <= width - _stepX - n; x += n)
        {
            if (MayStandOut(above, row, below, gains, x))
            {
                TestAll(y, x, x + n, places);
            }
        }

        TestAll(y, x, width, places);
    }

    private bool MayStandOut(ReadOnlySpan<float> above, ReadOnlySpan<float> row, ReadOnlySpan<float> below, ReadOnlySpan<float> gains, int x)
    {
        var n = Vector<float>.Count;
        var step = _stepX;
        var length = n + (2 * step);
        above = above.Slice(x - step, length);
        below = below.Slice(x - step, length);
        var centre = row.Slice(x - step, length);
        var a0 = new Vector<float>(above);
        var a1 = new Vector<float>(above[step..]);
        var a2 = new Vector<float>(above[(2 * step)..]);
        var b0 = new Vector<float>(centre);
        var value = new Vector<float>(centre[step..]);
        var b2 = new Vector<float>(centre[(2 * step)..]);
        var c0 = new Vector<float>(below);
        var c1 = new Vector<float>(below[step..]);
        var c2 = new Vector<float>(below[(2 * step)..]);
        var high = Vector.MaxNative(Vector.MaxNative(Vector.MaxNative(a0, a1), Vector.MaxNative(a2, b0)), Vector.MaxNative(Vector.MaxNative(b2, c0), Vector.MaxNative(c1, c2)));
        var low = Vector.MinNative(Vector.MinNative(Vector.MinNative(a0, a1), Vector.MinNative(a2, b0)), Vector.MinNative(Vector.MinNative(b2, c0), Vector.MinNative(c1, c2)));
        var margin = new Vector<float>((float)_options.Margin);
        var lightHigh = Vector.MaxNative(high, Vector<float>.Zero);
        var lightLow = Vector.MaxNative(low, Vector<float>.Zero);
        var over = value - high - (margin * lightHigh);
        var under = low - value - (margin * lightLow);
        if (!Vector.GreaterThanAny(Vector.MaxNative(over, under), Vector<float>.Zero))
        {
            return false;
        }

        var gain = gains.IsEmpty ? Vector<float>.One : new Vector<float>(gains[x..]);
        var outlying = Vector.MaxNative(over, under);
        var level = Vector.ConditionalSelect(Vector.GreaterThan(over, under), lightHigh, lightLow);
        var variance = gain * ((new Vector<float>(_slope) * level) + (new Vector<float>(_offset) * gain));
        return Vector.GreaterThanAny(
            Vector.ConditionalSelect(Vector.GreaterThan(outlying, Vector<float>.Zero), outlying * outlying - variance, -Vector<float>.One),
            Vector<float>.Zero);
    }

    private void TestAll(int y, int left, int right, List<int> places)
    {
        for (var x = left; x < right; x++)
        {
            if (IsDefect(x, y))
            {
                places.Add((y * _samples.Width) + x);
            }
        }
    }

    private bool IsDefect(int x, int y)
    {
        var value = _samples[x, y];
        var (low, high, mean) = Neighbours(x, y);
        var line = _noise[Math.Min((int)_cfa[x, y], 2)];
        double gain = _gain is null ? 1 : _gain[x, y];

        double Limit(float level) =>
            (_options.Threshold * Math.Sqrt(gain * ((line.Slope * Math.Max(level, 0)) + (line.Offset * gain)))) + (_options.Margin * Math.Max(level, 0));
        // No light gives this: below the deepest noise, or above what the photosite can hold.
        if (value < -SureThreshold * _options.Threshold * Math.Sqrt(line.Offset) * gain && value < low)
        {
            return true;
        }

        return value > high
            ? value - high > Limit(high) && StandsAlone(x, y, value - high, value - mean, _options.Contrast)
            : low - value > Limit(low) && StandsAlone(x, y, low - value, value - mean, _options.Contrast * (value < Blackness * low ? BlackContrast : 1));
    }

    // Neither does the ring of eight follow the outlier, as it would a star's, nor is it so restless that the outlier may be texture.
    private bool StandsAlone(int x, int y, float outlying, float excess, double contrast)
    {
        var (sum, largest) = Ring(x, y);
        return sum * Math.Sign(excess) < _options.Support * Math.Abs(excess) && outlying > contrast * largest;
    }

    // Lowest, highest and mean of the neighbours of the same colour, one repeat of the pattern away; beyond the border there are none.
    private (float Low, float High, float Mean) Neighbours(int x, int y)
    {
        var (low, high, sum, count) = (float.PositiveInfinity, float.NegativeInfinity, 0f, 0);
        for (var dy = -_stepY; dy <= _stepY; dy += _stepY)
        {
            for (var dx = -_stepX; dx <= _stepX; dx += _stepX)
            {
                if ((dx | dy) != 0 && (uint)(x + dx) < (uint)_samples.Width && (uint)(y + dy) < (uint)_samples.Height)
                {
                    var value = _samples[x + dx, y + dy];
                    (low, high, sum, count) = (Math.Min(low, value), Math.Max(high, value), sum + value, count + 1);
                }
            }
        }

        // A lone photosite has nothing to stand out from.
        return count == 0 ? (_samples[x, y], _samples[x, y], _samples[x, y]) : (low, high, sum / count);
    }

    // What the eight photosites around have above the mean of their own neighbours, in sum and at most.
    private (float Sum, float Largest) Ring(int x, int y)
    {
        var (sum, largest) = (0f, 0f);
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                if ((dx | dy) != 0 && (uint)(x + dx) < (uint)_samples.Width && (uint)(y + dy) < (uint)_samples.Height)
                {
                    var excess = _samples[x + dx, y + dy] - Neighbours(x + dx, y + dy).Mean;
                    (sum, largest) = (sum + excess, Math.Max(largest, Math.Abs(excess)));
                }
            }
        }

        return (sum, largest);
    }
}
