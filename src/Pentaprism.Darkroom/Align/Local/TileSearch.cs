using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>A tile of cells and where it went.</summary>
/// <param name="Left">First column of cells.</param>
/// <param name="Top">First row of cells.</param>
/// <param name="X">Displacement to the right, in cells.</param>
/// <param name="Y">Displacement downwards.</param>
/// <param name="Confidence">0 to 1: how much better this place is than any other.</param>
internal readonly record struct TileVote(int Left, int Top, int X, int Y, double Confidence);

/// <summary>Finds where tiles of the reference went in a frame, by trying all displacements of whole cells.</summary>
/// <remarks>
/// The cost of a displacement is Σ (a − b)² t over the tile, t the tolerance of the tile, so that it averages 1 a cell where noise alone is
/// left. A tile of repeated texture has several places of about the same cost and no confidence (the second minimum of Wronski et al. 2019).
/// </remarks>
internal static class TileSearch
{
    /// <summary>Side of a tile in cells.</summary>
    public const int Side = 8;

    private const int Step = 4;
    private const int LeastFlagged = 24;
    private const int MostTiles = 600;

    // A place must fit: by noise, or, where there is little of it, much better than staying. Whole cells leave half a cell of error.
    private const double MostCost = 8.0 * Side * Side;
    private const double MostCostOfStaying = 0.5;

    private const int TilesInBand = 4;

    /// <summary>Chooses the tiles of which a good part is flagged.</summary>
    /// <param name="flagged">Above 0 for cells whose motion is looked for.</param>
    /// <returns>Left and top of each.</returns>
    public static IReadOnlyList<(int Left, int Top)> Choose(Plane<byte> flagged)
    {
        var tiles = new List<(int Left, int Top)>();
        for (var top = 0; top <= flagged.Height - Side; top += Step)
        {
            for (var left = 0; left <= flagged.Width - Side; left += Step)
            {
                if (Count(flagged, left, top) >= LeastFlagged)
                {
                    tiles.Add((left, top));
                }
            }
        }

        var skip = (tiles.Count + MostTiles - 1) / MostTiles;
        return skip <= 1 ? tiles : [.. tiles.Where((_, k) => k % skip == 0)];
    }

    /// <summary>Counts the flagged cells of a tile.</summary>
    /// <param name="flagged">The flags.</param>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <returns>Their number.</returns>
    public static int Count(Plane<byte> flagged, int left, int top)
    {
        var count = 0;
        for (var y = top; y < top + Side; y++)
        {
            foreach (var flag in flagged.Row(y).Slice(left, Side))
            {
                count += flag;
            }
        }

        return count;
    }

    /// <summary>Searches.</summary>
    /// <param name="reference">Light of the reference's cells.</param>
    /// <param name="frame">Light of the frame's cells under the motion of the scene.</param>
    /// <param name="tolerance">Factors of squared differences, four a cell, light last.</param>
    /// <param name="tiles">The tiles.</param>
    /// <param name="centre">Displacement about which to search, in cells.</param>
    /// <param name="reach">How far from it.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The votes of the tiles that found a place.</returns>
    public static IReadOnlyList<TileVote> Run(
        Plane<float> reference, Plane<float> frame, Plane<float> tolerance, IReadOnlyList<(int Left, int Top)> tiles, (int X, int Y) centre, int reach, ProcessingContext context)
    {
        var votes = new TileVote[tiles.Count];
        var side = (2 * reach) + 1;
        Bands.Run(context, side * side * Side, tiles.Count, TilesInBand, (first, end) =>
        {
            using var costs = context.Pool.Rent<float>(side, side);
            for (var k = first; k < end; k++)
            {
                var (left, top) = tiles[k];
                var scale = tolerance[(4 * (left + (Side / 2))) + 3, top + (Side / 2)];
                Costs(reference, frame, left, top, (centre.X - reach, centre.Y - reach), scale, costs);
                var still = Costs(reference, frame, left, top, scale);
                votes[k] = Best(costs, left, top, (centre.X - reach, centre.Y - reach), still);
            }
        });
        return [.. votes.Where(vote => vote.Confidence > 0)];
    }

    private static void Costs(Plane<float> reference, Plane<float> frame, int left, int top, (int X, int Y) first, float scale, Plane<float> costs)
    {
        Span<float> tile = stackalloc float[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            reference.Row(top + y).Slice(left, Side).CopyTo(tile[(y * Side)..]);
        }

        for (var j = 0; j < costs.Height; j++)
        {
            var row = costs.Row(j);
            var y = top + first.Y + j;
            if (y < 0 || y + Side > frame.Height)
            {
                row.Fill(float.MaxValue);
                continue;
            }

            Costs(tile, frame, left + first.X, y, scale, row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Costs(ReadOnlySpan<float> tile, Plane<float> frame, int left, int top, float scale, Span<float> costs)
    {
        ReadOnlySpan<float> samples = frame.Samples;
        for (var i = 0; i < costs.Length; i++)
        {
            var x = left + i;
            if (x < 0 || x + Side > frame.Width)
            {
                costs[i] = float.MaxValue;
                continue;
            }

            var sum = Vector256<float>.Zero;
            for (var y = 0; y < Side; y++)
            {
                var d = Vector256.Create(samples.Slice(((top + y) * frame.Width) + x, Side)) - Vector256.Create(tile.Slice(y * Side, Side));
                sum = Vector256.FusedMultiplyAdd(d, d, sum);
            }

            costs[i] = Vector256.Sum(sum) * scale;
        }
    }

    private static float Costs(Plane<float> reference, Plane<float> frame, int left, int top, float scale)
    {
        var sum = Vector256<float>.Zero;
        for (var y = top; y < top + Side; y++)
        {
            var d = Vector256.Create<float>(frame.Row(y).Slice(left, Side)) - Vector256.Create<float>(reference.Row(y).Slice(left, Side));
            sum = Vector256.FusedMultiplyAdd(d, d, sum);
        }

        return Vector256.Sum(sum) * scale;
    }

    private static TileVote Best(Plane<float> costs, int left, int top, (int X, int Y) first, float still)
    {
        var (least, x, y) = (float.MaxValue, 0, 0);
        for (var j = 0; j < costs.Height; j++)
        {
            for (var i = 0; i < costs.Width; i++)
            {
                if (costs[i, j] < least)
                {
                    (least, x, y) = (costs[i, j], i, j);
                }
            }
        }

        if (least > Math.Max(MostCost, MostCostOfStaying * still) || x == 0 || y == 0 || x == costs.Width - 1 || y == costs.Height - 1)
        {
            return default;
        }

        var second = still;
        for (var j = 0; j < costs.Height; j++)
        {
            for (var i = 0; i < costs.Width; i++)
            {
                var near = Math.Abs(i - x) <= 2 && Math.Abs(j - y) <= 2;
                second = near ? second : Math.Min(second, costs[i, j]);
            }
        }

        var confidence = Math.Clamp((second - least) / (least + (Side * Side)), 0, 1);
        return new TileVote(left, top, first.X + x, first.Y + y, confidence);
    }
}
