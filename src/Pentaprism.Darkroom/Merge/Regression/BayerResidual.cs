using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Turns samples of a Bayer frame into what an estimate of the picture does not explain of them, relative to the light there.</summary>
/// <remarks>
/// The residual of a sample s where the estimate is m is (s − m) / (max(m, s/4, 0) + pedestal). Shares of the light carry over an edge where
/// differences do not: a hundredth of a lit window is as much as all the light of the wall beside it. The pedestal keeps noise from being
/// divided by almost nothing; where it exceeds the light by far residuals are differences again.
/// The estimate is interpolated at the samples' places in two passes, along output rows to the frame's columns, then down them
/// (Catmull and Smith 1980, "3-D transformations of images in scanline order"). Lines of the first pass wait in a ring. The two
/// columns of a pattern share weights: their places differ by a sixteenth of the cell's distortion, which is neglected.
/// </remarks>
internal sealed class BayerResidual
{
    // Lines of the first pass: green at either column of the pattern, then the other colour of either column.
    private const int LineKinds = 4;
    private const int Other = 2;

    // Interpolation dips below the light beside an edge; the light is no less than this share of the sample.
    private const float LeastLight = 0.25f;

    private readonly TileGeometry _geometry;
    private readonly int _greenParity;
    private readonly byte[] _otherOfColumn;
    private readonly float _pedestal;
    private float[] _nodes = [];
    private float[] _ring = [];
    private int _ringRows;
    private int _lanes;

    public BayerResidual(TileGeometry geometry, CfaPattern cfa, float pedestal)
    {
        _geometry = geometry;
        _pedestal = pedestal;
        _greenParity = cfa[0, 0] == CfaPattern.Green ? 0 : 1;
        _otherOfColumn = [OtherOf(cfa, 0), OtherOf(cfa, 1)];
    }

    /// <summary>Takes the residual from the estimate of each sample's own colour.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="models">Estimates of red, green and blue, averaged over what a sample sees.</param>
    /// <param name="samples">The samples; replaced by residuals.</param>
    /// <param name="part">Rows and cells of the window to treat.</param>
    public void Subtract(TilePlace tile, FrameWindow window, PhaseImage[] models, PhaseImage samples, TileRegion part) =>
        Run(tile, window, models, samples, part, false);

    /// <summary>Takes the residuals of the red and blue samples from the estimate of green.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="green">Estimate of green, averaged over what a sample sees.</param>
    /// <param name="samples">The samples; red and blue ones are replaced by residuals.</param>
    /// <param name="part">Rows and cells of the window to treat.</param>
    public void SubtractGreen(TilePlace tile, FrameWindow window, PhaseImage green, PhaseImage samples, TileRegion part) =>
        Run(tile, window, [green, green, green], samples, part, true);

    private void Run(TilePlace tile, FrameWindow window, PhaseImage[] models, PhaseImage samples, TileRegion part, bool onlyGreen)
    {
        Reserve(window);
        var ready = int.MinValue;
        var nodes = _nodes.AsSpan(0, window.Cells + 1);
        for (var v = part.FirstRow; v < part.LastRow; v++)
        {
            window.BackDown.Row(window.Top + v, nodes);
            var (first, last) = LinesFor(tile, window, part, v, nodes);
            for (var r = Math.Max(first, ready); r < last; r++)
            {
                window.BackAlongRow.Row(tile.Top + r, _nodes.AsSpan(window.Cells + 1, window.Cells + 1));
                AlongRow(tile, window, models, r, part, onlyGreen);
            }

            ready = Math.Max(ready, last);
            DownColumns(tile, window, samples, v, part, onlyGreen);
        }
    }

    private void Reserve(FrameWindow window)
    {
        if (_nodes.Length < 2 * (window.Cells + 1))
        {
            _nodes = new float[2 * (window.Cells + 1)];
        }

        // Lines that one row of samples may need at once: what it rises across the window, and the reach of the interpolation.
        var needed = (int)MathF.Ceiling(window.BackDown.Most - window.BackDown.Least) + 8;
        _ringRows = (int)BitOperations.RoundUpToPowerOf2((uint)needed);
        _lanes = window.Cells * Vector<float>.Count;
        if (_ring.Length < LineKinds * _ringRows * _lanes)
        {
            _ring = new float[LineKinds * _ringRows * _lanes];
        }
    }

    private (int First, int Last) LinesFor(TilePlace tile, FrameWindow window, TileRegion part, int row, ReadOnlySpan<float> nodes)
    {
        var (least, most) = (float.MaxValue, float.MinValue);
        for (var c = part.FirstCell; c <= part.LastCell; c++)
        {
            least = MathF.Min(least, nodes[c]);
            most = MathF.Max(most, nodes[c]);
        }

        var own = (_geometry.Scale * (window.Top + row)) - tile.Top;
        var first = own + (int)MathF.Floor(least) - 2;
        var last = own + (int)MathF.Floor(most) + 4;
        return (Math.Max(first, 0), Math.Min(last, tile.Rows));
    }

    private int LineAt(int kind, int row) => ((kind * _ringRows) + (row & (_ringRows - 1))) * _lanes;

    private void AlongRow(TilePlace tile, FrameWindow window, PhaseImage[] models, int row, TileRegion part, bool onlyGreen)
    {
        ReadOnlySpan<float> nodes = _nodes.AsSpan(window.Cells + 1, window.Cells + 1);
        var share = 0.5f / _geometry.FrameCell;
        var ring = _ring.AsSpan();
        var green = models[CfaPattern.Green];
        ReadOnlySpan<float> greenSource = green.Samples;
        ReadOnlySpan<float> even = models[_otherOfColumn[0]].Samples;
        ReadOnlySpan<float> odd = models[_otherOfColumn[1]].Samples;
        var (to0, to1, to2, to3) = (LineAt(0, row), LineAt(1, row), LineAt(Other, row), LineAt(Other + 1, row));
        for (var c = part.FirstCell; c < part.LastCell; c++)
        {
            var place = TapCell.Of(nodes[c], nodes[c + 1], share, 0);
            var column = (_geometry.Scale * (window.Left + (c * _geometry.FrameCell))) + place.Base - tile.Left;
            var lane = c * Vector<float>.Count;
            if (!place.IsNarrow)
            {
                AlongLanes(models, place, column, row, lane, onlyGreen);
                continue;
            }

            column = Math.Clamp(column, 1 - (PhaseImage.Guard * _geometry.Phases), green.Columns + (6 * _geometry.Phases) - 3);
            var w = CubicWeights.At(place.Fractions);
            var (a, b) = (green.IndexOf(column - 1, row), green.IndexOf(column, row));
            var (d, e) = (green.IndexOf(column + 1, row), green.IndexOf(column + 2, row));
            var next = column + _geometry.Scale;
            var (a1, b1) = (green.IndexOf(next - 1, row), green.IndexOf(next, row));
            var (d1, e1) = (green.IndexOf(next + 1, row), green.IndexOf(next + 2, row));
            Lanes.Store(Mix(w, greenSource, a, b, d, e), ring, to0 + lane);
            Lanes.Store(Mix(w, greenSource, a1, b1, d1, e1), ring, to1 + lane);
            if (!onlyGreen)
            {
                Lanes.Store(Mix(w, even, a, b, d, e), ring, to2 + lane);
                Lanes.Store(Mix(w, odd, a1, b1, d1, e1), ring, to3 + lane);
            }
        }
    }

    private void AlongLanes(PhaseImage[] models, TapCell place, int column, int row, int at, bool onlyGreen)
    {
        for (var kind = 0; kind < (onlyGreen ? Other : LineKinds); kind++)
        {
            var half = kind & 1;
            var model = models[kind < Other ? CfaPattern.Green : _otherOfColumn[half]];
            for (var lane = 0; lane < Vector<float>.Count; lane++)
            {
                var (whole, fraction) = place.Lane(lane + (0.5f * half) - 0.25f);
                var x = column + (lane * _geometry.Phases) + (half * _geometry.Scale) + whole - place.Base;
                x = Math.Clamp(x, 1, model.Columns - 3);
                _ring[LineAt(kind, row) + at + lane] = CubicWeights.Interpolate(
                    fraction, model.Samples[model.IndexOf(x - 1, row)], model.Samples[model.IndexOf(x, row)],
                    model.Samples[model.IndexOf(x + 1, row)], model.Samples[model.IndexOf(x + 2, row)]);
            }
        }
    }

    private void DownColumns(TilePlace tile, FrameWindow window, PhaseImage samples, int row, TileRegion part, bool onlyGreen)
    {
        ReadOnlySpan<float> nodes = _nodes.AsSpan(0, window.Cells + 1);
        ReadOnlySpan<float> ring = _ring;
        var share = 0.5f / _geometry.FrameCell;
        var target = samples.Samples;
        var greenColumn = (row + _greenParity) & 1;
        for (var c = part.FirstCell; c < part.LastCell; c++)
        {
            var place = TapCell.Of(nodes[c], nodes[c + 1], share, 0);
            var line = (_geometry.Scale * (window.Top + row)) + place.Base - tile.Top;
            var lane = c * Vector<float>.Count;
            var at = samples.IndexOf(c * _geometry.FrameCell, row);
            var (greenAt, otherAt) = (at + (greenColumn * samples.Stride), at + ((1 - greenColumn) * samples.Stride));
            var otherKind = (onlyGreen ? 0 : Other) + 1 - greenColumn;
            if (!place.IsNarrow)
            {
                DownLanes(tile, samples, place, line, lane, otherKind, otherAt);
                if (!onlyGreen)
                {
                    DownLanes(tile, samples, place, line, lane, greenColumn, greenAt);
                }

                continue;
            }

            line = Math.Clamp(line, 1, tile.Rows - 3);
            var w = CubicWeights.At(place.Fractions);
            var (a, b, d, e) = (LineAt(otherKind, line - 1), LineAt(otherKind, line), LineAt(otherKind, line + 1), LineAt(otherKind, line + 2));
            Lanes.Store(Relative(Lanes.Load(target, otherAt), Mix(w, ring, a + lane, b + lane, d + lane, e + lane)), target, otherAt);
            if (!onlyGreen)
            {
                var move = (greenColumn - otherKind) * _ringRows * _lanes;
                (a, b, d, e) = (a + move, b + move, d + move, e + move);
                Lanes.Store(Relative(Lanes.Load(target, greenAt), Mix(w, ring, a + lane, b + lane, d + lane, e + lane)), target, greenAt);
            }
        }
    }

    private void DownLanes(TilePlace tile, PhaseImage samples, TapCell place, int line, int lane, int kind, int at)
    {
        for (var i = 0; i < Vector<float>.Count; i++)
        {
            var (whole, fraction) = place.Lane(i + (0.5f * (kind & 1)) - 0.25f);
            var r = Math.Clamp(line + whole - place.Base, 1, tile.Rows - 3);
            var estimate = CubicWeights.Interpolate(
                fraction, _ring[LineAt(kind, r - 1) + lane + i], _ring[LineAt(kind, r) + lane + i],
                _ring[LineAt(kind, r + 1) + lane + i], _ring[LineAt(kind, r + 2) + lane + i]);
            var sample = samples.Samples[at + i];
            samples.Samples[at + i] = (sample - estimate) / (Math.Max(Math.Max(estimate, sample * LeastLight), 0) + _pedestal);
        }
    }

    private Vector<float> Relative(Vector<float> samples, Vector<float> estimates) =>
        (samples - estimates) / (Vector.Max(Vector.Max(estimates, samples * LeastLight), Vector<float>.Zero) + new Vector<float>(_pedestal));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Mix(in CubicWeights weights, ReadOnlySpan<float> source, int a, int b, int c, int d) =>
        weights.Mix(Lanes.Load(source, a), Lanes.Load(source, b), Lanes.Load(source, c), Lanes.Load(source, d));

    private static byte OtherOf(CfaPattern cfa, int column) => cfa[column, 0] == CfaPattern.Green ? cfa[column, 1] : cfa[column, 0];
}
