using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Lenses;
using Pentaprism.Capture.Scenes;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Sensors;

/// <summary>Gives the light on the pixels of a row: each pixel's own colour, from where the camera looked, in electrons.</summary>
internal sealed class LightSampler
{
    private readonly ScenePicture _light;
    private readonly CfaPattern _pattern;
    private readonly int[] _planeOfColour;
    private readonly CameraMotion[] _steps;
    private readonly FieldFrame _field;
    private readonly RadialTable _illumination;
    private readonly double _electronsPerUnit;

    /// <summary>Makes a sampler for a frame.</summary>
    /// <param name="light">What the lens makes of the scene.</param>
    /// <param name="pattern">Filters of the written part.</param>
    /// <param name="colours">Letters of the planes.</param>
    /// <param name="steps">Where the camera looks during the exposure.</param>
    /// <param name="field">Axis and scale of the written part.</param>
    /// <param name="illumination">Fall of light.</param>
    /// <param name="electronsPerUnit">Electrons for a sample of 1.</param>
    public LightSampler(
        ScenePicture light, CfaPattern pattern, string colours, CameraMotion[] steps, FieldFrame field, RadialTable illumination, double electronsPerUnit)
    {
        (_light, _pattern, _steps, _field, _illumination, _electronsPerUnit) = (light, pattern, steps, field, illumination, electronsPerUnit);
        _planeOfColour = [.. Enumerable.Range(0, FilterArray.Letters.Length).Select(number => Math.Max(colours.IndexOf(FilterArray.Letters[number], StringComparison.Ordinal), 0))];
    }

    /// <summary>Works out a row with one pixel more at either end.</summary>
    /// <param name="y">Row of the written part; −1 and its height are there too.</param>
    /// <param name="room">Room for the work.</param>
    /// <param name="electrons">Takes the row.</param>
    public void Row(int y, Room room, Span<float> electrons)
    {
        if (_steps is [{ X: 0, Y: 0, Roll: 0 }])
        {
            Copy(y, electrons);
        }
        else
        {
            Sample(y, room, electrons);
        }

        Weaken(y, electrons);
    }

    private void Weaken(int y, Span<float> electrons)
    {
        var (scale, perUnit) = ((float)(1 / (_field.Corner * _field.Corner)), (float)_electronsPerUnit);
        var (dx, dy) = ((float)(-0.5 - _field.CentreX), (float)(y + 0.5 - _field.CentreY));
        for (var x = 0; x < electrons.Length; x++)
        {
            electrons[x] = Math.Max(electrons[x], 0) * (_illumination.At((((dx + x) * (dx + x)) + (dy * dy)) * scale) * perUnit);
        }
    }

    private void Copy(int y, Span<float> row)
    {
        var margin = _light.Frame.Margin;
        for (var x = 0; x < row.Length; x++)
        {
            row[x] = _light.Planes[_planeOfColour[_pattern[x - 1, y]]].Row(y + margin)[x - 1 + margin];
        }
    }

    // Pixels of one colour at a time: only their places are worked out.
    private void Sample(int y, Room room, Span<float> row)
    {
        row.Clear();
        for (var start = 0; start < _pattern.Columns; start++)
        {
            var colour = _pattern[start - 1, y];
            var count = (row.Length - start + _pattern.Columns - 1) / _pattern.Columns;
            var plane = _light.Planes[_planeOfColour[colour]];
            foreach (var step in _steps)
            {
                Place(y, start, step, room.Xs.AsSpan(0, count), room.Ys.AsSpan(0, count));
                SampleAt(plane, room.Xs.AsSpan(0, count), room.Ys.AsSpan(0, count), room.Samples.AsSpan(0, count));
                for (var i = 0; i < count; i++)
                {
                    row[start + (i * _pattern.Columns)] += room.Samples[i] / _steps.Length;
                }
            }
        }
    }

    // Interpolation overshoots; beside a lamp it would leave black rings, so a value is at least half that of the nearest sample.
    private static void SampleAt(Plane<float> source, ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, Span<float> output)
    {
        PointSampler.Lanczos3(source, xs, ys, output);
        ReadOnlySpan<float> samples = source.Samples;
        for (var i = 0; i < output.Length; i++)
        {
            var (x, y) = (Math.Clamp((int)xs[i], 0, source.Width - 1), Math.Clamp((int)ys[i], 0, source.Height - 1));
            output[i] = Math.Max(output[i], 0.5f * samples[(y * source.Width) + x]);
        }
    }

    // The picture moves right by X: a pixel sees what lies X to its left.
    private void Place(int y, int start, CameraMotion step, Span<float> xs, Span<float> ys)
    {
        var (sine, cosine) = Math.SinCos(-step.Roll);
        var margin = _light.Frame.Margin;
        var dy = y + 0.5 - _field.CentreY - step.Y;
        for (var i = 0; i < xs.Length; i++)
        {
            var dx = start + (i * _pattern.Columns) - 0.5 - _field.CentreX - step.X;
            xs[i] = (float)((dx * cosine) - (dy * sine) + _field.CentreX + margin);
            ys[i] = (float)((dx * sine) + (dy * cosine) + _field.CentreY + margin);
        }
    }

    /// <summary>Room for the work on a row.</summary>
    /// <param name="width">Its pixels.</param>
    internal sealed class Room(int width)
    {
        public float[] Xs { get; } = new float[width];

        public float[] Ys { get; } = new float[width];

        public float[] Samples { get; } = new float[width];
    }
}
