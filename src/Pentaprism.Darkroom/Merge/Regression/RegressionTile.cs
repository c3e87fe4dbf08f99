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
    private readonly TileFrames _frames;
    private readonly BayerResidual? _bayerResidual;
    private readonly PlaneResidual _planeResidual;
    private readonly BayerGather? _bayer;
    private readonly PlaneGather? _plane;
    private readonly NormalisedBlur _greenBlur;
    private readonly NormalisedBlur _differenceBlur;
    private PhaseImage[] _estimates;
    private readonly PhaseImage[] _sums;
    private readonly PhaseImage[] _weights;
    private PhaseImage[] _scratch;
    private TilePlace _tile;

    public RegressionTile(RegressionPlan plan, FrameStore store, Vector3d whiteBalance, PlanePool pool)
    {
        _plan = plan;
        _geometry = plan.Geometry;
        _frames = new TileFrames(plan, store, whiteBalance, pool);
        _planeResidual = new PlaneResidual(_geometry);
        _bayerResidual = _geometry.Period == 2 ? new BayerResidual(_geometry, store.Cfa!, plan.Pedestal) : null;
        _bayer = _geometry.Period == 2 ? new BayerGather(_geometry, store.Cfa!, plan.TileCells) : null;
        _plane = _geometry.Period == 1 ? new PlaneGather(_geometry, plan.TileCells) : null;
        _greenBlur = new NormalisedBlur(_geometry.Phases, 1);
        _differenceBlur = new NormalisedBlur(_geometry.Phases, plan.DifferenceReach);
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
        _frames.LimitAtClip(left + (_plan.CoreCells * _geometry.Cell / 2), top + (_plan.CoreRows / 2));
        GatherGreen();
        GatherDifferences();
        for (var pass = _plan.Refinements - 1; pass >= 0; pass--)
        {
            Refine(_plan.Region((pass * _plan.RefinementReach) + _plan.FilterReach));
        }

        if (_frames.HasExcess)
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
        var estimate = _estimates[plane];
        GatherPlane(plane, _plan.Region(_plan.Margin), null, _weights[0]);
        TileEstimate.Divide(_sums[0], _weights[0], _sums[0], _weights[0], estimate);
        TileOutput.Mirror(_geometry, _tile, estimate);
        for (var pass = _plan.Refinements - 1; pass >= 0; pass--)
        {
            GatherPlane(plane, _plan.Region(pass * _plan.RefinementReach), TileEstimate.AsSampled(_geometry, _tile.Rows, estimate, _scratch[0]), null);
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
    public void WriteFrames(Plane<float> counts, int bottom) =>
        TileOutput.WriteFrames(_geometry, _tile, _plan.Region(0), _bayer is null ? [_weights[0]] : _weights, counts, bottom);

    /// <inheritdoc/>
    public void Dispose()
    {
        _frames.Dispose();
        foreach (var plane in _estimates.Concat(_sums).Concat(_weights).Concat(_scratch))
        {
            plane.Dispose();
        }
    }

    private void Locate(int left, int top)
    {
        _tile = new TilePlace(left - (_plan.MarginCells * _geometry.Cell), top - _plan.Margin, _plan.TileCells, _plan.TileRows);
        _frames.Locate(_tile);
    }

    private void GatherGreen()
    {
        var region = _plan.Region(_plan.Margin);
        Array.ForEach(_sums, plane => plane.Clear());
        Array.ForEach(_weights, plane => plane.Clear());
        for (var f = 0; f < _plan.Frames.Count; f++)
        {
            if (!_frames.Open(f, 0, region, out var part))
            {
                continue;
            }

            if (_plan.IsBracket)
            {
                _bayer!.AddResiduals(_tile, region, _frames.Windows[f], _frames.Validity, _frames.Trust, _weights);
                _bayer.AddResiduals(_tile, region, _frames.Windows[f], _frames.TimesValidity(part, _frames.Samples), _frames.Trust, _sums);
            }
            else
            {
                _bayer!.AddGreen(_tile, region, _frames.Windows[f], _frames.Samples, _frames.Trust, _sums, _weights);
            }
        }

        var (sum, weight) = (_sums[CfaPattern.Green], _weights[CfaPattern.Green]);
        if (TileEstimate.IsPoor(_geometry, _tile, weight, region))
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
            for (var f = 0; f < _plan.Frames.Count; f++)
            {
                if (_frames.Open(f, 0, region, out _))
                {
                    _bayer!.AddOthers(_tile, region, _frames.Windows[f], _frames.Samples, _frames.Trust, _sums, _weights);
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
        var green = TileEstimate.AsSampled(_geometry, _tile.Rows, _estimates[CfaPattern.Green], _scratch[0]);
        for (var f = 0; f < _plan.Frames.Count; f++)
        {
            if (!_frames.Open(f, 0, region, out var part))
            {
                continue;
            }

            _bayerResidual!.SubtractGreen(_tile, _frames.Windows[f], green, _frames.Samples, part, _frames.Residuals);
            if (_plan.IsBracket)
            {
                _frames.TimesValidity(part, _frames.Residuals);
                _bayer!.AddResiduals(_tile, region, _frames.Windows[f], _frames.Residuals, _frames.Trust, _sums);
            }
            else
            {
                _bayer!.AddOthers(_tile, region, _frames.Windows[f], _frames.Residuals, _frames.Trust, _sums, _weights);
            }
        }

        foreach (var colour in new[] { CfaPattern.Red, CfaPattern.Blue })
        {
            Smooth(_differenceBlur, colour, region);
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
            models[colour] = TileEstimate.AsSampled(_geometry, _tile.Rows, _estimates[colour], _scratch[colour]);
        }

        for (var f = 0; f < _plan.Frames.Count; f++)
        {
            if (!_frames.Open(f, 0, region, out var part))
            {
                continue;
            }

            _bayerResidual!.Subtract(_tile, _frames.Windows[f], models, _frames.Samples, part, _frames.Residuals);
            if (_plan.IsBracket)
            {
                _frames.TimesValidity(part, _frames.Residuals);
            }

            _bayer!.AddResiduals(_tile, region, _frames.Windows[f], _frames.Residuals, _frames.Trust, _sums);
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
        for (var f = 0; f < _plan.Frames.Count; f++)
        {
            if (_frames.OpenExcess(f, region))
            {
                _bayer!.AddResiduals(_tile, region, _frames.Windows[f], _frames.Residuals, _frames.Trust, _sums);
            }
        }

        for (var colour = 0; colour < 3; colour++)
        {
            Smooth(_greenBlur, colour, region);
            TileEstimate.AddExcess(_estimates[colour], _sums[colour], _scratch[1], SmallestWeight, _frames.Ceiling);
        }
    }

    private void GatherPlane(int plane, TileRegion region, PhaseImage? model, PhaseImage? weights)
    {
        _sums[0].Clear();
        weights?.Clear();
        for (var f = 0; f < _plan.Frames.Count; f++)
        {
            if (!_frames.Open(f, plane, region, out var part))
            {
                continue;
            }

            var samples = _frames.Samples;
            if (model is not null)
            {
                _planeResidual.Subtract(_tile, _frames.Windows[f], model, samples, part, _frames.Residuals);
                samples = _frames.Residuals;
            }

            if (_plan.IsBracket)
            {
                samples = _frames.TimesValidity(part, samples);
                _plane!.Add(_tile, region, _frames.Windows[f], samples, _frames.Trust, _sums[0], null);
                if (weights is not null)
                {
                    _plane.Add(_tile, region, _frames.Windows[f], _frames.Validity, _frames.Trust, weights, null);
                }

                continue;
            }

            _plane!.Add(_tile, region, _frames.Windows[f], samples, _frames.Trust, _sums[0], weights);
        }
    }

    // Smooths the sums of a colour, and its weights into the second scratch plane.
    private void Smooth(NormalisedBlur blur, int colour, TileRegion region)
    {
        _weights[colour].Samples.CopyTo(_scratch[1].Samples);
        blur.Run(_sums[colour], _scratch[2], region);
        blur.Run(_scratch[1], _scratch[2], region);
    }

    private static void ClearOthers(PhaseImage[] planes)
    {
        planes[CfaPattern.Red].Clear();
        planes[CfaPattern.Blue].Clear();
    }
}
