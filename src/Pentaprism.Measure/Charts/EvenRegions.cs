using Pentaprism.Imaging;

namespace Pentaprism.Measure.Charts;

/// <summary>An even part of a picture that could be a patch.</summary>
/// <param name="X">Column of its centroid, counted from the first pixel's centre.</param>
/// <param name="Y">Row of its centroid.</param>
/// <param name="Size">Square root of its area, pixels.</param>
internal readonly record struct EvenRegion(double X, double Y, double Size);

/// <summary>Finds connected pixels of small gradient that fill a parallelogram.</summary>
internal static class EvenRegions
{
    private const int LeastArea = 16;
    private const double LargestPart = 1.0 / 20;
    private const double LeastFill = 0.86;
    private const double LargestFill = 1.1;
    private const double LargestAspect = 3;

    /// <summary>Finds the regions.</summary>
    /// <param name="planes">Planes of one size, roughly even to the eye.</param>
    /// <param name="threshold">The gradient, a pixel's step, below which a pixel is even.</param>
    public static List<EvenRegion> Find(IReadOnlyList<Plane<float>> planes, float threshold)
    {
        var (width, height) = (planes[0].Width, planes[0].Height);
        var isEven = new bool[width * height];
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                isEven[(y * width) + x] = planes.All(plane => Gradient(plane, x, y) < threshold);
            }
        }

        var regions = new List<EvenRegion>();
        var stack = new Stack<int>();
        for (var i = 0; i < isEven.Length; i++)
        {
            if (isEven[i] && Region(isEven, i, width, stack) is { } region)
            {
                regions.Add(region);
            }
        }

        return regions;
    }

    private static float Gradient(Plane<float> plane, int x, int y)
    {
        var row = plane.Row(y);
        return Math.Abs(row[x + 1] - row[x - 1]) + Math.Abs(plane.Row(y + 1)[x] - plane.Row(y - 1)[x]);
    }

    // Moments tell the shape: a parallelogram's area is 12 times the root of the determinant of its second moments.
    private static EvenRegion? Region(bool[] isEven, int seed, int width, Stack<int> stack)
    {
        var (count, sumX, sumY, sumXX, sumXY, sumYY) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        stack.Push(seed);
        isEven[seed] = false;
        while (stack.TryPop(out var i))
        {
            double x = i % width, y = i / width;
            count++;
            (sumX, sumY, sumXX, sumXY, sumYY) = (sumX + x, sumY + y, sumXX + (x * x), sumXY + (x * y), sumYY + (y * y));
            foreach (var next in (ReadOnlySpan<int>)[i - 1, i + 1, i - width, i + width])
            {
                if (isEven[next])
                {
                    isEven[next] = false;
                    stack.Push(next);
                }
            }
        }

        if (count < LeastArea || count > isEven.Length * LargestPart)
        {
            return null;
        }

        var (meanX, meanY) = (sumX / count, sumY / count);

        // A pixel is a square itself: a twelfth along each axis.
        var (xx, xy, yy) = ((sumXX / count) - (meanX * meanX) + (1.0 / 12), (sumXY / count) - (meanX * meanY), (sumYY / count) - (meanY * meanY) + (1.0 / 12));
        var determinant = (xx * yy) - (xy * xy);
        var fill = count / (12 * Math.Sqrt(determinant));
        var root = Math.Sqrt((((xx - yy) * (xx - yy)) / 4) + (xy * xy));
        var aspect = (((xx + yy) / 2) + root) / (((xx + yy) / 2) - root);
        return fill is >= LeastFill and <= LargestFill && aspect <= LargestAspect * LargestAspect ? new EvenRegion(meanX, meanY, Math.Sqrt(count)) : null;
    }
}
