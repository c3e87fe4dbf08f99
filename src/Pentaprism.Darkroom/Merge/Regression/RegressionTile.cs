using System.Numerics;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Merges one tile after another: the memory of one worker.</summary>
internal sealed class RegressionTile : IDisposable
{
    // Weight of the estimate itself beside the residuals of a refinement.
    private const float RefinementPrior = 0.05f;

    // Below this weight there is no colour near.
    private const float SmallestWeight = 1e-6f;

    private readonly TileGeometry _geometry;
    private readonly RegressionPlan _plan;
    private readonly FrameSamples _reader;
    private readonly FrameWindow[] _windows;
    private readonly (float Least, float Most)[] _ranges;
    private readonly TrustRows _trust;
    private readonly BayerResidual? _bayerResidual;
    private readonly PlaneResidual _planeResidual;
    private readonly BayerGather? _bayer;
    private readonly PlaneGather? _plane;
    private readonly NormalisedBlur _greenBlur;
    private readonly NormalisedBlur _differenceBlur;
    private readonly PhaseImage _samples;
    private readonly PhaseImage _validity;
    private PhaseImage[] _estimates;
    private readonly PhaseImage[] _sums;
    private readonly PhaseImage[] _weights;
    private PhaseImage[] _scratch;
    private TilePlace _tile;
    private float _ceiling;

    public RegressionTile(RegressionPlan plan, FrameStore store, Vector3d whiteBalance, PlanePool pool)
    {
        _plan = plan;
        _geometry = plan.Geometry;
        _reader = new FrameSamples(store, whiteBalance, _geometry.Period);
        _windows = [.. plan.Frames.Select(_ => new FrameWindow())];
        _ranges = new (float Least, float Most)[_windows.Length];
        _trust = new TrustRows(_geometry, plan.TileCells);
        _planeResidual = new PlaneResidual(_geometry);
        _bayerResidual = _geometry.Period == 2 ? new BayerResidual(_geometry, store.Cfa!, plan.Pedestal) : null;
        _bayer = _geometry.Period == 2 ? new BayerGather(_geometry, store.Cfa!, plan.TileCells) : null;
        _plane = _geometry.Period == 1 ? new PlaneGather(_geometry, plan.TileCells) : null;
        _greenBlur = new NormalisedBlur(_geometry.Phases, 1);
        _differenceBlur = new NormalisedBlur(_geometry.Phases, plan.DifferenceReach);
        _samples = new PhaseImage(pool, _geometry.Period, _geometry.FrameCell, 1);
        _validity = new PhaseImage(pool, _geometry.Period, _geometry.FrameCell, 1);
        PhaseImage[] Planes(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => new PhaseImage(pool, _geometry.Phases, plan.TileCells * _geometry.Cell, plan.TileRows))];
        (_estimates, _sums, _weights, _scratch) = (Planes(3), Planes(3), Planes(3), Planes(3));
    }

    /// <summary>Merges a tile of a Bayer burst.</summary>
    /// <param name="left">First output column of its core, a multiple of a cell.</param>
    /// <param name="top">First output row of its core.</param>
    public void RunBayer(int left, int top)
    {
        Locate(left, top);
        _ceiling = _plan.IsBracket ? float.PositiveInfinity : _reader.ClipLevelAt(left + (_plan.CoreCells * _geometry.Cell / 2), top + (_plan.CoreRows / 2), _geometry.Scale);
        _reader.ForgetHighest();
        GatherGreen();
        GatherDifferences();
        for (var pass = _plan.Refinements - 1; pass >= 0; pass--)
        {
            Refine(_plan.Region((pass * _plan.RefinementReach) + _plan.FilterReach));
        }

        if (_reader.Highest > _ceiling)
        {
            AddExcess();
        }

        if (_plan.FilterReach > 0)
        {
            ZipperFilter.Run(_estimates, _scratch, _plan.Region(0), _plan.Pedestal);
            (_estimates, _scratch) = (_scratch, _estimates);
        }
    }

    /// <summary>Merges one plane of a tile of a monochrome burst or a burst of pictures.</summary>
    /// <param name="left">First output column of its core, a multiple of a cell.</param>
    /// <param name="top">First output row of its core.</param>
    /// <param name="plane">The plane of the frames and of the picture.</param>
    public void RunPlane(int left, int top, int plane)
    {
        Locate(left, top);
        _ceiling = float.PositiveInfinity;
        var estimate = _estimates[plane];
        GatherPlane(plane, _plan.Region(_plan.Margin), null, _weights[0]);
        TileEstimate.Divide(_sums[0], _weights[0], _sums[0], _weights[0], estimate);
        TileOutput.Mirror(_geometry, _tile, estimate);
        for (var pass = _plan.Refinements - 1; pass >= 0; pass--)
        {
            GatherPlane(plane, _plan.Region(pass * _plan.RefinementReach), SampleModel(estimate, _scratch[0]), null);
            TileEstimate.Add(estimate, _sums[0], _weights[0], RefinementPrior, _plan.RefinementStep, estimate);
            TileOutput.Mirror(_geometry, _tile, estimate);
        }
    }

    /// <summary>Writes the core of the tile.</summary>
    /// <param name="pixels">The picture.</param>
    /// <param name="whiteBalance">What the samples were multiplied by.</param>
    /// <param name="bottom">One past the last row to write.</param>
    /// <param name="isMonochrome">Whether all colours are the first.</param>
    public void Write(RgbPlanes pixels, Vector3d whiteBalance, int bottom, bool isMonochrome)
    {
        var core = _plan.Region(0);
        core = core with { LastRow = Math.Min(core.LastRow, bottom - _tile.Top) };
        for (var colour = 0; colour < 3; colour++)
        {
            TileOutput.Write(_tile, core, _geometry.Phases, _estimates[isMonochrome ? 0 : colour], (float)(1 / whiteBalance[isMonochrome ? 1 : colour]), pixels[colour]);
        }
    }

    /// <summary>Writes the number of frames of the cells whose middle lies in the core: the sum of all weights there.</summary>
    /// <param name="counts">Receives it.</param>
    /// <param name="bottom">One past the last row of the core.</param>
    public void WriteFrames(Plane<float> counts, int bottom)
    {
        var core = _plan.Region(0);
        var pitch = MergeFrame.WeightPitch * _geometry.Scale;
        var (top, left) = (_tile.Top + core.FirstRow, _tile.Left + (core.FirstCell * _geometry.Cell));
        var right = Math.Min(_tile.Left + (core.LastCell * _geometry.Cell), _geometry.Width);
        for (var j = top / pitch; j < counts.Height; j++)
        {
            var y = Math.Min((j * pitch) + (pitch / 2), _geometry.Height - 1);
            if (y >= bottom)
            {
                break;
            }

            if (y < top)
            {
                continue;
            }

            for (var i = left / pitch; i < counts.Width && i * pitch < right; i++)
            {
                var x = Math.Min((i * pitch) + (pitch / 2), _geometry.Width - 1);
                if (x < left || x >= right)
                {
                    continue;
                }

                var at = _weights[0].IndexOf(x - _tile.Left, y - _tile.Top);
                counts[i, j] = _bayer is null ? _weights[0].Samples[at] : _weights[0].Samples[at] + _weights[1].Samples[at] + _weights[2].Samples[at];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _samples.Dispose();
        _validity.Dispose();
        foreach (var plane in _estimates.Concat(_sums).Concat(_weights).Concat(_scratch))
        {
            plane.Dispose();
        }
    }

    private void Locate(int left, int top)
    {
        _tile = new TilePlace(left - (_plan.MarginCells * _geometry.Cell), top - _plan.Margin, _plan.TileCells, _plan.TileRows);
        for (var f = 0; f < _windows.Length; f++)
        {
            _windows[f].Locate(_geometry, _plan.Frames[f].Motion, _tile.Left, _tile.Top, _tile.Cells, _tile.Rows);
            _ranges[f] = _trust.RangeOf(_tile, _plan.Frames[f].Weights);
        }
    }

    private void GatherGreen()
    {
        var region = _plan.Region(_plan.Margin);
        Array.ForEach(_sums, plane => plane.Clear());
        Array.ForEach(_weights, plane => plane.Clear());
        for (var f = 0; f < _windows.Length; f++)
        {
            if (!Open(f, 0, region, out var part))
            {
                continue;
            }

            if (_plan.IsBracket)
            {
                _bayer!.AddResiduals(_tile, region, _windows[f], _validity, _trust, _weights);
                MultiplyByValidity(part);
                _bayer.AddResiduals(_tile, region, _windows[f], _samples, _trust, _sums);
            }
            else
            {
                _bayer!.AddGreen(_tile, region, _windows[f], _samples, _trust, _sums, _weights);
            }
        }

        var (sum, weight) = (_sums[CfaPattern.Green], _weights[CfaPattern.Green]);
        if (IsPoor(weight, region))
        {
            FillSparseGreen(region);
        }
        else
        {
            TileEstimate.Divide(sum, weight, sum, weight, _estimates[CfaPattern.Green]);
        }

        ClearOthers(_sums);
        TileOutput.Mirror(_geometry, _tile, _estimates[CfaPattern.Green]);
    }

    // Where frames hardly moved there are places without a green sample near: there green is interpolated with the help of the other colours.
    private void FillSparseGreen(TileRegion region)
    {
        if (!_plan.IsBracket)
        {
            for (var f = 0; f < _windows.Length; f++)
            {
                if (Open(f, 0, region, out _))
                {
                    _bayer!.AddOthers(_tile, region, _windows[f], _samples, _trust, _sums, _weights);
                }
            }
        }

        var (sum, weight) = (_sums[CfaPattern.Green], _weights[CfaPattern.Green]);
        sum.Samples.CopyTo(_scratch[0].Samples);
        weight.Samples.CopyTo(_scratch[1].Samples);
        _greenBlur.Run(_scratch[0], _scratch[2], region);
        _greenBlur.Run(_scratch[1], _scratch[2], region);
        TileEstimate.Divide(sum, weight, _scratch[0], _scratch[1], _estimates[CfaPattern.Green]);
        if (_geometry.Scale == 1)
        {
            SparseGreen.Fill(_sums, _weights, region, TileEstimate.EnoughWeight, TileEstimate.PilotPrior, _estimates[CfaPattern.Green]);
        }

        if (!_plan.IsBracket)
        {
            ClearOthers(_weights);
        }
    }

    private void GatherDifferences()
    {
        var region = _plan.Region(_plan.DifferenceMargin);
        var green = SampleModel(_estimates[CfaPattern.Green], _scratch[0]);
        for (var f = 0; f < _windows.Length; f++)
        {
            if (!Open(f, 0, region, out var part))
            {
                continue;
            }

            _bayerResidual!.SubtractGreen(_tile, _windows[f], green, _samples, part);
            if (_plan.IsBracket)
            {
                MultiplyByValidity(part);
                _bayer!.AddResiduals(_tile, region, _windows[f], _samples, _trust, _sums);
            }
            else
            {
                _bayer!.AddOthers(_tile, region, _windows[f], _samples, _trust, _sums, _weights);
            }
        }

        foreach (var colour in new[] { CfaPattern.Red, CfaPattern.Blue })
        {
            _weights[colour].Samples.CopyTo(_scratch[1].Samples);
            _differenceBlur.Run(_sums[colour], _scratch[2], region);
            _differenceBlur.Run(_scratch[1], _scratch[2], region);
            TileEstimate.AddRelative(_estimates[CfaPattern.Green], _sums[colour], _scratch[1], SmallestWeight, 1, _plan.Pedestal, _estimates[colour]);
            TileOutput.Mirror(_geometry, _tile, _estimates[colour]);
        }
    }

    private void Refine(TileRegion region)
    {
        Array.ForEach(_sums, plane => plane.Clear());
        var models = new PhaseImage[3];
        for (var colour = 0; colour < 3; colour++)
        {
            models[colour] = SampleModel(_estimates[colour], _scratch[colour]);
        }

        for (var f = 0; f < _windows.Length; f++)
        {
            if (!Open(f, 0, region, out var part))
            {
                continue;
            }

            _bayerResidual!.Subtract(_tile, _windows[f], models, _samples, part);
            if (_plan.IsBracket)
            {
                MultiplyByValidity(part);
            }

            _bayer!.AddResiduals(_tile, region, _windows[f], _samples, _trust, _sums);
        }

        for (var colour = 0; colour < 3; colour++)
        {
            TileEstimate.AddRelative(_estimates[colour], _sums[colour], _weights[colour], RefinementPrior, _plan.RefinementStep, _plan.Pedestal, _estimates[colour]);
            TileOutput.Mirror(_geometry, _tile, _estimates[colour]);
        }
    }

    // What samples of red and blue have above the level at which green clips: it stays out of the regression, which would carry the jump of
    // colour at the rim of a lamp into the dark beside it. It belongs where the estimate has reached that level.
    private void AddExcess()
    {
        var region = _plan.Region(_plan.FilterReach + _greenBlur.Radius);
        Array.ForEach(_sums, plane => plane.Clear());
        for (var f = 0; f < _windows.Length; f++)
        {
            if (_trust.Open(_tile, _windows[f], _plan.Frames[f].Weights, _ranges[f], _plan.Trust(f)))
            {
                _samples.Reshape(_windows[f].Cells * _geometry.FrameCell, _windows[f].Rows);
                _reader.ReadExcess(_plan.Frames[f], _windows[f], _windows[f].PartFor(_geometry, _tile, region), _ceiling, _samples);
                _bayer!.AddResiduals(_tile, region, _windows[f], _samples, _trust, _sums);
            }
        }

        for (var colour = 0; colour < 3; colour++)
        {
            _weights[colour].Samples.CopyTo(_scratch[1].Samples);
            _greenBlur.Run(_sums[colour], _scratch[2], region);
            _greenBlur.Run(_scratch[1], _scratch[2], region);
            TileEstimate.AddExcess(_estimates[colour], _sums[colour], _scratch[1], SmallestWeight, _ceiling);
        }
    }

    private void GatherPlane(int plane, TileRegion region, PhaseImage? model, PhaseImage? weights)
    {
        _sums[0].Clear();
        weights?.Clear();
        for (var f = 0; f < _windows.Length; f++)
        {
            if (!Open(f, plane, region, out var part))
            {
                continue;
            }

            if (model is not null)
            {
                _planeResidual.Subtract(_tile, _windows[f], model, _samples, part);
            }

            if (_plan.IsBracket)
            {
                MultiplyByValidity(part);
                _plane!.Add(_tile, region, _windows[f], _samples, _trust, _sums[0], null);
                if (weights is not null)
                {
                    _plane.Add(_tile, region, _windows[f], _validity, _trust, weights, null);
                }

                continue;
            }

            _plane!.Add(_tile, region, _windows[f], _samples, _trust, _sums[0], weights);
        }
    }

    // Reads what a pass needs of a frame; false where the frame has no weight in the tile.
    private bool Open(int f, int plane, TileRegion region, out TileRegion part)
    {
        var frame = _plan.Frames[f];
        var window = _windows[f];
        part = window.PartFor(_geometry, _tile, region);
        if (!_trust.Open(_tile, window, frame.Weights, _ranges[f], _plan.Trust(f)))
        {
            return false;
        }

        _samples.Reshape(window.Cells * _geometry.FrameCell, window.Rows);
        _reader.Read(frame, plane, window, part, _ceiling, _samples);
        if (_plan.IsBracket)
        {
            _validity.Reshape(window.Cells * _geometry.FrameCell, window.Rows);
            _reader.ReadValidity(frame, plane, window, part, _plan.ClippedWeight(f), _validity);
        }

        return true;
    }

    private void MultiplyByValidity(TileRegion part)
    {
        ReadOnlySpan<float> validity = _validity.Samples[(part.FirstRow * _samples.RowLength)..(part.LastRow * _samples.RowLength)];
        var samples = _samples.Samples[(part.FirstRow * _samples.RowLength)..];
        for (var i = 0; i < validity.Length; i++)
        {
            samples[i] *= validity[i];
        }
    }

    private static void ClearOthers(PhaseImage[] planes)
    {
        planes[CfaPattern.Red].Clear();
        planes[CfaPattern.Blue].Clear();
    }

    // What a sample sees of the estimate: at scale s the mean of s × s output samples.
    private PhaseImage SampleModel(PhaseImage estimate, PhaseImage target)
    {
        if (_geometry.Scale == 1)
        {
            return estimate;
        }

        ReadOnlySpan<float> source = estimate.Samples;
        for (var r = 0; r < _tile.Rows - 1; r++)
        {
            for (var phase = 0; phase < _geometry.Phases; phase++)
            {
                var to = target.Row(r, phase);
                for (var lane = 0; lane < to.Length; lane += Vector<float>.Count)
                {
                    var column = (lane * _geometry.Phases) + phase;
                    var (at, next) = (estimate.IndexOf(column, r), estimate.IndexOf(column + 1, r));
                    var sum = Lanes.Load(source, at) + Lanes.Load(source, next)
                        + Lanes.Load(source, at + estimate.RowLength) + Lanes.Load(source, next + estimate.RowLength);
                    (sum * 0.25f).CopyTo(to[lane..]);
                }
            }
        }

        return target;
    }

    // Whether any place of the picture in the region has hardly a sample.
    private bool IsPoor(PhaseImage weight, TileRegion region)
    {
        var top = Math.Max(region.FirstRow, -_tile.Top);
        var bottom = Math.Min(region.LastRow, _geometry.Height - _tile.Top);
        var left = Math.Max(region.FirstCell, -_tile.Left / _geometry.Cell);
        var right = Math.Min(region.LastCell, (_geometry.Width - _tile.Left + _geometry.Cell - 1) / _geometry.Cell);
        for (var r = top; r < bottom; r++)
        {
            for (var phase = 0; phase < _geometry.Phases; phase++)
            {
                ReadOnlySpan<float> weights = weight.Row(r, phase)[(left * Vector<float>.Count)..(right * Vector<float>.Count)];
                for (var i = 0; i < weights.Length; i += Vector<float>.Count)
                {
                    if (Vector.LessThanAny(Lanes.Load(weights, i), new Vector<float>(TileEstimate.EnoughWeight)))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
