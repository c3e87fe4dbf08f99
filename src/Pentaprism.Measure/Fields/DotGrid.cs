using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Fields;

/// <summary>A mark of a grid in a picture.</summary>
/// <param name="Column">Its column in the grid, counted from the mark nearest the middle.</param>
/// <param name="Row">Its row in the grid.</param>
/// <param name="X">Its middle in the picture; pixel centres lie at integer + 0.5.</param>
/// <param name="Y">Its middle in the picture.</param>
public readonly record struct GridDot(int Column, int Row, double X, double Y);

/// <summary>Finds a grid of equal marks (dots, squares), bright on dark or dark on bright, and numbers them.</summary>
public static class DotGrid
{
    private const int LeastDots = 9;
    private const double Tolerance = 0.3;
    private const double LeastArea = 9;
    private const float LeastGround = 1e-4f;
    private const double Threshold = 1.0 / 3;
    private const double Strongest = 0.99;

    /// <summary>Finds the grid.</summary>
    /// <param name="picture">Brightness, linear.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The marks that were reached from the middle, each from its neighbour; empty where fewer than nine were.</returns>
    public static ImmutableArray<GridDot> Find(Plane<float> picture, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(context);
        using var difference = context.Pool.Rent<float>(picture.Width, picture.Height);
        BoxBlur.Run(context, picture, Math.Max(8, picture.Height / 6), difference);
        // Against its surroundings, so that marks in dark corners count too.
        for (var i = 0; i < difference.Samples.Length; i++)
        {
            difference.Samples[i] = (picture.Samples[i] / Math.Max(difference.Samples[i], LeastGround)) - 1;
        }

        var bright = Numbered(Marks(difference, 1), picture.Width, picture.Height);
        var dark = Numbered(Marks(difference, -1), picture.Width, picture.Height);
        var best = bright.Length >= dark.Length ? bright : dark;
        return best.Length >= LeastDots ? best : [];
    }

    // Connected regions that differ from the mean of their surroundings by a third of what the strongest do; those that touch the
    // border are cut.
    private static List<(double X, double Y)> Marks(Plane<float> difference, float sign)
    {
        var (width, height) = (difference.Width, difference.Height);
        var sorted = difference.Samples.ToArray();
        Array.Sort(sorted);
        var threshold = Threshold * sign * sorted[(int)((sign > 0 ? Strongest : 1 - Strongest) * (sorted.Length - 1))];
        var seen = new bool[width * height];
        var marks = new List<(double X, double Y, int Area)>();
        var (stack, region) = (new Stack<int>(), new List<(int At, double Excess)>());
        for (var start = 0; start < seen.Length; start++)
        {
            if (seen[start] || !Excess(start, out _))
            {
                continue;
            }

            var cut = false;
            region.Clear();
            stack.Push(start);
            seen[start] = true;
            while (stack.TryPop(out var at))
            {
                Excess(at, out var excess);
                region.Add((at, excess));
                var (x, y) = (at % width, at / width);
                cut |= x == 0 || y == 0 || x == width - 1 || y == height - 1;
                Visit(at - 1, x > 0);
                Visit(at + 1, x < width - 1);
                Visit(at - width, y > 0);
                Visit(at + width, y < height - 1);
            }

            if (!cut && region.Count >= LeastArea)
            {
                var (x, y) = Middle(region, width);
                marks.Add((x, y, region.Count));
            }
        }

        var usual = marks.Count == 0 ? 0 : marks.Select(mark => mark.Area).Order().ElementAt(marks.Count / 2);
        return [.. marks.Where(mark => mark.Area > usual / 2 && mark.Area < usual * 2).Select(mark => (mark.X, mark.Y))];

        void Visit(int at, bool isInside)
        {
            if (isInside && !seen[at] && Excess(at, out _))
            {
                seen[at] = true;
                stack.Push(at);
            }
        }

        bool Excess(int at, out double excess)
        {
            excess = (sign * difference.Samples[at]) - threshold;
            return excess > 0;
        }
    }

    // The centre of what lies beyond the threshold, none counted for more than half of what is usual in the mark: how bright it is inside, and that
    // light falls over it, does not move its middle; how much of a pixel at its border it covers does.
    private static (double X, double Y) Middle(List<(int At, double Excess)> region, int width)
    {
        var most = region.Select(pixel => pixel.Excess).Order().ElementAt(region.Count / 2) / 2;
        var (sum, sx, sy) = (0.0, 0.0, 0.0);
        foreach (var (at, excess) in region)
        {
            var weight = Math.Min(excess, most);
            (sum, sx, sy) = (sum + weight, sx + (weight * ((at % width) + 0.5)), sy + (weight * ((at / width) + 0.5)));
        }

        return (sx / sum, sy / sum);
    }

    // From the mark nearest the middle to its neighbours, and on: each step is that of the mark before.
    private static ImmutableArray<GridDot> Numbered(List<(double X, double Y)> marks, int width, int height)
    {
        if (marks.Count < LeastDots)
        {
            return [];
        }

        double Distance(int i, double x, double y) => double.Hypot(marks[i].X - x, marks[i].Y - y);
        int Nearest(double x, double y) => Enumerable.Range(0, marks.Count).MinBy(i => Distance(i, x, y));
        var first = Nearest(width / 2.0, height / 2.0);
        var (fx, fy) = marks[first];
        var second = Enumerable.Range(0, marks.Count).Where(i => i != first).MinBy(i => Distance(i, fx, fy));
        var (ux, uy) = (marks[second].X - fx, marks[second].Y - fy);
        if (Math.Abs(ux) < Math.Abs(uy))
        {
            (ux, uy) = (uy, -ux);
        }

        (ux, uy) = ux < 0 ? (-ux, -uy) : (ux, uy);
        var found = new Dictionary<int, GridDot> { [first] = new(0, 0, fx, fy) };
        var queue = new Queue<(int Mark, double Ux, double Uy, double Vx, double Vy)>([(first, ux, uy, -uy, ux)]);
        while (queue.TryDequeue(out var at))
        {
            var dot = found[at.Mark];
            foreach (var (dc, dr) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
            {
                var (stepX, stepY) = ((dc * at.Ux) + (dr * at.Vx), (dc * at.Uy) + (dr * at.Vy));
                var next = Nearest(dot.X + stepX, dot.Y + stepY);
                if (found.ContainsKey(next) || Distance(next, dot.X + stepX, dot.Y + stepY) > Tolerance * double.Hypot(stepX, stepY))
                {
                    continue;
                }

                var (x, y) = marks[next];
                found[next] = new GridDot(dot.Column + dc, dot.Row + dr, x, y);
                queue.Enqueue(dc != 0 ? (next, dc * (x - dot.X), dc * (y - dot.Y), at.Vx, at.Vy) : (next, at.Ux, at.Uy, dr * (x - dot.X), dr * (y - dot.Y)));
            }
        }

        return [.. found.Values];
    }
}
