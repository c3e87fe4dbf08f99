using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Charts;

/// <summary>A ColorChecker in a picture.</summary>
/// <param name="Place">From columns 0 to 5 and rows 0 to 3 of the chart, at the patches' middles, to the picture, pixel centres at integer + 0.5.</param>
/// <param name="Patches">How many of the 24 patches were seen; 0 where a person named the corners.</param>
public sealed record FoundChart(Homography Place, int Patches)
{
    /// <summary>Gets the middles of the patches, row by row.</summary>
    public ImmutableArray<(double X, double Y)> Middles { get; init; } =
        [.. Enumerable.Range(0, ColourChecker.Patches.Length).Select(i => Place.Map(i % ColourChecker.Columns, i / ColourChecker.Columns))];

    /// <summary>Gets the middles of the corner patches: dark skin, bluish green, black, white.</summary>
    public ImmutableArray<(double X, double Y)> Corners => [Middles[0], Middles[ColourChecker.Columns - 1], Middles[^1], Middles[^ColourChecker.Columns]];

    /// <summary>Makes a chart of the middles of its corner patches.</summary>
    /// <param name="corners">Dark skin, bluish green, black, white.</param>
    /// <returns>The chart; null where the points are no corners of a quadrangle.</returns>
    public static FoundChart? OfCorners(IReadOnlyList<(double X, double Y)> corners) =>
        Homography.Fit([(0, 0), (ColourChecker.Columns - 1, 0), (ColourChecker.Columns - 1, ColourChecker.Rows - 1), (0, ColourChecker.Rows - 1)], corners) is { } place
            ? new FoundChart(place, 0)
            : null;
}

/// <summary>Finds a ColorChecker Classic: even regions on a lattice of 6 × 4 whose colours are those of the chart.</summary>
public static class ChartFinder
{
    private const long MostPixels = 1_200_000;
    private const int LeastPoints = 11;
    private const double LargestMisfit = 0.2;

    private static readonly float[] _thresholds = [0.008f, 0.015f, 0.03f, 0.05f, 0.08f];

    /// <summary>Finds the chart.</summary>
    /// <param name="channels">Red, green and blue of the picture, linear.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The chart; null where none is seen.</returns>
    /// <exception cref="ArgumentException">There are not three channels.</exception>
    public static FoundChart? Find(IReadOnlyList<MeasuredChannel> channels, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(context);
        if (channels.Count != 3)
        {
            throw new ArgumentException("A colour chart is searched in red, green and blue.", nameof(channels));
        }

        var (planes, factor) = SmallPlanes.Of(channels, MostPixels, context);
        var smooth = SmallPlanes.Smooth(planes, context);
        try
        {
            FoundChart? best = null;
            var least = LargestMisfit;
            foreach (var threshold in _thresholds)
            {
                var regions = EvenRegions.Find(smooth, threshold);
                foreach (var lattice in PatchLattice.Find(regions, LeastPoints))
                {
                    if (Fitted(channels, regions, lattice, factor) is { } candidate && candidate.Misfit < least)
                    {
                        (best, least) = (candidate.Chart, candidate.Misfit);
                    }
                }
            }

            if (best is null)
            {
                return null;
            }

            var (place, middles) = PatchRefinement.Run(planes, best.Place.Scaled(0, 1.0 / factor).Scaled(-0.5, 1));
            return new FoundChart(place.Scaled(0.5, factor), best.Patches) { Middles = [.. middles.Select(middle => ((middle.X + 0.5) * factor, (middle.Y + 0.5) * factor))] };
        }
        finally
        {
            planes.ForEach(plane => plane.Dispose());
            smooth.ForEach(plane => plane.Dispose());
        }
    }

    // Every place of 6 × 4 in the lattice and each of its four turns; the colours decide.
    private static (FoundChart Chart, double Misfit)? Fitted(IReadOnlyList<MeasuredChannel> channels, List<EvenRegion> regions, PatchLattice lattice, int factor)
    {
        (FoundChart Chart, double Misfit)? best = null;
        for (var turn = 0; turn < 4; turn++)
        {
            var points = lattice.Points.Select(point => (Place: Turned(point.Column, point.Row, turn), point.Region)).ToList();
            var (left, right) = (points.Min(point => point.Place.Column), points.Max(point => point.Place.Column));
            var (top, bottom) = (points.Min(point => point.Place.Row), points.Max(point => point.Place.Row));
            for (var row = Math.Min(top, bottom - ColourChecker.Rows + 1); row <= Math.Max(top, bottom - ColourChecker.Rows + 1); row++)
            {
                for (var column = Math.Min(left, right - ColourChecker.Columns + 1); column <= Math.Max(left, right - ColourChecker.Columns + 1); column++)
                {
                    var used = points.Where(point => point.Place.Column - column is >= 0 and < ColourChecker.Columns && point.Place.Row - row is >= 0 and < ColourChecker.Rows).ToList();
                    if (used.Count < LeastPoints)
                    {
                        continue;
                    }

                    var place = Homography.Fit(
                        [.. used.Select(point => ((double)(point.Place.Column - column), (double)(point.Place.Row - row)))],
                        [.. used.Select(point => ((regions[point.Region].X + 0.5) * factor, (regions[point.Region].Y + 0.5) * factor))]);
                    if (place is null || PatchReader.Read(channels, new FoundChart(place, used.Count)) is not { } patches)
                    {
                        continue;
                    }

                    var misfit = ColourFit.Misfit(patches) * (2 - (used.Count / 24.0));
                    best = best is null || misfit < best.Value.Misfit ? (new FoundChart(place, used.Count), misfit) : best;
                }
            }
        }

        return best;
    }

    private static (int Column, int Row) Turned(int column, int row, int turn) => turn switch
    {
        0 => (column, row),
        1 => (row, -column),
        2 => (-column, -row),
        _ => (-row, column),
    };
}
