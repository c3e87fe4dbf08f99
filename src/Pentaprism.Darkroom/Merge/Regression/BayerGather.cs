using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>What a gather adds up.</summary>
[Flags]
internal enum GatherColours
{
    /// <summary>Green samples.</summary>
    Green = 1,

    /// <summary>Red and blue samples.</summary>
    Others = 2,
}

/// <summary>Adds the samples of a Bayer frame to the output samples around them, weighted by a tent of one sample half-width.</summary>
/// <remarks>
/// Seen from an output sample the tent holds 2 × 2 samples: two green ones on a diagonal and one of each other colour; their weights
/// are those of bilinear interpolation. A vector of one phase has the same four colours in all lanes.
/// </remarks>
internal sealed class BayerGather
{
    private readonly TileGeometry _geometry;
    private readonly int _greenParity;
    private readonly int _evenRowColour;
    private readonly float[] _right;
    private readonly float[] _down;

    public BayerGather(TileGeometry geometry, CfaPattern cfa, int mostCells)
    {
        _geometry = geometry;
        _greenParity = cfa[0, 0] == CfaPattern.Green ? 0 : 1;
        _evenRowColour = cfa[0, 0] == CfaPattern.Green ? cfa[1, 0] : cfa[0, 0];
        _right = new float[mostCells + 1];
        _down = new float[mostCells + 1];
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="region">The output samples to add to.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="trust">How far the frame is trusted.</param>
    /// <param name="sums">Weighted sums of red, green and blue.</param>
    /// <param name="weights">Sums of weights; null where they are known already.</param>
    /// <param name="colours">What to add.</param>
    public void Add(
        TilePlace tile, TileRegion region, FrameWindow window, PhaseImage samples, TrustRows trust,
        PhaseImage[] sums, PhaseImage[]? weights, GatherColours colours)
    {
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            var y = tile.Top + r;
            window.Right.Row(y, _right);
            window.Down.Row(y, _down);
            var row = MotionMesh.FloorDivide(y, _geometry.Scale);
            var rowOffset = (float)(_geometry.ToReference(y) - row);
            for (var phase = 0; phase < _geometry.Phases; phase++)
            {
                var share = phase / (float)_geometry.Cell;
                var columnOffset = (float)_geometry.ToReference(phase);
                var trusted = trust.Row(r, phase);
                for (var c = region.FirstCell; c < region.LastCell; c++)
                {
                    var across = TapCell.Of(_right[c], _right[c + 1], share, columnOffset);
                    var along = TapCell.Of(_down[c], _down[c + 1], share, rowOffset);
                    var column = across.Base + ((tile.Left / _geometry.Scale) + (c * _geometry.FrameCell)) - window.Left;
                    var line = along.Base + row - window.Top;
                    column = Math.Clamp(column, 0, samples.Columns - _geometry.FrameCell);
                    line = Math.Clamp(line, 0, samples.Rows - 2);
                    var at = sums[0].IndexOf((c * _geometry.Cell) + phase, r);
                    var weight = new Vector<float>(trusted[(c * Vector<float>.Count)..]);
                    if (across.IsNarrow && along.IsNarrow)
                    {
                        AddVector(samples, column, line, across.Fractions, along.Fractions, weight, sums, weights, at, colours);
                    }
                    else
                    {
                        AddLanes(samples, column, line, across, along, weight, sums, weights, at, colours);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddVector(
        PhaseImage samples, int column, int line, Vector<float> fx, Vector<float> fy, Vector<float> trust,
        PhaseImage[] sums, PhaseImage[]? weights, int at, GatherColours colours)
    {
        ReadOnlySpan<float> source = samples.Samples;
        var one = Vector<float>.One;
        fx = Vector.Min(one, Vector.Max(Vector<float>.Zero, fx));
        fy = Vector.Min(one, Vector.Max(Vector<float>.Zero, fy));
        var greenAtRight = (column + line + _greenParity) & 1;
        var green = greenAtRight == 0 ? one - fx : fx;
        var other = one - green;
        var lower = fy * trust;
        var upper = trust - lower;
        if ((colours & GatherColours.Green) != 0)
        {
            var (upperWeight, lowerWeight) = (green * upper, other * lower);
            var sum = upperWeight * Load(source, samples.IndexOf(column + greenAtRight, line));
            sum = Vector.FusedMultiplyAdd(lowerWeight, Load(source, samples.IndexOf(column + 1 - greenAtRight, line + 1)), sum);
            Accumulate(sums[CfaPattern.Green], at, sum);
            if (weights is not null)
            {
                Accumulate(weights[CfaPattern.Green], at, upperWeight + lowerWeight);
            }
        }

        if ((colours & GatherColours.Others) != 0)
        {
            var upperColour = (line & 1) == 0 ? _evenRowColour : 2 - _evenRowColour;
            var (upperWeight, lowerWeight) = (other * upper, green * lower);
            Accumulate(sums[upperColour], at, upperWeight * Load(source, samples.IndexOf(column + 1 - greenAtRight, line)));
            Accumulate(sums[2 - upperColour], at, lowerWeight * Load(source, samples.IndexOf(column + greenAtRight, line + 1)));
            if (weights is not null)
            {
                Accumulate(weights[upperColour], at, upperWeight);
                Accumulate(weights[2 - upperColour], at, lowerWeight);
            }
        }
    }

    // Where the frame is turned so far that the lanes of a vector have different bases.
    private void AddLanes(
        PhaseImage samples, int column, int line, TapCell across, TapCell along, Vector<float> trust,
        PhaseImage[] sums, PhaseImage[]? weights, int at, GatherColours colours)
    {
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            var (baseX, fx) = across.Lane(lane);
            var (baseY, fy) = along.Lane(lane);
            var left = Math.Clamp(column + (lane * _geometry.Period) + baseX - across.Base, 0, samples.Columns - 2);
            var top = Math.Clamp(line + baseY - along.Base, 0, samples.Rows - 2);
            for (var tap = 0; tap < 4; tap++)
            {
                var (x, y) = (left + (tap & 1), top + (tap >> 1));
                var isGreen = ((x + y + _greenParity) & 1) == 0;
                if ((colours & (isGreen ? GatherColours.Green : GatherColours.Others)) == 0)
                {
                    continue;
                }

                var colour = isGreen ? CfaPattern.Green : (y & 1) == 0 ? _evenRowColour : 2 - _evenRowColour;
                var weight = ((tap & 1) == 0 ? 1 - fx : fx) * ((tap >> 1) == 0 ? 1 - fy : fy) * trust[lane];
                sums[colour].Samples[at + lane] += weight * samples.Samples[samples.IndexOf(x, y)];
                if (weights is not null)
                {
                    weights[colour].Samples[at + lane] += weight;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(ReadOnlySpan<float> samples, int at) => new(samples[at..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(PhaseImage image, int at, Vector<float> value)
    {
        var lanes = image.Samples[at..];
        (new Vector<float>(lanes) + value).CopyTo(lanes);
    }
}
