using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Sensors;

/// <summary>Reads a plane along a row that lies anywhere in it and is turned.</summary>
/// <remarks>
/// First along the plane's columns, where the row crosses them, then along the row. A sinc over sixteen samples keeps detail up to 0.42 cycles/pixel to
/// half a percent, wherever the row lies. Beside what is many times brighter, such as a lamp or a lit window, its rings would show: there one
/// over six takes its place, and no sample is less than half of the nearest one.
/// </remarks>
/// <param name="source">The plane.</param>
internal sealed class SlantedRow(Plane<float> source)
{
    private const int HalfWidth = 8;
    private const double Shape = 5;
    private const int HalfWidthBesideLamps = 3;
    private const double ShapeBesideLamps = 4;
    private const float LeastOfNearest = 0.5f;

    // How many times brighter something within the kernel's reach may be before rings would show, and when they surely do.
    private const float Harmless = 6;
    private const float Harmful = 12;

    // Columns whose weights lie on lines between those of the first and those behind the last, and pixels of the row that have the same: as many as
    // move less than this against the samples.
    private const int MostColumns = 32;
    private const int MostPixels = 64;
    private const double LineOfWeights = 1.0 / 16;
    private const double SameWeights = 1.0 / 1024;

    private static readonly LineKernel _sinc = new(HalfWidth, distance => WindowedSinc.At(distance, HalfWidth, Shape));
    private static readonly LineKernel _short = new(HalfWidthBesideLamps, distance => WindowedSinc.At(distance, HalfWidthBesideLamps, ShapeBesideLamps));

    /// <summary>Reads a row.</summary>
    /// <param name="x">Column of the first pixel's centre in the plane; centres of samples are at integer + 0.5.</param>
    /// <param name="y">Row of the first pixel's centre.</param>
    /// <param name="angle">By which the row is turned clockwise, radians: less than a quarter turn.</param>
    /// <param name="room">Room for the work.</param>
    /// <param name="row">Takes the pixels.</param>
    public void Read(double x, double y, double angle, Room room, Span<float> row)
    {
        // Turned, a row spans fewer columns than it has pixels.
        var (sine, cosine) = Math.SinCos(angle);
        var before = HalfWidth + (int)Math.Ceiling(row.Length * (1 - cosine));
        var columns = row.Length + before + HalfWidth + 2;

        // Farther out there is nothing but the border.
        x = Math.Clamp(x, before + 1.5 - columns, before + source.Width - 0.5);
        var crossing = new Crossing((int)Math.Floor(x - 0.5) - before, y - 0.5, sine / cosine, x);
        var first = x - 0.5 - crossing.Left;
        room.Sharp.Reserve(columns);
        Cross(_sinc, crossing, room.Sharp);
        Along(_sinc, room.Sharp.Samples, first, cosine, row);
        if (HasRings(room.Sharp, first, cosine, row.Length))
        {
            room.Short.Reserve(columns);
            Cross(_short, crossing, room.Short);
            Along(_short, room.Short.Samples, first, cosine, room.WithoutRings.AsSpan(0, row.Length));
            TakeBesideLamps(room.Sharp, room.WithoutRings, first, cosine, row);
        }
    }

    private void Cross(LineKernel kernel, Crossing crossing, CrossedColumns crossed)
    {
        var columns = Fewer(MostColumns, crossing.Slope, LineOfWeights);
        Span<float> weights = stackalloc float[kernel.Room];
        Span<float> slopes = stackalloc float[kernel.Room];
        Span<int> starts = stackalloc int[kernel.Taps];
        var (first, end) = (Math.Max(-crossing.Left, 0), Math.Min(source.Width - crossing.Left, crossed.Count));
        for (var start = first; start < end; start += columns)
        {
            var count = Math.Min(columns, end - start);
            var (place, next) = (crossing.At(start), crossing.At(start + columns));
            var before = (int)Math.Floor(0.5 * (place + next));
            kernel.Weights((float)(place - before), weights);
            kernel.Weights((float)(next - before), slopes);
            for (var tap = 0; tap < starts.Length; tap++)
            {
                slopes[tap] = (slopes[tap] - weights[tap]) / columns;
                starts[tap] = (Math.Clamp(before + tap + 1 - kernel.HalfWidth, 0, source.Height - 1) * source.Width) + crossing.Left + start;
            }

            var nearest = Math.Clamp((int)Math.Floor((0.5 * (place + next)) + 0.5), 0, source.Height - 1);
            source.Row(nearest).Slice(crossing.Left + start, count).CopyTo(crossed.Nearest[start..]);
            Sum(source.Samples, starts, weights, slopes, crossed.Samples.Slice(start, count), crossed.Brightest.Slice(start, count));
        }

        crossed.RepeatBorder(first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(ReadOnlySpan<float> samples, ReadOnlySpan<int> starts, ReadOnlySpan<float> weights, ReadOnlySpan<float> slopes, Span<float> sums, Span<float> brightest)
    {
        var x = 0;
        for (; x <= sums.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var column = Vector<float>.Indices + new Vector<float>(x);
            var (sum, most) = (Vector<float>.Zero, Vector<float>.Zero);
            for (var tap = 0; tap < starts.Length; tap++)
            {
                var sample = new Vector<float>(samples[(starts[tap] + x)..]);
                var weight = Vector.FusedMultiplyAdd(column, new Vector<float>(slopes[tap]), new Vector<float>(weights[tap]));
                sum = Vector.FusedMultiplyAdd(sample, weight, sum);
                most = Vector.Max(most, sample);
            }

            sum.CopyTo(sums[x..]);
            most.CopyTo(brightest[x..]);
        }

        for (; x < sums.Length; x++)
        {
            var (sum, most) = (0f, 0f);
            for (var tap = 0; tap < starts.Length; tap++)
            {
                var sample = samples[starts[tap] + x];
                sum = MathF.FusedMultiplyAdd(sample, MathF.FusedMultiplyAdd(x, slopes[tap], weights[tap]), sum);
                most = Math.Max(most, sample);
            }

            (sums[x], brightest[x]) = (sum, most);
        }
    }

    // The row's pixels lie nearly as far apart as columns do: many in a row have the same weights.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Along(LineKernel kernel, ReadOnlySpan<float> crossed, double first, double step, Span<float> row)
    {
        Span<float> room = stackalloc float[kernel.Room];
        ReadOnlySpan<float> weights = room[..kernel.Taps];
        var pixels = Fewer(MostPixels, step - 1, SameWeights);
        for (var start = 0; start < row.Length; start += pixels)
        {
            var output = row.Slice(start, Math.Min(pixels, row.Length - start));
            var place = PlaceOf(start, pixels, first, step);
            var before = (int)Math.Floor(place);
            kernel.Weights((float)(place - before), room);
            var input = crossed.Slice(start + before + 1 - kernel.HalfWidth, output.Length + weights.Length - 1);
            var x = 0;
            for (; x <= output.Length - Vector<float>.Count; x += Vector<float>.Count)
            {
                var sum = Vector<float>.Zero;
                for (var tap = 0; tap < weights.Length; tap++)
                {
                    sum = Vector.FusedMultiplyAdd(new Vector<float>(input[(x + tap)..]), new Vector<float>(weights[tap]), sum);
                }

                sum.CopyTo(output[x..]);
            }

            for (; x < output.Length; x++)
            {
                var sum = 0f;
                for (var tap = 0; tap < weights.Length; tap++)
                {
                    sum = MathF.FusedMultiplyAdd(input[x + tap], weights[tap], sum);
                }

                output[x] = sum;
            }
        }
    }

    // Leaves in each column the brightest of all that a pixel's kernel reaches which begins there.
    private static bool HasRings(CrossedColumns crossed, double first, double step, int length)
    {
        for (var reach = 1; reach < 2 * HalfWidth; reach *= 2)
        {
            var here = crossed.Brightest[..^reach];
            var behind = crossed.Brightest[reach..];
            var i = 0;
            for (; i <= here.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Max(new Vector<float>(here[i..]), new Vector<float>(behind[i..])).CopyTo(here[i..]);
            }

            for (; i < here.Length; i++)
            {
                here[i] = Math.Max(here[i], behind[i]);
            }
        }

        var pixels = Fewer(MostPixels, step - 1, SameWeights);
        for (var start = 0; start < length; start += pixels)
        {
            var place = PlaceOf(start, pixels, first, step);
            var nearest = crossed.Nearest.Slice(start + (int)Math.Floor(place + 0.5), Math.Min(pixels, length - start));
            var brightest = crossed.Brightest.Slice(start + (int)Math.Floor(place) + 1 - HalfWidth, nearest.Length);
            var i = 0;
            for (; i <= nearest.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                if (Vector.GreaterThanAny(new Vector<float>(brightest[i..]), Harmless * new Vector<float>(nearest[i..])))
                {
                    return true;
                }
            }

            for (; i < nearest.Length; i++)
            {
                if (brightest[i] > Harmless * nearest[i])
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void TakeBesideLamps(CrossedColumns crossed, ReadOnlySpan<float> withoutRings, double first, double step, Span<float> row)
    {
        var pixels = Fewer(MostPixels, step - 1, SameWeights);
        for (var start = 0; start < row.Length; start += pixels)
        {
            var output = row.Slice(start, Math.Min(pixels, row.Length - start));
            var place = PlaceOf(start, pixels, first, step);
            var without = withoutRings.Slice(start, output.Length);
            var nearest = crossed.Nearest.Slice(start + (int)Math.Floor(place + 0.5), output.Length);
            var brightest = crossed.Brightest.Slice(start + (int)Math.Floor(place) + 1 - HalfWidth, output.Length);
            for (var i = 0; i < output.Length; i++)
            {
                if (brightest[i] > Harmless * nearest[i])
                {
                    var share = Math.Min((brightest[i] - (Harmless * nearest[i])) / Math.Max((Harmful - Harmless) * nearest[i], float.Epsilon), 1);
                    output[i] = float.Lerp(output[i], Math.Max(without[i], LeastOfNearest * nearest[i]), share);
                }
            }
        }
    }

    // Where the middle one of some pixels lies among the crossed columns, less its number.
    private static double PlaceOf(int start, int pixels, double first, double step) => first + ((start + (0.5 * (pixels - 1))) * (step - 1));

    // Halves a count until so many steps are not more than a length.
    private static int Fewer(int count, double step, double most)
    {
        while (count > 1 && count * Math.Abs(step) > most)
        {
            count /= 2;
        }

        return count;
    }

    /// <summary>Where the columns are crossed, counted from one of the plane.</summary>
    private readonly record struct Crossing(int Left, double Y, double Slope, double X)
    {
        public double At(int column) => Y + ((Left + column + 0.5 - X) * Slope);
    }

    /// <summary>Room for the work on a row.</summary>
    /// <param name="width">Its pixels.</param>
    internal sealed class Room(int width)
    {
        public CrossedColumns Sharp { get; } = new();

        public CrossedColumns Short { get; } = new();

        public float[] WithoutRings { get; } = new float[width];
    }

    /// <summary>The columns that a row crosses: what is seen there, the nearest sample, and the brightest that the kernel reaches.</summary>
    internal sealed class CrossedColumns
    {
        private float[] _samples = [];
        private float[] _nearest = [];
        private float[] _brightest = [];

        public int Count { get; private set; }

        public Span<float> Samples => _samples.AsSpan(0, Count);

        public Span<float> Nearest => _nearest.AsSpan(0, Count);

        public Span<float> Brightest => _brightest.AsSpan(0, Count);

        public void Reserve(int columns)
        {
            Count = columns;
            if (_samples.Length < columns)
            {
                (_samples, _nearest, _brightest) = (new float[columns], new float[columns], new float[columns]);
            }
        }

        public void RepeatBorder(int first, int end)
        {
            foreach (var line in new[] { _samples, _nearest, _brightest })
            {
                line.AsSpan(0, first).Fill(line[first]);
                line.AsSpan(end, Count - end).Fill(line[end - 1]);
            }
        }
    }
}
