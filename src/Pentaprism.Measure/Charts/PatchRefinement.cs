using Pentaprism.Imaging;

namespace Pentaprism.Measure.Charts;

/// <summary>Finds the middles of a chart's patches from where the picture has their borders.</summary>
/// <remarks>
/// Along both axes of each patch the difference from its own colour rises at its two borders; where it has risen to half of what it is in the black frame,
/// left and right of the middle, is measured, and the middle of the two is the patch's. The map is fitted through these middles; those that it leaves by more than a part of the
/// pitch, such as dark patches that run into a dark frame, drop out. Patches whose borders are seen keep their own middles, which follow distortion too.
/// </remarks>
internal static class PatchRefinement
{
    private const double Step = 0.02;
    private const double Inner = 0.2;
    private const double LeastContrast = 0.03;

    // Where between the middles of two patches the frame lies, in pitches, and how much of the border's length is averaged.
    private const double FrameBegin = 0.38;
    private const double FrameEnd = 0.62;
    private const double BorderHalf = 0.28;
    private const int BorderSamples = 13;
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

        // A patch's own middle, unless it lies too far from where the others say; where it has none, what their places say with the distortion of the lens.
        bool Fits(int i) => middles[i] is { } own && Distance(own, place.Map(i % ColourChecker.Columns, i / ColourChecker.Columns)) <= LargestResidual * Pitch(place);
        var seen = Enumerable.Range(0, middles.Length).Where(Fits).Select(i => (((double)(i % ColourChecker.Columns), (double)(i / ColourChecker.Columns)), middles[i]!.Value)).ToList();
        var bent = BentPlace.Fit(seen, (planes[0].Width, planes[0].Height));
        return (place, [.. middles.Select((own, i) => Fits(i) ? own!.Value : bent?.Map(i % ColourChecker.Columns, i / ColourChecker.Columns) ?? place.Map(i % ColourChecker.Columns, i / ColourChecker.Columns))]);
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

        // The distance at which the difference has risen to half of what it is where the frame is darkest.
        double? Border(int sign)
        {
            var (differences, lights) = (new double[(int)(FrameEnd / Step) + 1], new double[(int)(FrameEnd / Step) + 1]);
            for (var i = 0; i < differences.Length; i++)
            {
                for (var k = 0; k < planes.Count; k++)
                {
                    var mean = 0.0;
                    for (var w = 0; w < BorderSamples; w++)
                    {
                        var along = BorderHalf * ((2.0 * w / (BorderSamples - 1)) - 1);
                        var (x, y) = place.Map(u + (du * sign * i * Step) + (dv * along), v + (dv * sign * i * Step) + (du * along));
                        mean += Value(planes[k], x, y) / BorderSamples;
                    }

                    differences[i] += Math.Abs(mean - (own[k] / count));
                    lights[i] += mean;
                }
            }

            var (begin, frame) = ((int)(Inner / Step), (int)(FrameBegin / Step));
            for (var i = frame; i < lights.Length; i++)
            {
                frame = lights[i] < lights[frame] ? i : frame;
            }

            var half = differences[frame] / 2;
            if (!(half >= LeastContrast) || differences.Take(begin).Max() > half / 2)
            {
                return null;
            }

            for (var i = begin; i <= frame; i++)
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
