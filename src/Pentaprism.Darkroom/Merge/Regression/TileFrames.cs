using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>The frames as a tile sees them: where they lie, how far they are trusted, and the samples of the one that is open.</summary>
internal sealed class TileFrames : IDisposable
{
    private readonly TileGeometry _geometry;
    private readonly RegressionPlan _plan;
    private readonly FrameSamples _reader;
    private readonly FrameWindow[] _windows;
    private readonly (float Least, float Most)[] _ranges;
    private TilePlace _tile;

    /// <summary>Rents the memory of one worker.</summary>
    /// <param name="plan">The tiles and the frames.</param>
    /// <param name="store">The samples.</param>
    /// <param name="whiteBalance">Factors of the colours.</param>
    /// <param name="pool">Lends the memory.</param>
    public TileFrames(RegressionPlan plan, FrameStore store, Vector3d whiteBalance, PlanePool pool)
    {
        _plan = plan;
        _geometry = plan.Geometry;
        _reader = new FrameSamples(store, whiteBalance, _geometry.Period);
        _windows = [.. plan.Frames.Select(_ => new FrameWindow())];
        _ranges = new (float Least, float Most)[_windows.Length];
        Trust = new TrustRows(_geometry, plan.TileCells);
        Samples = new PhaseImage(pool, _geometry.Period, _geometry.FrameCell, 1);
        Validity = new PhaseImage(pool, _geometry.Period, _geometry.FrameCell, 1);
    }

    /// <summary>Gets the part of each frame under the tile.</summary>
    public ReadOnlySpan<FrameWindow> Windows => _windows;

    /// <summary>Gets the trust in the open frame.</summary>
    public TrustRows Trust { get; }

    /// <summary>Gets the samples of the open frame.</summary>
    public PhaseImage Samples { get; }

    /// <summary>Gets how much each sample of the open frame counts, 0 to 1; for brackets alone.</summary>
    public PhaseImage Validity { get; }

    /// <summary>Gets the level at which samples are cut.</summary>
    public float Ceiling { get; private set; }

    /// <summary>Gets a value indicating whether a sample was cut since <see cref="LimitAtClip"/>.</summary>
    public bool HasExcess => _reader.Highest > Ceiling;

    /// <summary>Goes to a tile, where no sample is cut.</summary>
    /// <param name="tile">Its place.</param>
    public void Locate(TilePlace tile)
    {
        (_tile, Ceiling) = (tile, float.PositiveInfinity);
        for (var f = 0; f < _windows.Length; f++)
        {
            _windows[f].Locate(_geometry, _plan.Frames[f].Motion, tile.Left, tile.Top, tile.Cells, tile.Rows);
            _ranges[f] = Trust.RangeOf(tile, _plan.Frames[f].Weights);
        }
    }

    /// <summary>Cuts samples at the level at which green clips; not those of a bracket, whose validity tells them.</summary>
    /// <param name="x">Output column at which the level is taken.</param>
    /// <param name="y">Output row.</param>
    public void LimitAtClip(int x, int y)
    {
        Ceiling = _plan.IsBracket ? float.PositiveInfinity : _reader.ClipLevelAt(x, y, _geometry.Scale);
        _reader.ForgetHighest();
    }

    /// <summary>Reads what a pass needs of a frame.</summary>
    /// <param name="f">The frame's number.</param>
    /// <param name="plane">Its plane.</param>
    /// <param name="region">Part of the tile that the pass fills.</param>
    /// <param name="part">Part of the frame's window that was read.</param>
    /// <returns>Whether the frame has any weight in the tile; where not, nothing was read.</returns>
    public bool Open(int f, int plane, TileRegion region, out TileRegion part)
    {
        var (frame, window) = (_plan.Frames[f], _windows[f]);
        part = window.PartFor(_geometry, _tile, region);
        if (!OpenTrust(f))
        {
            return false;
        }

        Samples.Reshape(window.Cells * _geometry.FrameCell, window.Rows);
        _reader.Read(frame, plane, window, part, Ceiling, Samples);
        if (_plan.IsBracket)
        {
            Validity.Reshape(window.Cells * _geometry.FrameCell, window.Rows);
            _reader.ReadValidity(frame, plane, window, part, _plan.ClippedWeight(f), Validity);
        }

        return true;
    }

    /// <summary>Reads what the samples of a frame have above the ceiling.</summary>
    /// <param name="f">The frame's number.</param>
    /// <param name="region">Part of the tile that the pass fills.</param>
    /// <returns>Whether the frame has any weight in the tile; where not, nothing was read.</returns>
    public bool OpenExcess(int f, TileRegion region)
    {
        if (!OpenTrust(f))
        {
            return false;
        }

        var window = _windows[f];
        Samples.Reshape(window.Cells * _geometry.FrameCell, window.Rows);
        _reader.ReadExcess(_plan.Frames[f], window, window.PartFor(_geometry, _tile, region), Ceiling, Samples);
        return true;
    }

    /// <summary>Multiplies the samples of the open frame by their validity.</summary>
    /// <param name="part">What was read.</param>
    public void MultiplyByValidity(TileRegion part)
    {
        ReadOnlySpan<float> validity = Validity.Samples[(part.FirstRow * Samples.RowLength)..(part.LastRow * Samples.RowLength)];
        RowProduct.Multiply(Samples.Samples.Slice(part.FirstRow * Samples.RowLength, validity.Length), validity);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Samples.Dispose();
        Validity.Dispose();
    }

    private bool OpenTrust(int f) => Trust.Open(_tile, _windows[f], _plan.Frames[f].Weights, _ranges[f], _plan.Trust(f));
}
