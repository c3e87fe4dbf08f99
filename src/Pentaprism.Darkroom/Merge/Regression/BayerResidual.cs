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

    // Samples of the estimate that a place lies between.
    private const int Taps = 4;

    // Interpolation dips below the light beside an edge; the light is no less than this share of the sample.
    private const float LeastLight = 0.25f;

    private readonly TileGeometry _geometry;
    private readonly int _greenParity;
    private readonly byte[] _otherOfColumn;
    private readonly float _pedestal;
    private readonly int[] _steps;
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
        _steps = new int[geometry.Phases * 2 * Taps];
    }

    /// <summary>Takes the residual from the estimate of each sample's own colour.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="models">Estimates of red, green and blue, averaged over what a sample sees.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="part">Rows and cells of the window to treat.</param>
    /// <param name="residuals">Receives the residuals; has the shape of the samples.</param>
    public void Subtract(TilePlace tile, FrameWindow window, PhaseImage[] models, PhaseImage samples, TileRegion part, PhaseImage residuals) =>
        Run(tile, window, models, samples, part, residuals, false);

    /// <summary>Takes the residuals of the red and blue samples from the estimate of green.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="green">Estimate of green, averaged over what a sample sees.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="part">Rows and cells of the window to treat.</param>
    /// <param name="residuals">Receives the residuals of red and blue; has the shape of the samples.</param>
    public void SubtractGreen(TilePlace tile, FrameWindow window, PhaseImage green, PhaseImage samples, TileRegion part, PhaseImage residuals) =>
        Run(tile, window, [green, green, green], samples, part, residuals, true);

    private void Run(TilePlace tile, FrameWindow window, PhaseImage[] models, PhaseImage samples, TileRegion part, PhaseImage residuals, bool onlyGreen)
    {
        Reserve(window);
        FindSteps(models[CfaPattern.Green]);
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
            DownColumns(tile, window, samples, v, part, residuals, onlyGreen);
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
        _lanes = window.Cells * TileGeometry.CellLanes;
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
            least = float.MinNative(least, nodes[c]);
            most = float.MaxNative(most, nodes[c]);
        }

        var own = (_geometry.Scale * (window.Top + row)) - tile.Top;
        var first = own + (int)MathF.Floor(least) - 2;
        var last = own + (int)MathF.Floor(most) + 4;
        return (Math.Max(first, 0), Math.Min(last, tile.Rows));
    }

    private int LineAt(int kind, int row) => ((kind * _ringRows) + (row & (_ringRows - 1))) * _lanes;

    // Compiled at run time, as the gathering is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
            var first = c * TileGeometry.CellLanes;
            if (!place.IsNarrow)
            {
                AlongLanes(models, place, column, row, first, onlyGreen);
                continue;
            }

            column = Math.Clamp(column, 1 - (PhaseImage.Guard * _geometry.Phases), green.Columns + (6 * _geometry.Phases) - 3);
            var phase = column & (_geometry.Phases - 1);
            var at = green.IndexOf(column - phase, row);
            var steps = _steps.AsSpan(phase * 2 * Taps, 2 * Taps);
            AlongCell(place, greenSource, greenSource, at, steps, ring, to0 + first, to1 + first);
            if (!onlyGreen)
            {
                AlongCell(place, even, odd, at, steps, ring, to2 + first, to3 + first);
            }
        }
    }

    // Both columns of the pattern, at their places along one row.
    private static void AlongCell(
        in TapCell place, ReadOnlySpan<float> even, ReadOnlySpan<float> odd, int at, ReadOnlySpan<int> steps, Span<float> ring, int toEven, int toOdd)
    {
        ref readonly var a = ref Lanes.Cell(even, at + steps[0]);
        ref readonly var b = ref Lanes.Cell(even, at + steps[1]);
        ref readonly var c = ref Lanes.Cell(even, at + steps[2]);
        ref readonly var d = ref Lanes.Cell(even, at + steps[3]);
        ref readonly var oddA = ref Lanes.Cell(odd, at + steps[4]);
        ref readonly var oddB = ref Lanes.Cell(odd, at + steps[5]);
        ref readonly var oddC = ref Lanes.Cell(odd, at + steps[6]);
        ref readonly var oddD = ref Lanes.Cell(odd, at + steps[7]);
        ref var evenLine = ref Lanes.Cells(ring, toEven, 0);
        ref var oddLine = ref Lanes.Cells(ring, toOdd, 0);
        for (var lane = 0; lane < TileGeometry.CellLanes; lane += Vector<float>.Count)
        {
            var w = CubicWeights.At(place.FractionsAt(lane));
            Lanes.Put(w.Mix(Lanes.Of(in a, lane), Lanes.Of(in b, lane), Lanes.Of(in c, lane), Lanes.Of(in d, lane)), ref evenLine, lane);
            Lanes.Put(w.Mix(Lanes.Of(in oddA, lane), Lanes.Of(in oddB, lane), Lanes.Of(in oddC, lane), Lanes.Of(in oddD, lane)), ref oddLine, lane);
        }
    }

    // For each phase of the estimate, from the first phase of its place to the taps of a sample there, and of the sample one column on.
    private void FindSteps(PhaseImage model)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            var (phase, column, tap) = (i / (2 * Taps), i / Taps % 2, i % Taps);
            _steps[i] = model.IndexOf(phase + (column * _geometry.Scale) + tap - 1, 0) - model.IndexOf(0, 0);
        }
    }

    private void AlongLanes(PhaseImage[] models, TapCell place, int column, int row, int at, bool onlyGreen)
    {
        for (var kind = 0; kind < (onlyGreen ? Other : LineKinds); kind++)
        {
            var half = kind & 1;
            var model = models[kind < Other ? CfaPattern.Green : _otherOfColumn[half]];
            for (var lane = 0; lane < TileGeometry.CellLanes; lane++)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DownColumns(TilePlace tile, FrameWindow window, PhaseImage samples, int row, TileRegion part, PhaseImage residuals, bool onlyGreen)
    {
        ReadOnlySpan<float> nodes = _nodes.AsSpan(0, window.Cells + 1);
        ReadOnlySpan<float> source = samples.Samples;
        var share = 0.5f / _geometry.FrameCell;
        var target = residuals.Samples;
        var greenColumn = (row + _greenParity) & 1;
        for (var c = part.FirstCell; c < part.LastCell; c++)
        {
            var place = TapCell.Of(nodes[c], nodes[c + 1], share, 0);
            var line = (_geometry.Scale * (window.Top + row)) + place.Base - tile.Top;
            var first = c * TileGeometry.CellLanes;
            var at = samples.IndexOf(c * _geometry.FrameCell, row);
            var (greenAt, otherAt) = (at + (greenColumn * samples.Stride), at + ((1 - greenColumn) * samples.Stride));
            var otherKind = (onlyGreen ? 0 : Other) + 1 - greenColumn;
            if (!place.IsNarrow)
            {
                DownLanes(tile, source, place, line, first, otherKind, otherAt, target);
                if (!onlyGreen)
                {
                    DownLanes(tile, source, place, line, first, greenColumn, greenAt, target);
                }

                continue;
            }

            line = Math.Clamp(line, 1, tile.Rows - 3);
            if (onlyGreen)
            {
                DownCell(place, source, otherAt, line, otherKind, first, target);
            }
            else
            {
                DownCells(place, source, (otherAt, greenAt), line, (otherKind, greenColumn), first, target);
            }
        }
    }

    private void DownCell(in TapCell place, ReadOnlySpan<float> samples, int at, int line, int kind, int first, Span<float> residuals)
    {
        ref readonly var a = ref Lanes.Cell(_ring, LineAt(kind, line - 1) + first);
        ref readonly var b = ref Lanes.Cell(_ring, LineAt(kind, line) + first);
        ref readonly var c = ref Lanes.Cell(_ring, LineAt(kind, line + 1) + first);
        ref readonly var d = ref Lanes.Cell(_ring, LineAt(kind, line + 2) + first);
        ref readonly var sample = ref Lanes.Cell(samples, at);
        ref var residual = ref Lanes.Cells(residuals, at, 0);
        for (var lane = 0; lane < TileGeometry.CellLanes; lane += Vector<float>.Count)
        {
            var w = CubicWeights.At(place.FractionsAt(lane));
            var estimate = w.Mix(Lanes.Of(in a, lane), Lanes.Of(in b, lane), Lanes.Of(in c, lane), Lanes.Of(in d, lane));
            Lanes.Put(Relative(Lanes.Of(in sample, lane), estimate), ref residual, lane);
        }
    }

    // Both columns of the pattern, whose samples lie between the same lines of their colours.
    private void DownCells(
        in TapCell place, ReadOnlySpan<float> samples, (int Other, int Green) at, int line, (int Other, int Green) kind, int first, Span<float> residuals)
    {
        ReadOnlySpan<float> ring = _ring;
        var (step, rows) = (_ringRows * _lanes, _ringRows - 1);
        var (l0, l1, l2, l3) = (
            (((line - 1) & rows) * _lanes) + first, ((line & rows) * _lanes) + first,
            (((line + 1) & rows) * _lanes) + first, (((line + 2) & rows) * _lanes) + first);
        var (other, green) = (kind.Other * step, kind.Green * step);
        ref readonly var otherA = ref Lanes.Cell(ring, other + l0);
        ref readonly var otherB = ref Lanes.Cell(ring, other + l1);
        ref readonly var otherC = ref Lanes.Cell(ring, other + l2);
        ref readonly var otherD = ref Lanes.Cell(ring, other + l3);
        ref readonly var greenA = ref Lanes.Cell(ring, green + l0);
        ref readonly var greenB = ref Lanes.Cell(ring, green + l1);
        ref readonly var greenC = ref Lanes.Cell(ring, green + l2);
        ref readonly var greenD = ref Lanes.Cell(ring, green + l3);
        ref readonly var otherSample = ref Lanes.Cell(samples, at.Other);
        ref readonly var greenSample = ref Lanes.Cell(samples, at.Green);
        ref var otherResidual = ref Lanes.Cells(residuals, at.Other, 0);
        ref var greenResidual = ref Lanes.Cells(residuals, at.Green, 0);
        for (var lane = 0; lane < TileGeometry.CellLanes; lane += Vector<float>.Count)
        {
            var w = CubicWeights.At(place.FractionsAt(lane));
            var estimate = w.Mix(Lanes.Of(in otherA, lane), Lanes.Of(in otherB, lane), Lanes.Of(in otherC, lane), Lanes.Of(in otherD, lane));
            Lanes.Put(Relative(Lanes.Of(in otherSample, lane), estimate), ref otherResidual, lane);
            estimate = w.Mix(Lanes.Of(in greenA, lane), Lanes.Of(in greenB, lane), Lanes.Of(in greenC, lane), Lanes.Of(in greenD, lane));
            Lanes.Put(Relative(Lanes.Of(in greenSample, lane), estimate), ref greenResidual, lane);
        }
    }

    private void DownLanes(TilePlace tile, ReadOnlySpan<float> samples, TapCell place, int line, int first, int kind, int at, Span<float> residuals)
    {
        for (var lane = 0; lane < TileGeometry.CellLanes; lane++)
        {
            var (whole, fraction) = place.Lane(lane + (0.5f * (kind & 1)) - 0.25f);
            var r = Math.Clamp(line + whole - place.Base, 1, tile.Rows - 3);
            var estimate = CubicWeights.Interpolate(
                fraction, _ring[LineAt(kind, r - 1) + first + lane], _ring[LineAt(kind, r) + first + lane],
                _ring[LineAt(kind, r + 1) + first + lane], _ring[LineAt(kind, r + 2) + first + lane]);
            var sample = samples[at + lane];
            residuals[at + lane] = (sample - estimate) / (Math.Max(Math.Max(estimate, sample * LeastLight), 0) + _pedestal);
        }
    }

    private Vector<float> Relative(Vector<float> samples, Vector<float> estimates) =>
        (samples - estimates) / (Vector.MaxNative(Vector.MaxNative(estimates, samples * LeastLight), Vector<float>.Zero) + new Vector<float>(_pedestal));

    private static byte OtherOf(CfaPattern cfa, int column) => cfa[column, 0] == CfaPattern.Green ? cfa[column, 1] : cfa[column, 0];
}
