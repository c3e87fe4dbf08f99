using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>A rectangle of one frame, made ready to be read between its samples: green everywhere, and what red and blue have more than it.</summary>
/// <remarks>
/// <para>
/// Samples are white-balanced. Green at red and blue sites follows from its four neighbours and from the curvature of the site's own colour
/// (Malvar, He and Cutler, "High-quality linear interpolation for demosaicing", 2004); the differences red − green and blue − green are
/// smooth and stay on their own sites.
/// </para>
/// <para>
/// Even and odd columns of a row lie apart, so that every second sample of a row is a stretch of memory: even column 2 i of row y at
/// y · <see cref="Stride"/> + i, odd column 2 i + 1 half a stride behind it.
/// </para>
/// </remarks>
internal sealed class FrameWindow
{
    private const int Lanes = 8;

    private readonly FrameStore _store;
    private readonly CfaPattern _cfa;
    private readonly Vector3d _whiteBalance;
    private float[] _line = [];
    private float[] _raw = [];
    private float[] _green = [];
    private float[] _difference = [];

    public FrameWindow(FrameStore store, Vector3d whiteBalance)
    {
        _store = store;
        _cfa = store.Cfa ?? throw new ArgumentException("Only mosaics merge into a mosaic.", nameof(store));
        if (!_cfa.IsBayer && !_cfa.IsMonochrome)
        {
            throw new ArgumentException($"A mosaic of {_cfa} does not merge into a mosaic; Bayer patterns do.", nameof(store));
        }

        _whiteBalance = whiteBalance;
    }

    /// <summary>Gets the place of the first sample in the frame; both even.</summary>
    public (int Left, int Top) Origin { get; private set; }

    /// <summary>Gets the number of rows.</summary>
    public int Height { get; private set; }

    /// <summary>Gets the number of columns.</summary>
    public int Width { get; private set; }

    /// <summary>Gets the samples from one row to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>Gets green at every sample; of a sensor without colours, its samples.</summary>
    public ReadOnlySpan<float> Green => _cfa.IsMonochrome ? _raw : _green;

    /// <summary>Gets red or blue minus green: of row y, from y · <see cref="Stride"/> / 2 on, one for each pair of columns.</summary>
    public ReadOnlySpan<float> Difference => _difference;

    /// <summary>Gets the samples themselves, in the layout of <see cref="Green"/>.</summary>
    public ReadOnlySpan<float> Raw => _raw;

    /// <summary>Tells the factor of the white balance at a site.</summary>
    public float Balance(int x, int y) => (float)_whiteBalance[_cfa.IsMonochrome ? CfaPattern.Green : _cfa[x, y]];

    /// <summary>Tells in which column of a pair the red or blue site of a row lies; −1 without colours.</summary>
    public int ColourColumn(int y) => _cfa.IsMonochrome ? -1 : _cfa[0, y] == CfaPattern.Green ? 1 : 0;

    /// <summary>Reads a rectangle.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="gain">Factor of its samples.</param>
    /// <param name="area">The rectangle; even in place and width, may stick out.</param>
    public void Read(int frame, double gain, PixelRectangle area)
    {
        (Origin, Width, Height) = ((area.Left, area.Top), area.Width, area.Height);
        Stride = 2 * ((area.Width / 2) + Lanes);
        Fit(ref _line, area.Width);
        Fit(ref _raw, Stride * area.Height);
        for (var y = 0; y < area.Height; y++)
        {
            _store.Read(frame, 0, area.Left, area.Top + y, area.Width, 1, _line, area.Width);
            var even = _raw.AsSpan(y * Stride, area.Width / 2);
            var odd = _raw.AsSpan((y * Stride) + (Stride / 2), area.Width / 2);
            Interleaving.Split(_line.AsSpan(0, area.Width), even, odd);
            Scale(even, Balance(0, y) * (float)gain);
            Scale(odd, Balance(1, y) * (float)gain);
        }
    }

    /// <summary>Finds green and the differences of what was read; the outermost two rows and pairs of columns stay without.</summary>
    public void PartColours()
    {
        if (_cfa.IsMonochrome)
        {
            return;
        }

        Fit(ref _green, Stride * Height);
        Fit(ref _difference, Stride * Height / 2);
        var half = Stride / 2;
        for (var y = 2; y < Height - 2; y++)
        {
            var column = ColourColumn(y);
            var (own, other) = ((y * Stride) + (column * half), (y * Stride) + ((1 - column) * half));
            _raw.AsSpan(other, half).CopyTo(_green.AsSpan(other, half));
            var count = half - 2;
            GreenAtColour(
                new Cross(
                    _raw.AsSpan(own - (2 * Stride), half).Slice(1, count),
                    _raw.AsSpan(own - Stride, half).Slice(1, count),
                    _raw.AsSpan(own, half),
                    _raw.AsSpan(other + column, half - 1),
                    _raw.AsSpan(own + Stride, half).Slice(1, count),
                    _raw.AsSpan(own + (2 * Stride), half).Slice(1, count)),
                _green.AsSpan(own + 1, count),
                _difference.AsSpan((y * half) + 1, count));
        }
    }

    private static void Fit(ref float[] array, int length)
    {
        if (array.Length < length)
        {
            array = new float[length + (length / 4)];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Span<float> row, float factor)
    {
        var x = 0;
        for (; x <= row.Length - Lanes; x += Lanes)
        {
            var place = row.Slice(x, Lanes);
            (Vector256.Create<float>(place) * factor).CopyTo(place);
        }

        for (; x < row.Length; x++)
        {
            row[x] *= factor;
        }
    }

    // Green = ¼ (N + S + W + E) + ⅛ (4 C − NN − SS − WW − EE), where the double letters are the site's own colour two samples away.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GreenAtColour(Cross cross, Span<float> green, Span<float> difference)
    {
        var count = green.Length;
        var own = cross.Own;
        var sides = cross.Sides;
        var i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            var centre = Vector256.Create(own.Slice(i + 1, Lanes));
            var near = Vector256.Create(cross.North.Slice(i, Lanes)) + Vector256.Create(cross.South.Slice(i, Lanes))
                + (Vector256.Create(sides.Slice(i, Lanes)) + Vector256.Create(sides.Slice(i + 1, Lanes)));
            var far = Vector256.Create(cross.FarNorth.Slice(i, Lanes)) + Vector256.Create(cross.FarSouth.Slice(i, Lanes))
                + (Vector256.Create(own.Slice(i, Lanes)) + Vector256.Create(own.Slice(i + 2, Lanes)));
            var bend = Vector256.FusedMultiplyAdd(centre, Vector256.Create(4f), -far);
            var found = Vector256.FusedMultiplyAdd(bend, Vector256.Create(0.125f), near * 0.25f);
            found.CopyTo(green.Slice(i, Lanes));
            (centre - found).CopyTo(difference.Slice(i, Lanes));
        }

        for (; i < count; i++)
        {
            var near = cross.North[i] + cross.South[i] + (sides[i] + sides[i + 1]);
            var far = cross.FarNorth[i] + cross.FarSouth[i] + (own[i] + own[i + 2]);
            green[i] = MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(own[i + 1], 4, -far), 0.125f, near * 0.25f);
            difference[i] = own[i + 1] - green[i];
        }
    }

    /// <summary>The samples around red or blue sites of one row: those above and below at the same index, the row's own one index further.</summary>
    private readonly ref struct Cross(
        ReadOnlySpan<float> farNorth,
        ReadOnlySpan<float> north,
        ReadOnlySpan<float> own,
        ReadOnlySpan<float> sides,
        ReadOnlySpan<float> south,
        ReadOnlySpan<float> farSouth)
    {
        public readonly ReadOnlySpan<float> FarNorth = farNorth;
        public readonly ReadOnlySpan<float> North = north;
        public readonly ReadOnlySpan<float> Own = own;
        public readonly ReadOnlySpan<float> Sides = sides;
        public readonly ReadOnlySpan<float> South = south;
        public readonly ReadOnlySpan<float> FarSouth = farSouth;
    }
}
