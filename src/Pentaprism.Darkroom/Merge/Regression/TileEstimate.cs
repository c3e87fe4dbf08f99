using System.Numerics;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Makes estimates of weighted sums, and betters them.</summary>
internal static class TileEstimate
{
    /// <summary>Weight with which the sums of the neighbourhood help where a place has hardly a sample of its own.</summary>
    public const float PilotPrior = 0.1f;

    /// <summary>Weight from which on they do not help at all.</summary>
    public const float EnoughWeight = 0.25f;

    // Below this weight there is nothing to divide by.
    private const float SmallestWeight = 1e-6f;

    // Share of the ceiling from which on an estimate may have an excess, and from which on it has all of it.
    private const float NearCeiling = 0.75f;
    private const float AtCeiling = 0.95f;

    /// <summary>Divides sums by weights; where the weight is small the neighbourhood's sums help, the more the smaller it is.</summary>
    /// <param name="sum">Weighted sums.</param>
    /// <param name="weight">Sums of weights.</param>
    /// <param name="priorSum">Weighted sums of the neighbourhood.</param>
    /// <param name="priorWeight">Its sums of weights.</param>
    /// <param name="target">Receives the estimate.</param>
    public static void Divide(PhaseImage sum, PhaseImage weight, PhaseImage priorSum, PhaseImage priorWeight, PhaseImage target)
    {
        ReadOnlySpan<float> sums = sum.Samples;
        ReadOnlySpan<float> weights = weight.Samples;
        ReadOnlySpan<float> priorSums = priorSum.Samples;
        ReadOnlySpan<float> priorWeights = priorWeight.Samples;
        var to = target.Samples;
        for (var i = 0; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var own = Lanes.Load(weights, i);
            var prior = new Vector<float>(PilotPrior) * Vector.MaxNative(Vector<float>.Zero, new Vector<float>(EnoughWeight) - own);
            var numerator = Vector.FusedMultiplyAdd(prior, Lanes.Load(priorSums, i), Lanes.Load(sums, i));
            var denominator = Vector.FusedMultiplyAdd(prior, Lanes.Load(priorWeights, i), own);
            Lanes.Store(numerator / Vector.MaxNative(denominator, new Vector<float>(SmallestWeight)), to, i);
        }
    }

    /// <summary>Adds mean residuals to an estimate.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="sum">Weighted sums of residuals.</param>
    /// <param name="weight">Sums of weights.</param>
    /// <param name="prior">Weight of a residual of 0 beside them.</param>
    /// <param name="step">Share of the mean that is added.</param>
    /// <param name="target">Receives the better estimate.</param>
    public static void Add(PhaseImage estimate, PhaseImage sum, PhaseImage weight, float prior, float step, PhaseImage target)
    {
        ReadOnlySpan<float> estimates = estimate.Samples;
        ReadOnlySpan<float> sums = sum.Samples;
        ReadOnlySpan<float> weights = weight.Samples;
        var to = target.Samples;
        for (var i = 0; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Lanes.Store(Vector.FusedMultiplyAdd(
                new Vector<float>(step), Lanes.Load(sums, i) / (Lanes.Load(weights, i) + new Vector<float>(prior)), Lanes.Load(estimates, i)), to, i);
        }
    }

    /// <summary>Adds mean residuals that are relative to the light (<see cref="BayerResidual"/>) to an estimate.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="sum">Weighted sums of relative residuals.</param>
    /// <param name="weight">Sums of weights.</param>
    /// <param name="prior">Weight of a residual of 0 beside them.</param>
    /// <param name="step">Share of the mean that is added.</param>
    /// <param name="pedestal">What the light was raised by before residuals were divided by it.</param>
    /// <param name="target">Receives the better estimate.</param>
    public static void AddRelative(PhaseImage estimate, PhaseImage sum, PhaseImage weight, float prior, float step, float pedestal, PhaseImage target)
    {
        ReadOnlySpan<float> estimates = estimate.Samples;
        ReadOnlySpan<float> sums = sum.Samples;
        ReadOnlySpan<float> weights = weight.Samples;
        var to = target.Samples;
        for (var i = 0; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var own = Lanes.Load(estimates, i);
            var light = Vector.MaxNative(own, Vector<float>.Zero) + new Vector<float>(pedestal);
            var mean = Lanes.Load(sums, i) / (Lanes.Load(weights, i) + new Vector<float>(prior));
            Lanes.Store(Vector.FusedMultiplyAdd(new Vector<float>(step) * light, mean, own), to, i);
        }
    }

    /// <summary>Adds the mean of what samples have above a ceiling to an estimate, as far as the estimate has reached the ceiling.</summary>
    /// <param name="estimate">The estimate; receives the better one.</param>
    /// <param name="sum">Weighted sums of excesses.</param>
    /// <param name="weight">Sums of weights.</param>
    /// <param name="prior">Weight of no excess beside them.</param>
    /// <param name="ceiling">The ceiling.</param>
    public static void AddExcess(PhaseImage estimate, PhaseImage sum, PhaseImage weight, float prior, float ceiling)
    {
        var estimates = estimate.Samples;
        ReadOnlySpan<float> sums = sum.Samples;
        ReadOnlySpan<float> weights = weight.Samples;
        var (start, slope) = (new Vector<float>(NearCeiling * ceiling), new Vector<float>(1 / ((AtCeiling - NearCeiling) * ceiling)));
        for (var i = 0; i <= estimate.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var own = Lanes.Load(estimates, i);
            var share = Vector.MinNative(Vector.MaxNative((own - start) * slope, Vector<float>.Zero), Vector<float>.One);
            Lanes.Store(Vector.FusedMultiplyAdd(share, Lanes.Load(sums, i) / (Lanes.Load(weights, i) + new Vector<float>(prior)), own), estimates, i);
        }
    }

    /// <summary>Gives what samples see of an estimate: at scale s the mean of s × s output samples.</summary>
    /// <param name="geometry">The scale and the phases.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="estimate">The estimate.</param>
    /// <param name="target">Receives the means where the scale is not 1.</param>
    /// <returns>The target; at scale 1 the estimate itself.</returns>
    public static PhaseImage AsSampled(TileGeometry geometry, int rows, PhaseImage estimate, PhaseImage target)
    {
        if (geometry.Scale == 1)
        {
            return estimate;
        }

        ReadOnlySpan<float> source = estimate.Samples;
        for (var r = 0; r < rows - 1; r++)
        {
            for (var phase = 0; phase < geometry.Phases; phase++)
            {
                var to = target.Row(r, phase);
                for (var lane = 0; lane < to.Length; lane += Vector<float>.Count)
                {
                    var column = (lane * geometry.Phases) + phase;
                    var (at, next) = (estimate.IndexOf(column, r), estimate.IndexOf(column + 1, r));
                    var sum = Lanes.Load(source, at) + Lanes.Load(source, next)
                        + Lanes.Load(source, at + estimate.RowLength) + Lanes.Load(source, next + estimate.RowLength);
                    (sum * 0.25f).CopyTo(to[lane..]);
                }
            }
        }

        return target;
    }

    /// <summary>Tells whether any place of the picture in a region has hardly a sample.</summary>
    /// <param name="geometry">Size of the picture.</param>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="weight">Sums of weights.</param>
    /// <param name="region">The region.</param>
    /// <returns>Whether there is one below <see cref="EnoughWeight"/>.</returns>
    public static bool IsPoor(TileGeometry geometry, TilePlace tile, PhaseImage weight, TileRegion region)
    {
        var top = Math.Max(region.FirstRow, -tile.Top);
        var bottom = Math.Min(region.LastRow, geometry.Height - tile.Top);
        var left = Math.Max(region.FirstCell, -tile.Left / geometry.Cell);
        var right = Math.Min(region.LastCell, (geometry.Width - tile.Left + geometry.Cell - 1) / geometry.Cell);
        for (var r = top; r < bottom; r++)
        {
            for (var phase = 0; phase < geometry.Phases; phase++)
            {
                ReadOnlySpan<float> weights = weight.Row(r, phase)[(left * TileGeometry.CellLanes)..(right * TileGeometry.CellLanes)];
                for (var i = 0; i < weights.Length; i += Vector<float>.Count)
                {
                    if (Vector.LessThanAny(Lanes.Load(weights, i), new Vector<float>(EnoughWeight)))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
