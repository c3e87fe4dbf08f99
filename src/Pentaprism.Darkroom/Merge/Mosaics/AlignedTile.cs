using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>A frame as the reference's own sites would have seen it, for one tile of the reference.</summary>
/// <remarks>
/// <para>
/// Planes of one Bayer colour are aliased, and a mean of shifted aliases is a blur; so the frame is read from green, interpolated by the
/// cubic of Catmull and Rom, plus at red and blue sites the colour difference, interpolated linearly. A frame that moved by whole pairs of
/// samples, or not at all, comes back exactly.
/// </para>
/// <para>
/// Motion is followed sample by sample: within blocks of 16 × 8 it is linear. Samples are white-balanced and lie as in
/// <see cref="FrameWindow"/>: even columns of a row before odd ones.
/// </para>
/// </remarks>
internal sealed class AlignedTile
{
    /// <summary>Columns of a tile.</summary>
    public const int Width = 256;

    /// <summary>Rows of a tile.</summary>
    public const int Height = 64;

    private const int BlockWidth = 16;
    private const int BlockHeight = 8;
    private const int Lanes = 8;
    private const int Reach = 6;
    private const int LargestWindow = 1 << 20;

    private readonly FrameWindow _window;
    private readonly float[] _samples = new float[Width * Height];
    private readonly float[] _shown = new float[Width * Height];
    private readonly (int Width, int Height) _frame;
    private readonly (double X, double Y)[] _corners = new (double X, double Y)[((Width / BlockWidth) + 1) * ((Height / BlockHeight) + 1)];

    /// <summary>Makes scratch for tiles.</summary>
    /// <param name="store">The frames.</param>
    /// <param name="whiteBalance">Factors of red, green and blue that make grey equal.</param>
    public AlignedTile(FrameStore store, Vector3d whiteBalance)
    {
        _window = new FrameWindow(store, whiteBalance);
        _frame = (store.Width, store.Height);
    }

    /// <summary>Gets a value indicating whether the frame shows all sites of the tile.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Gets 1 for each site that the frame shows and 0 for those beyond its border, where it does not show them all.</summary>
    public ReadOnlySpan<float> Shown => _shown;

    /// <summary>Gets the samples, row after row, <see cref="Width"/> of them in each whatever the tile's width.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>Tells the factor of the white balance at a site.</summary>
    public float Balance(int x, int y) => _window.Balance(x, y);

    /// <summary>Brings a frame to the sites of a tile.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="tile">The tile: even in place, no larger than <see cref="Width"/> × <see cref="Height"/>.</param>
    /// <returns>False when its motion tears the tile apart so far that it means nothing.</returns>
    public bool Load(MergeFrame frame, PixelRectangle tile)
    {
        var (columns, rows) = ((tile.Width + BlockWidth - 1) / BlockWidth, (tile.Height + BlockHeight - 1) / BlockHeight);
        if (FindWindow(frame, tile, columns, rows) is not { } area)
        {
            return false;
        }

        _window.Read(frame.Index, frame.Gain, area);
        IsWhole = area.Left + Reach >= 0 && area.Top + Reach >= 0 && area.Right - Reach <= _frame.Width && area.Bottom - Reach <= _frame.Height;
        if (!IsWhole)
        {
            FindShown(columns, rows);
        }

        if (IsWholePairs(columns, rows))
        {
            Copy(columns, rows);
            return true;
        }

        _window.PartColours();
        for (var j = 0; j < rows; j++)
        {
            for (var i = 0; i < columns; i++)
            {
                Resample(MotionOf(i, j, columns), (i * BlockWidth, j * BlockHeight));
            }
        }

        return true;
    }

    private PixelRectangle? FindWindow(MergeFrame frame, PixelRectangle tile, int columns, int rows)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        var corners = _corners.AsSpan(0, (columns + 1) * (rows + 1));
        for (var k = 0; k < corners.Length; k++)
        {
            var (i, j) = (k % (columns + 1), k / (columns + 1));
            var (x, y) = corners[k] = frame.Motion.Map(tile.Left + (i * BlockWidth), tile.Top + (j * BlockHeight));
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        if (!(Math.Abs(left) < LargestWindow && Math.Abs(top) < LargestWindow && (right - left) * (bottom - top) < LargestWindow))
        {
            return null;
        }

        var (firstX, firstY) = (((int)Math.Floor(left) - Reach) & ~1, ((int)Math.Floor(top) - Reach) & ~1);
        var (lastX, lastY) = (((int)Math.Ceiling(right) + Reach + 1) & ~1, (int)Math.Ceiling(bottom) + Reach);
        return new PixelRectangle(firstX, firstY, lastX - firstX, lastY - firstY);
    }

    private BlockMotion MotionOf(int i, int j, int columns)
    {
        var at = (j * (columns + 1)) + i;
        var (first, right, below) = (_corners[at], _corners[at + 1], _corners[at + columns + 1]);
        return new BlockMotion(
            first.X - _window.Origin.Left,
            first.Y - _window.Origin.Top,
            ((right.X - first.X) / BlockWidth, (right.Y - first.Y) / BlockWidth),
            ((below.X - first.X) / BlockHeight, (below.Y - first.Y) / BlockHeight));
    }

    private void FindShown(int columns, int rows)
    {
        // Half a sample of tolerance: beyond the outermost samples' centres the picture goes on as far as their sides.
        var (right, bottom) = (_frame.Width - 0.5, _frame.Height - 0.5);
        for (var k = 0; k < columns * rows; k++)
        {
            var (i, j) = (k % columns, k / columns);
            var motion = MotionOf(i, j, columns);
            for (var site = 0; site < BlockWidth * BlockHeight; site++)
            {
                var (x, y) = (site % BlockWidth, site / BlockWidth);
                var place = motion.At(x, y);
                var (frameX, frameY) = (place.X + _window.Origin.Left, place.Y + _window.Origin.Top);
                var at = (((j * BlockHeight) + y) * Width) + ((x & 1) * Width / 2) + (((i * BlockWidth) + x) / 2);
                _shown[at] = frameX >= -0.5 && frameY >= -0.5 && frameX <= right && frameY <= bottom ? 1 : 0;
            }
        }
    }

    // Every corner moved alike, and by an even number of samples each way.
    private bool IsWholePairs(int columns, int rows)
    {
        var (x, y) = (_corners[0].X - _window.Origin.Left, _corners[0].Y - _window.Origin.Top);
        if (x % 2 != 0 || y % 2 != 0)
        {
            return false;
        }

        for (var k = 1; k < (columns + 1) * (rows + 1); k++)
        {
            var (i, j) = (k % (columns + 1), k / (columns + 1));
            if (_corners[k] != (_corners[0].X + (i * BlockWidth), _corners[0].Y + (j * BlockHeight)))
            {
                return false;
            }
        }

        return true;
    }

    private void Copy(int columns, int rows)
    {
        var (x, y) = ((int)_corners[0].X - _window.Origin.Left, (int)_corners[0].Y - _window.Origin.Top);
        var count = columns * BlockWidth / 2;
        for (var row = 0; row < rows * BlockHeight; row++)
        {
            var from = ((y + row) * _window.Stride) + (x / 2);
            _window.Raw.Slice(from, count).CopyTo(_samples.AsSpan(row * Width));
            _window.Raw.Slice(from + (_window.Stride / 2), count).CopyTo(_samples.AsSpan((row * Width) + (Width / 2)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Resample(BlockMotion motion, (int X, int Y) place)
    {
        for (var y = 0; y < BlockHeight; y++)
        {
            var colourColumn = _window.ColourColumn(place.Y + y);
            for (var column = 0; column < 2; column++)
            {
                var output = _samples.AsSpan(((place.Y + y) * Width) + (column * Width / 2) + (place.X / 2), Lanes);
                if (motion.TryPlace(column, y, out var eight) && Fits(eight))
                {
                    var sample = Green(eight);
                    if (column == colourColumn)
                    {
                        sample += Difference(eight, column, place.Y + y);
                    }

                    sample.CopyTo(output);
                }
                else
                {
                    OneByOne(motion, (column, y), column == colourColumn ? place.Y + y : -1, output);
                }
            }
        }
    }

    private bool Fits(in EightPlaces eight) =>
        eight.X >= 3 && eight.Y >= 3 && eight.X + (2 * Lanes) + 2 < _window.Width && eight.Y + 4 < _window.Height;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Green(in EightPlaces eight)
    {
        var (a0, a1, a2, a3) = CubicWeights(eight.FractionX);
        var (d0, d1, d2, d3) = CubicWeights(eight.FractionY);
        var half = _window.Stride / 2;
        var left = eight.X - 1;
        var before = ((left & 1) * half) + (left >> 1);
        var behind = ((1 - (left & 1)) * half) + ((left + 1) >> 1);
        var row = _window.Green[((eight.Y - 1) * _window.Stride)..];
        var sum = d0 * Across(row, before, behind, a0, a1, a2, a3);
        sum = Vector256.FusedMultiplyAdd(d1, Across(row[_window.Stride..], before, behind, a0, a1, a2, a3), sum);
        sum = Vector256.FusedMultiplyAdd(d2, Across(row[(2 * _window.Stride)..], before, behind, a0, a1, a2, a3), sum);
        return Vector256.FusedMultiplyAdd(d3, Across(row[(3 * _window.Stride)..], before, behind, a0, a1, a2, a3), sum);
    }

    // Four neighbouring samples of each lane: first and third lie in one half of the row, second and fourth in the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Across(
        ReadOnlySpan<float> row, int before, int behind, Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3)
    {
        var first = row.Slice(before, Lanes + 1);
        var second = row.Slice(behind, Lanes + 1);
        var sum = Vector256.Create(first) * a0;
        var other = Vector256.Create(second) * a1;
        sum = Vector256.FusedMultiplyAdd(Vector256.Create(first[1..]), a2, sum);
        other = Vector256.FusedMultiplyAdd(Vector256.Create(second[1..]), a3, other);
        return sum + other;
    }

    // The differences of a colour lie two samples apart each way: half the place, counted from the colour's first site.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Difference(in EightPlaces eight, int column, int row)
    {
        var half = _window.Stride / 2;
        var (wholeX, wholeY) = ((eight.X - column) >> 1, (eight.Y - (row & 1)) >> 1);
        var shareX = (eight.FractionX + Vector256.Create((float)(eight.X - column - (2 * wholeX)))) * 0.5f;
        var shareY = (eight.FractionY + Vector256.Create((float)(eight.Y - (row & 1) - (2 * wholeY)))) * 0.5f;
        var upper = _window.Difference.Slice((((2 * wholeY) + (row & 1)) * half) + wholeX, (2 * half) + Lanes + 1);
        var lower = upper[(2 * half)..];
        var a = Mix(Vector256.Create(upper), Vector256.Create(upper[1..]), shareX);
        var b = Mix(Vector256.Create(lower), Vector256.Create(lower[1..]), shareX);
        return Mix(a, b, shareY);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Mix(Vector256<float> a, Vector256<float> b, Vector256<float> share) =>
        Vector256.FusedMultiplyAdd(share, b - a, a);

    // ½ f (−1 + 2f − f²), ½ (2 − 5f² + 3f³), ½ f (1 + 4f − 3f²), ½ f² (f − 1)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> A, Vector256<float> B, Vector256<float> C, Vector256<float> D) CubicWeights(Vector256<float> f)
    {
        var squared = f * f;
        var halfCubed = squared * f * 0.5f;
        var last = halfCubed - (squared * 0.5f);
        var first = squared - halfCubed - (f * 0.5f);
        var second = Vector256.FusedMultiplyAdd(halfCubed, Vector256.Create(3f), Vector256.FusedMultiplyAdd(squared, Vector256.Create(-2.5f), Vector256.Create(1f)));
        return (first, second, Vector256.Create(1f) - first - second - last, last);
    }

    // Where the lanes part ways: a sample at a time, kept within the window.
    private void OneByOne(BlockMotion motion, (int X, int Y) site, int colourRow, Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var (x, y) = motion.At(site.X + (2 * i), site.Y);
            x = Math.Clamp(x, 4, _window.Width - 6);
            y = Math.Clamp(y, 4, _window.Height - 6);
            output[i] = GreenAt(x, y) + (colourRow < 0 ? 0 : DifferenceAt(x, y, site.X, colourRow & 1));
        }
    }

    private float GreenAt(double x, double y)
    {
        var (wholeX, wholeY) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var across = CubicWeights(Vector256.Create((float)(x - wholeX)));
        var down = CubicWeights(Vector256.Create((float)(y - wholeY)));
        ReadOnlySpan<float> a = [across.A[0], across.B[0], across.C[0], across.D[0]];
        ReadOnlySpan<float> d = [down.A[0], down.B[0], down.C[0], down.D[0]];
        var sum = 0f;
        for (var v = 0; v < 4; v++)
        {
            var row = _window.Green.Slice((wholeY - 1 + v) * _window.Stride, _window.Stride);
            for (var u = 0; u < 4; u++)
            {
                var column = wholeX - 1 + u;
                sum += d[v] * a[u] * row[((column & 1) * _window.Stride / 2) + (column >> 1)];
            }
        }

        return sum;
    }

    private float DifferenceAt(double x, double y, int column, int row)
    {
        var half = _window.Stride / 2;
        var (placeX, placeY) = ((x - column) / 2, (y - row) / 2);
        var (wholeX, wholeY) = ((int)Math.Floor(placeX), (int)Math.Floor(placeY));
        var (shareX, shareY) = ((float)(placeX - wholeX), (float)(placeY - wholeY));
        var upper = _window.Difference[((((2 * wholeY) + row) * half) + wholeX)..];
        var lower = upper[(2 * half)..];
        var (a, b) = (upper[0] + (shareX * (upper[1] - upper[0])), lower[0] + (shareX * (lower[1] - lower[0])));
        return a + (shareY * (b - a));
    }
}
