using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Align.Local;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Robust;

/// <summary>A motion that only a part of the picture makes. Owns its distances.</summary>
/// <param name="Motion">Where the part's points lie in the frame.</param>
/// <param name="Shift">How far it is displaced in the reference, in samples, before it moves with the scene.</param>
/// <param name="Area">The cells that were compared.</param>
/// <param name="Distance">How unlike reference and frame are under this motion, for the cells of the area.</param>
/// <param name="Light">The frame's light there.</param>
internal sealed record OwnMotion(FrameMotion Motion, (double X, double Y) Shift, PixelRectangle Area, Plane<float> Distance, Plane<float> Light) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Distance.Dispose();
        Light.Dispose();
    }
}

/// <summary>Finds what moves by itself: where frame and reference differ, tiles are looked for elsewhere; motions that many tiles share are fitted and proven.</summary>
internal static class OwnMotions
{
    // About 100 samples each way; what moves faster is found by its pace in the frames between.
    private const int Reach = 26;
    private const int ReachOfPace = 6;

    private const int MostMotions = 4;

    // Cells from this distance on are not trusted.
    private const float Distrusted = 1.25f;

    // A motion must explain as many distrusted cells, and this share of those in the tiles that voted for it.
    private const int LeastExplained = 40;
    private const double LeastShare = 0.25;
    private const double LeastVotes = 2.5;

    // A motion is tried on the cells this far around the tiles that voted for it.
    private const int Around = 24;

    // It is fitted to tiles this far around the middle one.
    private const int ReachOfFit = 64;

    /// <summary>Finds them.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="picture">Its cells under the motion of the scene.</param>
    /// <param name="distance">How unlike they are.</param>
    /// <param name="tolerance">Factors of squared differences.</param>
    /// <param name="scene">The motion of the scene.</param>
    /// <param name="size">Columns and rows of a frame.</param>
    /// <param name="expected">Displacements that other frames make likely, in samples.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The motions, the most important first; none where nothing moves by itself.</returns>
    public static IReadOnlyList<OwnMotion> Find(
        LocalProxy reference,
        CellPicture cells,
        LocalProxy frame,
        CellPicture picture,
        Plane<float> distance,
        Plane<float> tolerance,
        FrameMotion scene,
        (int Width, int Height) size,
        IEnumerable<(double X, double Y)> expected,
        ProcessingContext context)
    {
        using var flagged = context.Pool.Rent<byte>(distance.Width, distance.Height);
        Flag(distance, picture.Light, flagged);
        var found = new List<OwnMotion>();
        var tiles = TileSearch.Choose(flagged);
        if (tiles.Count == 0)
        {
            return found;
        }

        var votes = new List<TileVote>(TileSearch.Run(cells.Light, picture.Light, tolerance, tiles, (0, 0), Reach, context));
        foreach (var (x, y) in expected)
        {
            var centre = ((int)Math.Round(x / CellPicture.Pitch), (int)Math.Round(y / CellPicture.Pitch));
            if (Math.Max(Math.Abs(centre.Item1), Math.Abs(centre.Item2)) > Reach - ReachOfPace)
            {
                votes.AddRange(TileSearch.Run(cells.Light, picture.Light, tolerance, tiles, centre, ReachOfPace, context));
            }
        }

        using var chosen = context.Pool.Rent<byte>(distance.Width, distance.Height);
        for (var attempt = 0; attempt < 2 * MostMotions && found.Count < MostMotions; attempt++)
        {
            var (group, weight) = Strongest(votes);
            if (weight < LeastVotes)
            {
                break;
            }

            var middle = Choose(Middle(group), chosen);
            var bounds = Bounds(group);
            var start = (group.Average(vote => (double)vote.X) * CellPicture.Pitch, group.Average(vote => (double)vote.Y) * CellPicture.Pitch);
            if (ShiftFit.Run(reference, frame, tolerance, scene, size, middle, chosen, start, context) is { } shift
                && Try(cells, frame, tolerance, scene, size, Grown(bounds, distance), shift, context) is var motion)
            {
                var (explained, asked) = Explained(motion, flagged, chosen);
                if (explained >= LeastExplained && asked >= LeastShare)
                {
                    Clear(motion, flagged);
                    found.Add(motion);
                }
                else
                {
                    motion.Dispose();
                }
            }

            votes = [.. votes.Where(vote => !group.Contains(vote) && TileSearch.Count(flagged, vote.Left, vote.Top) >= TileSearch.Side)];
        }

        return found;
    }

    private static void Flag(Plane<float> distance, Plane<float> light, Plane<byte> flagged)
    {
        var from = distance.Samples;
        var shown = light.Samples;
        var flags = flagged.Samples;
        for (var i = 0; i < flags.Length; i++)
        {
            flags[i] = from[i] > Distrusted && shown[i] < CellPicture.Nowhere ? (byte)1 : (byte)0;
        }
    }

    // The displacement with the most confidence within a cell of it, and its votes.
    private static (List<TileVote> Group, double Weight) Strongest(List<TileVote> votes)
    {
        var best = new List<TileVote>();
        double most = 0;
        foreach (var place in votes.GroupBy(vote => (vote.X, vote.Y)).Select(group => group.Key))
        {
            var near = votes.Where(vote => Math.Abs(vote.X - place.X) <= 1 && Math.Abs(vote.Y - place.Y) <= 1).ToList();
            var weight = near.Sum(vote => vote.Confidence);
            if (weight > most)
            {
                (best, most) = (near, weight);
            }
        }

        return (best, most);
    }

    // The votes about the middle one: enough for a fit, whose cost grows with the rectangle about them.
    private static List<TileVote> Middle(List<TileVote> group)
    {
        var left = group.Select(vote => vote.Left).Order().ElementAt(group.Count / 2);
        var top = group.Where(vote => Math.Abs(vote.Left - left) <= ReachOfFit).Select(vote => vote.Top).Order().ToList();
        var middle = top[top.Count / 2];
        return [.. group.Where(vote => Math.Abs(vote.Left - left) <= ReachOfFit && Math.Abs(vote.Top - middle) <= ReachOfFit)];
    }

    private static PixelRectangle Choose(List<TileVote> group, Plane<byte> chosen)
    {
        chosen.Samples.Clear();
        foreach (var vote in group)
        {
            for (var y = vote.Top; y < vote.Top + TileSearch.Side; y++)
            {
                chosen.Row(y).Slice(vote.Left, TileSearch.Side).Fill(1);
            }
        }

        return Bounds(group);
    }

    private static PixelRectangle Bounds(List<TileVote> group)
    {
        var (left, top) = (group.Min(vote => vote.Left), group.Min(vote => vote.Top));
        return new PixelRectangle(
            left, top, group.Max(vote => vote.Left) + TileSearch.Side - left, group.Max(vote => vote.Top) + TileSearch.Side - top);
    }

    private static PixelRectangle Grown(PixelRectangle bounds, Plane<float> distance)
    {
        var (left, top) = (Math.Max(bounds.Left - Around, 0), Math.Max(bounds.Top - Around, 0));
        return new PixelRectangle(
            left, top, Math.Min(bounds.Right + Around, distance.Width) - left, Math.Min(bounds.Bottom + Around, distance.Height) - top);
    }

    private static OwnMotion Try(
        CellPicture cells,
        LocalProxy frame,
        Plane<float> tolerance,
        FrameMotion scene,
        (int Width, int Height) size,
        PixelRectangle area,
        (double X, double Y) shift,
        ProcessingContext context)
    {
        var motion = ShiftFit.Shifted(scene, shift);
        using var moved = CellPicture.Of(frame, motion, size.Width, size.Height, area, context);
        var light = context.Pool.Rent<float>(area.Width, area.Height);
        moved.Light.Samples.CopyTo(light.Samples);
        return new OwnMotion(motion, shift, area, CellDistance.Of(cells, moved, tolerance, context), light);
    }

    // How many distrusted cells the motion explains, and what share of those in the tiles that asked for it.
    private static (int Count, double Share) Explained(OwnMotion motion, Plane<byte> flagged, Plane<byte> chosen)
    {
        var (count, asked, answered) = (0, 0, 0);
        for (var y = 0; y < motion.Area.Height; y++)
        {
            for (var x = 0; x < motion.Area.Width; x++)
            {
                if (flagged[motion.Area.Left + x, motion.Area.Top + y] > 0)
                {
                    var explained = motion.Distance[x, y] <= 1 && motion.Light[x, y] < CellPicture.Nowhere ? 1 : 0;
                    var tile = chosen[motion.Area.Left + x, motion.Area.Top + y];
                    count += explained;
                    asked += tile;
                    answered += explained * tile;
                }
            }
        }

        return (count, answered / Math.Max(asked, 1.0));
    }

    private static void Clear(OwnMotion motion, Plane<byte> flagged)
    {
        for (var y = 0; y < motion.Area.Height; y++)
        {
            for (var x = 0; x < motion.Area.Width; x++)
            {
                if (motion.Distance[x, y] <= 1)
                {
                    flagged[motion.Area.Left + x, motion.Area.Top + y] = 0;
                }
            }
        }
    }
}
