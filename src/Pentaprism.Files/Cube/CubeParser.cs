using System.Globalization;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Cube;

/// <summary>Reads the lines of a .cube file.</summary>
internal sealed class CubeParser
{
    private const int LargestCube = 256;
    private const int LargestCurve = 65536;
    private const double LargestDomain = 1e6;

    private readonly string _path;
    private readonly List<float> _values = [];
    private int _line;
    private string _title = "";
    private int _curveSize;
    private int _cubeSize;
    private Vector3d _first = new(0, 0, 0);
    private Vector3d _last = Vector3d.One;
    private (double First, double Last)? _curveRange;
    private (double First, double Last)? _cubeRange;

    private CubeParser(string path) => _path = path;

    private FilePlace Place => new(_path, $"line {_line}");

    private long NeededValues => 3 * (_curveSize + ((long)_cubeSize * _cubeSize * _cubeSize));

    /// <summary>Reads all lines.</summary>
    /// <param name="path">The file's name, for errors.</param>
    /// <param name="lines">Its lines.</param>
    /// <returns>The look.</returns>
    public static CubeFile Parse(string path, IEnumerable<string> lines)
    {
        var parser = new CubeParser(path);
        foreach (var line in lines)
        {
            parser._line++;
            parser.ReadLine(line.AsSpan().Trim());
        }

        return parser.Finish();
    }

    private void ReadLine(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] == '#')
        {
            return;
        }

        if (char.IsAsciiLetter(line[0]) && !line.StartsWith("nan", StringComparison.OrdinalIgnoreCase))
        {
            ReadKeyword(line);
        }
        else
        {
            ReadValues(line);
        }
    }

    private void ReadKeyword(ReadOnlySpan<char> line)
    {
        var end = line.IndexOfAny(' ', '\t');
        var keyword = end < 0 ? line : line[..end];
        var rest = end < 0 ? [] : line[end..].Trim();
        switch (keyword)
        {
            case "TITLE":
                _title = rest.Trim('"').ToString();
                break;
            case "LUT_1D_SIZE":
                _curveSize = Size(rest, LargestCurve);
                break;
            case "LUT_3D_SIZE":
                _cubeSize = Size(rest, LargestCube);
                break;
            case "DOMAIN_MIN":
                _first = Three(rest);
                break;
            case "DOMAIN_MAX":
                _last = Three(rest);
                break;
            case "LUT_1D_INPUT_RANGE":
                _curveRange = Range(rest);
                break;
            case "LUT_3D_INPUT_RANGE":
                _cubeRange = Range(rest);
                break;
            default:
                throw Place.Bad($"the keyword '{keyword}' is not known");
        }
    }

    private int Size(ReadOnlySpan<char> text, int largest)
    {
        if (_values.Count > 0)
        {
            throw Place.Bad("a size must stand before the values");
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= 2 && size <= largest
            ? size
            : throw Place.Bad($"the size '{text}' is not a number from 2 to {largest}");
    }

    private void ReadValues(ReadOnlySpan<char> line)
    {
        if (NeededValues == 0)
        {
            throw Place.Bad("values stand before LUT_1D_SIZE or LUT_3D_SIZE");
        }

        if (_values.Count >= NeededValues)
        {
            throw Place.Bad($"there are more than the {NeededValues / 3} lines of values that the size needs");
        }

        Span<float> values = stackalloc float[3];
        Numbers(line, values);
        _values.AddRange(values);
    }

    private Vector3d Three(ReadOnlySpan<char> text)
    {
        Span<float> values = stackalloc float[3];
        Numbers(text, values);
        return new Vector3d(values[0], values[1], values[2]);
    }

    private (double First, double Last) Range(ReadOnlySpan<char> text)
    {
        Span<float> values = stackalloc float[2];
        Numbers(text, values);
        return (values[0], values[1]);
    }

    private void Numbers(ReadOnlySpan<char> text, Span<float> values)
    {
        var count = 0;
        foreach (var range in text.SplitAny(' ', '\t'))
        {
            var part = text[range];
            if (part.IsEmpty)
            {
                continue;
            }

            if (count == values.Length
                || !float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out values[count])
                || !float.IsFinite(values[count]))
            {
                throw Place.Bad($"'{text}' is not {values.Length} numbers");
            }

            count++;
        }

        if (count < values.Length)
        {
            throw Place.Bad($"'{text}' is not {values.Length} numbers");
        }
    }

    private CubeFile Finish()
    {
        if (NeededValues == 0)
        {
            throw Place.Bad("there is neither LUT_1D_SIZE nor LUT_3D_SIZE: this is no .cube file");
        }

        if (_values.Count < NeededValues)
        {
            throw Place.Bad($"the file ends after {_values.Count / 3} lines of values; the size needs {NeededValues / 3}");
        }

        var (curveFirst, curveLast) = Domain(_curveRange);
        var (cubeFirst, cubeLast) = Domain(_cubeRange);
        var values = _values.ToArray();
        return new CubeFile
        {
            Title = _title,
            Curves = _curveSize == 0
                ? []
                : [Curve(values, 0, curveFirst, curveLast), Curve(values, 1, curveFirst, curveLast), Curve(values, 2, curveFirst, curveLast)],
            Cube = _cubeSize == 0 ? null : new Lut3D(_cubeSize, values.AsSpan(3 * _curveSize), cubeFirst, cubeLast),
        };
    }

    private (Vector3d First, Vector3d Last) Domain((double First, double Last)? range)
    {
        var (first, last) = range is { } r ? (Vector3d.One * r.First, Vector3d.One * r.Last) : (_first, _last);
        return (last - first).Min > 0 && first.Min > -LargestDomain && last.Max < LargestDomain
            ? (first, last)
            : throw Place.Bad($"the domain runs from {first.X}, {first.Y}, {first.Z} to {last.X}, {last.Y}, {last.Z}; it must rise");
    }

    private Lut1D Curve(float[] values, int colour, Vector3d first, Vector3d last)
    {
        var curve = new float[_curveSize];
        for (var i = 0; i < curve.Length; i++)
        {
            curve[i] = values[(3 * i) + colour];
        }

        return new Lut1D(curve, (float)first[colour], (float)last[colour]);
    }
}
