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
    private readonly SlantedRow[] _rows;

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
        _rows = [.. light.Planes.Select(plane => new SlantedRow(plane))];
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
            row[x] = _light.Planes[PlaneAt(x - 1, y)].Row(y + margin)[x - 1 + margin];
        }
    }

    // The picture moves right by X: a pixel sees what lies X to its left.
    private void Sample(int y, Room room, Span<float> row)
    {
        row.Clear();
        foreach (var plane in Enumerable.Range(0, _pattern.Columns).Select(x => PlaneAt(x, y)).Distinct())
        {
            var seen = room.Seen.AsSpan(0, row.Length);
            foreach (var step in _steps)
            {
                var (sine, cosine) = Math.SinCos(-step.Roll);
                var (dx, dy) = (-0.5 - _field.CentreX - step.X, y + 0.5 - _field.CentreY - step.Y);
                var (x, top) = ((dx * cosine) - (dy * sine), (dx * sine) + (dy * cosine));
                _rows[plane].Read(x + _field.CentreX + _light.Frame.Margin, top + _field.CentreY + _light.Frame.Margin, -step.Roll, room.OfRow, seen);
                Add(seen, plane, y, row);
            }
        }
    }

    private void Add(ReadOnlySpan<float> seen, int plane, int y, Span<float> row)
    {
        var share = 1f / _steps.Length;
        for (var start = 0; start < _pattern.Columns; start++)
        {
            if (PlaneAt(start - 1, y) != plane)
            {
                continue;
            }

            for (var x = start; x < row.Length; x += _pattern.Columns)
            {
                row[x] = MathF.FusedMultiplyAdd(seen[x], share, row[x]);
            }
        }
    }

    private int PlaneAt(int x, int y) => _planeOfColour[_pattern[x, y]];

    /// <summary>Room for the work on a row.</summary>
    /// <param name="width">Its pixels.</param>
    internal sealed class Room(int width)
    {
        public float[] Seen { get; } = new float[width];

        public SlantedRow.Room OfRow { get; } = new(width);
    }
}
