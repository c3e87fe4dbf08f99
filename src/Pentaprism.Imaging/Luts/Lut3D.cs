using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pentaprism.Imaging;

/// <summary>A function of colours as a cube of nodes, interpolated in tetrahedra: greys between grey nodes stay grey.</summary>
/// <remarks>
/// The cell around a colour is cut into six tetrahedra that share the diagonal from its darkest corner to its brightest; the three fractions
/// in falling order are the way along three edges. Colours outside the cube are moved to its surface first.
/// </remarks>
public sealed class Lut3D
{
    // Four floats a node, red, green, blue and nothing, red fastest.
    private readonly float[] _nodes;
    private readonly int[] _corners;
    private readonly Vector128<float> _scale;
    private readonly Vector128<float> _offset;

    /// <summary>Makes a cube over colours from 0 to 1.</summary>
    /// <param name="size">Nodes along an edge, 2 to 256.</param>
    /// <param name="values">Red, green and blue of all nodes; red of the input runs fastest.</param>
    public Lut3D(int size, ReadOnlySpan<float> values)
        : this(size, values, default, Vector3d.One)
    {
    }

    /// <summary>Makes a cube.</summary>
    /// <param name="size">Nodes along an edge, 2 to 256.</param>
    /// <param name="values">Red, green and blue of all nodes; red of the input runs fastest.</param>
    /// <param name="first">Colour of the first node.</param>
    /// <param name="last">Colour of the last node, larger in each component.</param>
    /// <exception cref="ArgumentException">The number of values does not match the size, or the colours are not in order.</exception>
    public Lut3D(int size, ReadOnlySpan<float> values, Vector3d first, Vector3d last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 256);
        if (values.Length != size * size * size * 3)
        {
            throw new ArgumentException($"A cube of {size} nodes an edge has {size * size * size * 3} values, not {values.Length}.", nameof(values));
        }

        var extent = last - first;
        if (!(extent.Min > 0) || !double.IsFinite(extent.Max))
        {
            throw new ArgumentException($"The last colour ({last}) must be larger than the first ({first}) in each component.", nameof(last));
        }

        (Size, First, Last) = (size, first, last);
        _corners = CornersOfOrders(size);
        var scale = new Vector3d(size - 1, size - 1, size - 1) / extent;
        _scale = Vector128.Create((float)scale.X, (float)scale.Y, (float)scale.Z, 0);
        _offset = Vector128.Create((float)(-first.X * scale.X), (float)(-first.Y * scale.Y), (float)(-first.Z * scale.Z), 0);
        _nodes = new float[values.Length / 3 * 4];
        for (var i = 0; i < values.Length / 3; i++)
        {
            values.Slice(3 * i, 3).CopyTo(_nodes.AsSpan(4 * i));
        }
    }

    /// <summary>Gets the nodes along an edge.</summary>
    public int Size { get; }

    /// <summary>Gets the colour of the first node.</summary>
    public Vector3d First { get; }

    /// <summary>Gets the colour of the last node.</summary>
    public Vector3d Last { get; }

    /// <summary>Gets what a node holds.</summary>
    /// <param name="red">Index along red, 0 to <see cref="Size"/> − 1.</param>
    /// <param name="green">Index along green.</param>
    /// <param name="blue">Index along blue.</param>
    public Vector3d this[int red, int green, int blue]
    {
        get
        {
            var node = _nodes.AsSpan(4 * ((((blue * Size) + green) * Size) + red), 4);
            return new Vector3d(node[0], node[1], node[2]);
        }
    }

    /// <summary>Tabulates a function over colours from 0 to 1.</summary>
    /// <param name="size">Nodes along an edge, 2 to 256.</param>
    /// <param name="function">The function.</param>
    /// <returns>The cube.</returns>
    public static Lut3D Tabulate(int size, Func<Vector3d, Vector3d> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 256);
        var values = new float[size * size * size * 3];
        for (var i = 0; i < values.Length / 3; i++)
        {
            var colour = function(new Vector3d(i % size, i / size % size, i / size / size) * (1.0 / (size - 1)));
            (values[3 * i], values[(3 * i) + 1], values[(3 * i) + 2]) = ((float)colour.X, (float)colour.Y, (float)colour.Z);
        }

        return new Lut3D(size, values);
    }

    /// <summary>Looks a row of colours up, in place.</summary>
    /// <param name="red">Red of each colour; what is not a number counts as the smallest.</param>
    /// <param name="green">Green of each colour, as many.</param>
    /// <param name="blue">Blue of each colour, as many.</param>
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        if (green.Length != red.Length || blue.Length != red.Length)
        {
            throw new ArgumentException($"{red.Length} reds, {green.Length} greens and {blue.Length} blues make no row.", nameof(green));
        }

        ReadOnlySpan<float> nodes = _nodes;
        var (scale, offset, top) = (_scale, _offset, Vector128.Create((float)(Size - 1)));
        var lastCell = Vector128.Create(Size - 2);
        var steps = Vector128.Create(4, 4 * Size, 4 * Size * Size, 0);
        for (var x = 0; x < red.Length && x < green.Length && x < blue.Length; x++)
        {
            var place = Vector128.FusedMultiplyAdd(Vector128.Create(red[x], green[x], blue[x], 0), scale, offset);
            place = Vector128.ConditionalSelect(Vector128.GreaterThan(place, Vector128<float>.Zero), place, Vector128<float>.Zero);
            place = Vector128.ConditionalSelect(Vector128.LessThan(place, top), place, top);
            var cell = Vector128.Min(Vector128.ConvertToInt32(place), lastCell);
            var fraction = place - Vector128.ConvertToSingle(cell);
            var at = cell * steps;
            var colour = Interpolate(nodes[(at.GetElement(0) + at.GetElement(1) + at.GetElement(2))..], fraction);
            (red[x], green[x], blue[x]) = (colour.GetElement(0), colour.GetElement(1), colour.GetElement(2));
        }
    }

    // The colour's tetrahedron follows from three comparisons; there is no branch, since neighbouring colours of a picture share none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<float> Interpolate(ReadOnlySpan<float> cell, Vector128<float> fraction)
    {
        var r = Vector128.Shuffle(fraction, Vector128.Create(0, 0, 0, 0));
        var g = Vector128.Shuffle(fraction, Vector128.Create(1, 1, 1, 1));
        var b = Vector128.Shuffle(fraction, Vector128.Create(2, 2, 2, 2));
        var (larger, smaller) = (Vector128.MaxNative(r, g), Vector128.MinNative(r, g));
        var high = Vector128.MaxNative(larger, b);
        var low = Vector128.MinNative(smaller, b);
        var middle = Vector128.MaxNative(smaller, Vector128.MinNative(larger, b));

        // Bits of the order: r ≥ g, g ≥ b, r ≥ b.
        var order = (int)Vector128.GreaterThanOrEqual(
            Vector128.Shuffle(fraction, Vector128.Create(0, 1, 0, 3)), Vector128.Shuffle(fraction, Vector128.Create(1, 2, 2, 3))).ExtractMostSignificantBits() & 7;
        var corners = _corners.AsSpan(2 * order, 2);
        var sum = Vector128.Create(cell) * (Vector128<float>.One - high);
        sum = Vector128.FusedMultiplyAdd(Vector128.Create(cell.Slice(corners[0], 4)), high - middle, sum);
        sum = Vector128.FusedMultiplyAdd(Vector128.Create(cell.Slice(corners[1], 4)), middle - low, sum);
        return Vector128.FusedMultiplyAdd(Vector128.Create(cell.Slice(4 * (1 + Size + (Size * Size)), 4)), low, sum);
    }

    /// <summary>For each order of the fractions the second and the third corner of the way from the darkest to the brightest.</summary>
    private static int[] CornersOfOrders(int size)
    {
        var (stepR, stepG, stepB) = (4, 4 * size, 4 * size * size);
        var corners = new int[16];
        for (var order = 0; order < 8; order++)
        {
            var (redOverGreen, greenOverBlue, redOverBlue) = ((order & 1) != 0, (order & 2) != 0, (order & 4) != 0);
            var first = redOverGreen && redOverBlue ? stepR : greenOverBlue ? stepG : stepB;
            var last = !redOverGreen && !redOverBlue ? stepR : greenOverBlue ? stepB : stepG;
            corners[2 * order] = first;
            corners[(2 * order) + 1] = stepR + stepG + stepB - last;
        }

        return corners;
    }
}
