using System.Numerics;
using Pentaprism.Darkroom.Defects;
using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Finds bad photosites by all frames of a burst together and fills them in, in every frame.</summary>
/// <remarks>
/// <para>
/// A defect stays in its place on the sensor while the hand moves the scene: in the mean of the frames, not aligned, noise falls by the
/// root of their number and detail is smeared, and defects stand alone as <see cref="HotPixels"/> wants it. What stands out must besides
/// do so in nearly every single frame: a star that was here once does not.
/// </para>
/// <para>
/// The surroundings need then not be as calm as a single picture asks: that the excess stays while the scene goes by is the better proof.
/// Where the scene did not move, stars and glints lie still in the mean too: there a photosite must stand out of the noise of one frame
/// and alone, as in a single picture; the mean only makes the judgement of its surroundings surer.
/// </para>
/// </remarks>
internal static class BurstDefects
{
    // More frames make no surer judgement, only a longer one.
    private const int MostFrames = 12;

    // Frames of another exposure have other defects: dark current grows with time.
    private const double SameExposure = 1.05;

    // Of the mean's excess, each frame must show this share, less what noise may take from it, but for one frame in five.
    private const double LeastShare = 0.4;
    private const double NoiseAllowance = 2.5;
    private const int FramesForOneMiss = 5;

    // In how many frames of a moving scene the excess can prove itself, and by how many of its standard errors it must.
    private const int LeastFrames = 4;
    private const double LeastConstancy = 6;

    // What is asked of the surroundings then: detail that was smeared is still there a little, and lines along the motion are whole.
    private const double MovedMargin = 0.03;
    private const double MovedSupport = 0.8;
    private const double MovedContrast = 1.2;

    // More than this share of the sensor is not bad: then it is the noise model that is wrong.
    private const double MostDefects = 0.005;
    private const int Reach = 4;
    private const int Window = (2 * Reach) + 2;

    /// <summary>Repairs all frames of a mosaic burst; pictures of three colours are left alone.</summary>
    /// <param name="frames">The frames; only defects are changed.</param>
    /// <param name="options">What counts as a defect.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>How many photosites were filled in.</returns>
    public static int Repair(FrameStore frames, DefectOptions options, ProcessingContext context)
    {
        if (frames.Cfa is null)
        {
            return 0;
        }

        context.Progress?.Report("Defects");
        var count = 0;
        foreach (var group in Enumerable.Range(0, frames.Count).GroupBy(frame => Math.Round(Math.Log(frames[frame].Exposure) / Math.Log(SameExposure))))
        {
            int[] numbers = [.. group];
            var places = Find(frames, numbers, options, context);
            count = Math.Max(count, places.Count);
            Fill(frames, numbers, places, context);
        }

        return count;
    }

    /// <summary>Finds the defects of frames of one exposure.</summary>
    /// <param name="frames">The store.</param>
    /// <param name="numbers">The frames.</param>
    /// <param name="options">What counts as a defect.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>Row × width + column of each.</returns>
    internal static HashSet<int> Find(FrameStore frames, IReadOnlyList<int> numbers, DefectOptions options, ProcessingContext context)
    {
        var count = Math.Min(numbers.Count, MostFrames);
        int[] chosen = [.. Enumerable.Range(0, count).Select(i => numbers[i * numbers.Count / count])];
        var noise = frames[chosen[0]].Noise;
        var share = 1.0 / count;
        using var mean = Mean(frames, chosen, context);
        var hasMoved = count >= LeastFrames && SceneMotion.HasMoved(frames, chosen[0], chosen[^1], context);

        // Not disposed: the gains belong to the store.
        var mosaic = new Mosaic
        {
            Samples = mean,
            Cfa = frames.Cfa!,
            Gain = frames.Gain,
            Noise = new NoiseModel([.. noise.Colours.Select(line => new NoiseLine(line.Slope * share, line.Offset * share))]),
        };
        var found = HotPixels.Find(mosaic, hasMoved ? WhileMoving(options) : WhileStill(options, count), context);
        if (found.Count > MostDefects * mean.Width * mean.Height)
        {
            return [];
        }

        found.RemoveWhere(place => !Stays(frames, chosen, mosaic, noise, place, hasMoved));
        return found;
    }

    private static DefectOptions WhileMoving(DefectOptions options) => options with
    {
        Margin = Math.Min(options.Margin, MovedMargin),
        Support = Math.Max(options.Support, MovedSupport),
        Contrast = Math.Min(options.Contrast, MovedContrast),
    };

    private static DefectOptions WhileStill(DefectOptions options, int count) =>
        options with { Threshold = Math.Min(options.Threshold * Math.Sqrt(count), 100) };

    private static Plane<float> Mean(FrameStore frames, int[] numbers, ProcessingContext context)
    {
        const int BandHeight = 16;
        var mean = context.Pool.Rent<float>(frames.Width, frames.Height);
        Bands.Run(context, frames.Width, frames.Height, BandHeight, (top, bottom) =>
        {
            using var rows = context.Pool.Rent<float>(frames.Width, bottom - top);
            var sum = mean.Rows(top, bottom);
            sum.Clear();
            foreach (var number in numbers)
            {
                frames.Read(number, 0, 0, top, frames.Width, bottom - top, rows.Samples, frames.Width);
                Add(rows.Samples, 1f / numbers.Length, sum);
            }
        });
        return mean;
    }

    private static void Add(ReadOnlySpan<float> samples, float weight, Span<float> sum)
    {
        var n = Vector<float>.Count;
        samples = samples[..sum.Length];
        var x = 0;
        for (; x <= sum.Length - n; x += n)
        {
            Vector.FusedMultiplyAdd(new Vector<float>(samples.Slice(x, n)), new Vector<float>(weight), new Vector<float>(sum.Slice(x, n))).CopyTo(sum.Slice(x, n));
        }

        for (; x < sum.Length; x++)
        {
            sum[x] = MathF.FusedMultiplyAdd(samples[x], weight, sum[x]);
        }
    }

    // Whether single frames show what their mean shows.
    private static bool Stays(FrameStore frames, int[] numbers, Mosaic mean, NoiseModel noise, int place, bool hasMoved)
    {
        var (y, x) = Math.DivRem(place, mean.Width);
        var line = noise[Math.Min((int)mean.Cfa[x, y], 2)];
        Span<float> window = stackalloc float[Window * Window];
        double expected = 0, level = 0;
        Span<double> excesses = stackalloc double[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var (excess, around) = Excess(frames, numbers[i], x, y, window);
            excesses[i] = excess;
            expected += excess / numbers.Length;
            level += around / numbers.Length;
        }

        double gain = mean.Gain is null ? 1 : mean.Gain[x, y];
        var sigma = Math.Sqrt(gain * ((line.Slope * Math.Max(level, 0)) + (line.Offset * gain)));
        var least = (LeastShare * Math.Abs(expected)) - (NoiseAllowance * sigma);
        double squares = 0;
        var misses = 0;
        foreach (var excess in excesses)
        {
            misses += Math.Sign(expected) * excess < least ? 1 : 0;
            squares += (excess - expected) * (excess - expected);
        }

        var isConstant = !hasMoved || expected * expected * numbers.Length * (numbers.Length - 1) > LeastConstancy * LeastConstancy * squares;
        return isConstant && misses <= numbers.Length / FramesForOneMiss;
    }

    // Above the mean of the eight neighbours of its colour.
    private static (double Excess, double Level) Excess(FrameStore frames, int frame, int x, int y, Span<float> window)
    {
        var (stepX, stepY) = (frames.Cfa!.Columns, frames.Cfa.Rows);
        var width = (2 * stepX) + 1;
        frames.Read(frame, 0, x - stepX, y - stepY, width, (2 * stepY) + 1, window, width);
        double sum = 0;
        for (var j = 0; j < 3; j++)
        {
            for (var i = 0; i < 3; i++)
            {
                sum += window[(j * stepY * width) + (i * stepX)];
            }
        }

        var value = window[(stepY * width) + stepX];
        var around = (sum - value) / 8;
        return (value - around, around);
    }

    private static void Fill(FrameStore frames, int[] numbers, HashSet<int> places, ProcessingContext context)
    {
        var sameColour = new SameColour(frames.Cfa!);
        var window = new Plane<float>(Window, Window);
        var values = new float[places.Count];
        foreach (var frame in numbers)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var i = 0;
            foreach (var place in places)
            {
                var (y, x) = Math.DivRem(place, frames.Width);

                // Begins at a whole repeat of a Bayer pattern.
                var (left, top) = ((x & ~1) - Reach, (y & ~1) - Reach);
                frames.Read(frame, 0, left, top, Window, Window, window.Samples, Window);
                values[i++] = sameColour.Estimate(window, x - left, y - top, index => places.Contains(PlaceOf(frames, left + (index % Window), top + (index / Window))));
            }

            i = 0;
            foreach (var place in places)
            {
                var (y, x) = Math.DivRem(place, frames.Width);
                frames.Put(frame, 0, x, y, values[i++]);
            }
        }
    }

    private static int PlaceOf(FrameStore frames, int x, int y) => (Mirror.Index(y, frames.Height) * frames.Width) + Mirror.Index(x, frames.Width);
}
