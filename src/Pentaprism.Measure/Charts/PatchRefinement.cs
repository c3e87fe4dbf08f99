using Pentaprism.Imaging;

namespace Pentaprism.Measure.Charts;

/// <summary>Finds the middles of a chart's patches from where the picture has their borders.</summary>
/// <remarks>
/// Along both axes of each patch the difference from its own colour rises at its two borders; where it has risen to half, left and right of the middle,
/// is measured, and the middle of the two is the patch's. The map is fitted through these middles; those that it leaves by more than a part of the
/// pitch, such as dark patches that run into a dark frame, drop out. Patches whose borders are seen keep their own middles, which follow distortion too.
/// </remarks>
internal static class PatchRefinement
{
    private const double Step = 0.02;
    private const double Reach = 0.72;
    private const double Inner = 0.2;
    private const double LeastContrast = 0.06;
    private const double LargestResidual = 0.03;
    private const int LeastPatches = 10;
    private const int Rounds = 2;

    /// <summary>Refines a place.</summary>
    /// <param name="planes">Planes of one size, roughly even to the eye.</param>
    /// <param name="place">From the chart to these planes, in samples from the first one's centre.</param>
    /// <returns>The better place, and the middles of all patches.</returns>
    public static (Homography Place, (double X, double Y)[] Middles) Run(IReadOnlyList<Plane<float>> planes, Homography place)
    {
        var middles = new (double X, double Y)?[ColourChecker.Patches.Length];
        for (var round = 0; round < Rounds; round++)
        {
            var points = new List<((double U, double V) Chart, (double X, double Y) Picture)>();
            for (var i = 0; i < ColourChecker.Patches.Length; i++)
            {
                var (u, v) = ((double)(i % ColourChecker.Columns), (double)(i / ColourChecker.Columns));
                middles[i] = Middle(planes, place, u, v, 1, 0) is { } across && Middle(planes, place, u, v, 0, 1) is { } along ? place.Map(u + across, v + along) : null;
                if (middles[i] is { } middle)
                {
                    points.Add(((u, v), middle));
                }
            }

            if (Robust(points, place) is not { } better)
            {
                break;
            }

            place = better;
        }

        return (place, [.. middles.Select((middle, i) => Near(place, i, middle))]);
    }

    // A patch's own middle, unless it lies too far from where the others say.
    private static (double X, double Y) Near(Homography place, int i, (double X, double Y)? middle)
    {
        var fitted = place.Map(i % ColourChecker.Columns, i / ColourChecker.Columns);
        return middle is { } own && Distance(own, fitted) <= LargestResidual * Pitch(place) ? own : fitted;
    }

    private static double Pitch(Homography place) => Distance(place.Map(0, 0), place.Map(1, 0));

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    private static Homography? Robust(List<((double U, double V) Chart, (double X, double Y) Picture)> points, Homography place)
    {
        var limit = LargestResidual * Pitch(place);
        while (points.Count >= LeastPatches)
        {
            if (Homography.Fit([.. points.Select(point => point.Chart)], [.. points.Select(point => point.Picture)]) is not { } fit)
            {
                return null;
            }

            var worst = points.MaxBy(Residual);
            if (Residual(worst) <= limit)
            {
                return fit;
            }

            points.Remove(worst);

            double Residual(((double U, double V) Chart, (double X, double Y) Picture) point) => Distance(fit.Map(point.Chart.U, point.Chart.V), point.Picture);
        }

        return null;
    }

    // How far the middle between the two borders of a patch lies from where it is thought to be, in pitches; null where a border is not seen.
    private static double? Middle(IReadOnlyList<Plane<float>> planes, Homography place, double u, double v, int du, int dv)
    {
        var own = new double[planes.Count];
        var count = 0;
        for (var s = -Inner; s <= Inner; s += Inner / 2)
        {
            for (var t = -Inner; t <= Inner; t += Inner / 2)
            {
                var (x, y) = place.Map(u + s, v + t);
                for (var k = 0; k < planes.Count; k++)
                {
                    own[k] += Value(planes[k], x, y);
                }

                count++;
            }
        }

        var left = Border(-1);
        var right = Border(1);
        return left is { } l && right is { } r && r + l is > 0.6 and < 1.1 ? (r - l) / 2 : null;

        // The distance at which the difference has risen to half of its largest.
        double? Border(int sign)
        {
            var differences = new double[(int)(Reach / Step) + 1];
            for (var i = 0; i < differences.Length; i++)
            {
                for (var w = -Inner; w <= Inner; w += Inner / 2)
                {
                    var (x, y) = place.Map(u + (du * sign * i * Step) + (dv * w), v + (dv * sign * i * Step) + (du * w));
                    for (var k = 0; k < planes.Count; k++)
                    {
                        differences[i] += Math.Abs(Value(planes[k], x, y) - (own[k] / count)) / 5;
                    }
                }
            }

            var begin = (int)(Inner / Step);
            var half = differences.Skip(begin).Max() / 2;
            if (!(half >= LeastContrast) || differences.Take(begin).Max() > half / 2)
            {
                return null;
            }

            for (var i = begin; i < differences.Length; i++)
            {
                if (differences[i] >= half)
                {
                    return (i - ((differences[i] - half) / Math.Max(1e-12, differences[i] - differences[i - 1]))) * Step;
                }
            }

            return null;
        }
    }

    private static double Value(Plane<float> plane, double x, double y)
    {
        var (left, top) = (Math.Clamp((int)Math.Floor(x), 0, plane.Width - 2), Math.Clamp((int)Math.Floor(y), 0, plane.Height - 2));
        var (u, v) = (Math.Clamp(x - left, 0, 1), Math.Clamp(y - top, 0, 1));
        var upper = plane.Row(top);
        var lower = plane.Row(top + 1);
        return ((1 - v) * (((1 - u) * upper[left]) + (u * upper[left + 1]))) + (v * (((1 - u) * lower[left]) + (u * lower[left + 1])));
    }
}
