using System.Numerics;

namespace Pentaprism.Files.Png;

/// <summary>The row filters of PNG: each turns a row into differences that compress better.</summary>
/// <remarks>
/// Source: PNG specification (ISO/IEC 15948), 9.2, and its advice in 12.8 to take the filter whose output, as signed bytes, has the least
/// sum of magnitudes. None is left out: it wins on drawings with few colours, not on photographs.
/// </remarks>
internal static class PngFilters
{
    private const int Sub = 1;
    private const int Up = 2;
    private const int Average = 3;
    private const int Paeth = 4;

    /// <summary>Filters a row with the filter that suits it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above; zeros above the first.</param>
    /// <param name="step">Bytes of a pixel.</param>
    /// <param name="scratch">Room for a row.</param>
    /// <param name="target">Takes the filter's number and the filtered row.</param>
    public static void Apply(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> scratch, Span<byte> target)
    {
        var best = long.MaxValue;
        for (var filter = Sub; filter <= Paeth; filter++)
        {
            Filter(filter, row, above, step, scratch);
            var cost = Cost(scratch);
            if (cost < best)
            {
                best = cost;
                target[0] = (byte)filter;
                scratch.CopyTo(target[1..]);
            }
        }
    }

    /// <summary>Undoes a filter in place.</summary>
    /// <param name="filter">Its number, 0 to 4.</param>
    /// <param name="row">The filtered row; becomes the row.</param>
    /// <param name="above">The row above, not filtered; zeros above the first.</param>
    /// <param name="step">Bytes of a pixel.</param>
    /// <exception cref="InvalidDataException">There is no such filter.</exception>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        if (filter is < 0 or > Paeth)
        {
            throw new InvalidDataException($"There is no filter {filter}.");
        }

        for (var i = 0; i < row.Length && filter > 0; i++)
        {
            int left = i < step ? 0 : row[i - step], aboveLeft = i < step ? 0 : above[i - step];
            row[i] += (byte)(filter switch
            {
                Sub => left,
                Up => above[i],
                Average => (left + above[i]) >> 1,
                _ => Nearest(left, above[i], aboveLeft),
            });
        }
    }

    // Paeth's predictor: which of the three is nearest to left + above − above left.
    private static int Nearest(int left, int above, int aboveLeft)
    {
        var (toLeft, toAbove) = (Math.Abs(above - aboveLeft), Math.Abs(left - aboveLeft));
        var toDiagonal = Math.Abs(left + above - (2 * aboveLeft));
        return toLeft <= toAbove && toLeft <= toDiagonal ? left : toAbove <= toDiagonal ? above : aboveLeft;
    }

    private static void Filter(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> target)
    {
        // The first pixel has nothing on its left: a and c of the specification are 0.
        for (var i = 0; i < step; i++)
        {
            target[i] = (byte)(row[i] - (filter == Sub ? 0 : filter == Average ? above[i] >> 1 : above[i]));
        }

        var left = row[..^step];
        var aboveLeft = above[..^step];
        row = row[step..];
        above = above[step..];
        target = target[step..];
        switch (filter)
        {
            case Sub:
                Subtract(row, left, target);
                break;
            case Up:
                Subtract(row, above, target);
                break;
            case Average:
                SubtractAverage(row, left, above, target);
                break;
            default:
                SubtractPaeth(row, left, above, aboveLeft, target);
                break;
        }
    }

    private static void Subtract(ReadOnlySpan<byte> row, ReadOnlySpan<byte> other, Span<byte> target)
    {
        var n = Vector<byte>.Count;
        var x = 0;
        for (; x <= target.Length - n; x += n)
        {
            (new Vector<byte>(row.Slice(x, n)) - new Vector<byte>(other.Slice(x, n))).CopyTo(target.Slice(x, n));
        }

        for (; x < target.Length; x++)
        {
            target[x] = (byte)(row[x] - other[x]);
        }
    }

    // floor((a + b) / 2) without a ninth bit: (a & b) + ((a ^ b) >> 1).
    private static void SubtractAverage(ReadOnlySpan<byte> row, ReadOnlySpan<byte> left, ReadOnlySpan<byte> above, Span<byte> target)
    {
        var n = Vector<byte>.Count;
        var x = 0;
        for (; x <= target.Length - n; x += n)
        {
            var a = new Vector<byte>(left.Slice(x, n));
            var b = new Vector<byte>(above.Slice(x, n));
            var mean = (a & b) + ((a ^ b) >> 1);
            (new Vector<byte>(row.Slice(x, n)) - mean).CopyTo(target.Slice(x, n));
        }

        for (; x < target.Length; x++)
        {
            target[x] = (byte)(row[x] - ((left[x] + above[x]) >> 1));
        }
    }

    // With p = a + b − c: |p − a| = |b − c|, |p − b| = |a − c|, |p − c| = |(b − c) + (a − c)|; ties go to a, then to b.
    private static void SubtractPaeth(
        ReadOnlySpan<byte> row, ReadOnlySpan<byte> left, ReadOnlySpan<byte> above, ReadOnlySpan<byte> aboveLeft, Span<byte> target)
    {
        var n = Vector<byte>.Count;
        var x = 0;
        for (; x <= target.Length - n; x += n)
        {
            var (a, b, c) = (new Vector<byte>(left.Slice(x, n)), new Vector<byte>(above.Slice(x, n)), new Vector<byte>(aboveLeft.Slice(x, n)));
            Vector.Widen(a, out var a0, out var a1);
            Vector.Widen(b, out var b0, out var b1);
            Vector.Widen(c, out var c0, out var c1);
            var best = Vector.Narrow(Predict(a0, b0, c0), Predict(a1, b1, c1));
            (new Vector<byte>(row.Slice(x, n)) - best).CopyTo(target.Slice(x, n));
        }

        for (; x < target.Length; x++)
        {
            var (byLeft, byAbove) = (above[x] - aboveLeft[x], left[x] - aboveLeft[x]);
            var (pa, pb, pc) = (Math.Abs(byLeft), Math.Abs(byAbove), Math.Abs(byLeft + byAbove));
            target[x] = (byte)(row[x] - (pa <= pb && pa <= pc ? left[x] : pb <= pc ? above[x] : aboveLeft[x]));
        }
    }

    private static Vector<ushort> Predict(Vector<ushort> left, Vector<ushort> above, Vector<ushort> aboveLeft)
    {
        var (a, b, c) = (Vector.AsVectorInt16(left), Vector.AsVectorInt16(above), Vector.AsVectorInt16(aboveLeft));
        var (pa, pb, pc) = (Vector.Abs(b - c), Vector.Abs(a - c), Vector.Abs(b - c + (a - c)));
        var takesLeft = Vector.LessThanOrEqual(pa, pb) & Vector.LessThanOrEqual(pa, pc);
        return Vector.AsVectorUInt16(Vector.ConditionalSelect(takesLeft, a, Vector.ConditionalSelect(Vector.LessThanOrEqual(pb, pc), b, c)));
    }

    // Sum of magnitudes of the bytes taken as signed: min(v, 256 − v).
    private static long Cost(ReadOnlySpan<byte> filtered)
    {
        var n = Vector<byte>.Count;
        var x = 0;
        var sum = 0L;
        while (x <= filtered.Length - n)
        {
            // 128 vectors of magnitudes up to 128, two to a lane, stay below 2¹⁶.
            var lanes = Vector<ushort>.Zero;
            for (var i = 0; i < 128 && x <= filtered.Length - n; i++, x += n)
            {
                var value = new Vector<byte>(filtered.Slice(x, n));
                Vector.Widen(Vector.Min(value, Vector<byte>.Zero - value), out var low, out var high);
                lanes += low + high;
            }

            Vector.Widen(lanes, out var even, out var odd);
            sum += Vector.Sum(even + odd);
        }

        for (; x < filtered.Length; x++)
        {
            sum += Math.Min(filtered[x], 256 - filtered[x]);
        }

        return sum;
    }
}
