namespace Pentaprism.Measure.Charts;

/// <summary>How a flat chart lies in a picture of a lens that distorts: a homography, then r' = r / (1 + b r'²) about the middle of the picture.</summary>
internal sealed class BentPlace
{
    private const double LargestBend = 0.3;
    private const int Steps = 24;
    private const double GoldenPart = 0.381966;

    // A bend must take so much of the squared misses away.
    private const double WorthABend = 0.7;
    private const int LeastPoints = 14;

    private readonly Homography _flat;
    private readonly double _bend;
    private readonly (double X, double Y) _middle;
    private readonly double _square;

    private BentPlace(Homography flat, double bend, (double Width, double Height) size)
    {
        (_flat, _bend, _middle) = (flat, bend, (size.Width / 2, size.Height / 2));
        _square = ((size.Width * size.Width) + (size.Height * size.Height)) / 4;
    }

    /// <summary>Fits a place.</summary>
    /// <param name="points">Points of the chart and of the picture.</param>
    /// <param name="size">Width and height of the picture.</param>
    /// <returns>The place, bent where that explains the points much better; null where the points do not determine one.</returns>
    public static BentPlace? Fit(IReadOnlyList<((double U, double V) Chart, (double X, double Y) Picture)> points, (double Width, double Height) size)
    {
        if (With(points, 0, size) is not { } flat || points.Count < LeastPoints)
        {
            return With(points, 0, size);
        }

        // The golden section: misses have one least place over the bend.
        var (low, high) = (-LargestBend, LargestBend);
        for (var step = 0; step < Steps; step++)
        {
            var (a, b) = (low + (GoldenPart * (high - low)), high - (GoldenPart * (high - low)));
            (low, high) = Miss(points, a, size) < Miss(points, b, size) ? (low, b) : (a, high);
        }

        var bend = (low + high) / 2;
        return Miss(points, bend, size) < WorthABend * Miss(points, 0, size) ? With(points, bend, size) : flat;
    }

    /// <summary>Gives where a point of the chart lies in the picture.</summary>
    /// <param name="u">Column of the chart.</param>
    /// <param name="v">Row of the chart.</param>
    public (double X, double Y) Map(double u, double v)
    {
        var (x, y) = _flat.Map(u, v);
        var (dx, dy) = (x - _middle.X, y - _middle.Y);
        var (bentX, bentY) = (dx, dy);
        for (var step = 0; step < Steps; step++)
        {
            var factor = 1 + (_bend * ((bentX * bentX) + (bentY * bentY)) / _square);
            (bentX, bentY) = (dx / factor, dy / factor);
        }

        return (_middle.X + bentX, _middle.Y + bentY);
    }

    private static BentPlace? With(IReadOnlyList<((double U, double V) Chart, (double X, double Y) Picture)> points, double bend, (double Width, double Height) size)
    {
        var (middleX, middleY) = (size.Width / 2, size.Height / 2);
        var square = (middleX * middleX) + (middleY * middleY);
        var straight = points.Select(point =>
        {
            var (dx, dy) = (point.Picture.X - middleX, point.Picture.Y - middleY);
            var factor = 1 + (bend * ((dx * dx) + (dy * dy)) / square);
            return (middleX + (dx * factor), middleY + (dy * factor));
        });
        return Homography.Fit([.. points.Select(point => point.Chart)], [.. straight]) is { } flat ? new BentPlace(flat, bend, size) : null;
    }

    private static double Miss(IReadOnlyList<((double U, double V) Chart, (double X, double Y) Picture)> points, double bend, (double Width, double Height) size) =>
        With(points, bend, size) is { } place
            ? points.Sum(point => place.Map(point.Chart.U, point.Chart.V) is var (x, y) ? Math.Pow(x - point.Picture.X, 2) + Math.Pow(y - point.Picture.Y, 2) : 0)
            : double.PositiveInfinity;
}
