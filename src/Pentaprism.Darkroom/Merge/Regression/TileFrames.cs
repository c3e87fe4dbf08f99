using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>The frames as a tile sees them: where they lie, how far they are trusted, and their samples, which are read once for all passes.</summary>
internal sealed class TileFrames : IDisposable
{
    private readonly TileGeometry _geometry;
    private readonly RegressionPlan _plan;
    private readonly PlanePool _pool;
    private readonly FrameSamples _reader;
    private readonly FrameTrust _truster;
    private readonly FrameWindow[] _windows;
    private readonly Part[] _parts;
    private TilePlace _tile;
    private int _open;

    /// <summary>Makes room for one worker.</summary>
    /// <param name="plan">The tiles and the frames.</param>
    /// <param name="store">The samples.</param>
    /// <param name="whiteBalance">Factors of the colours.</param>
    /// <param name="pool">Lends the memory.</param>
    public TileFrames(RegressionPlan plan, FrameStore store, Vector3d whiteBalance, PlanePool pool)
    {
        _plan = plan;
        _geometry = plan.Geometry;
        _pool = pool;
        _reader = new FrameSamples(store, whiteBalance, _geometry.Period);
        _truster = new FrameTrust(_geometry, plan.TileCells);
        _windows = [.. plan.Frames.Select(_ => new FrameWindow())];
        _parts = [.. plan.Frames.Select(_ => new Part())];
        Residuals = new PhaseImage(pool, _geometry.Period, _geometry.FrameCell, 1);
        Validity = new PhaseImage(pool, _geometry.Period, _geometry.FrameCell, 1);
    }

    /// <summary>Gets the part of each frame under the tile.</summary>
    public ReadOnlySpan<FrameWindow> Windows => _windows;

    /// <summary>Gets the trust in the open frame, one number for each output sample.</summary>
    public PhaseImage Trust => _parts[_open].Trust!;

    /// <summary>Gets the samples of the open frame.</summary>
    public PhaseImage Samples => _parts[_open].Samples!;

    /// <summary>Gets room for what is made of the samples of the open frame.</summary>
    public PhaseImage Residuals { get; }

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
            _parts[f].Range = _truster.RangeOf(tile, _plan.Frames[f].Weights);
            _parts[f].IsRead = false;
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

    /// <summary>Turns to a frame; its first pass over a tile reads it, and so has to have the largest region.</summary>
    /// <param name="f">The frame's number.</param>
    /// <param name="plane">Its plane.</param>
    /// <param name="region">Part of the tile that the pass fills.</param>
    /// <param name="part">The part of the frame's window that the pass needs.</param>
    /// <returns>Whether the frame has any weight in the tile; where not, nothing was read.</returns>
    public bool Open(int f, int plane, TileRegion region, out TileRegion part)
    {
        var (frame, window) = (_plan.Frames[f], _windows[f]);
        part = window.PartFor(_geometry, _tile, region);
        if (_parts[f].Range.Most <= 0)
        {
            return false;
        }

        _open = f;
        if (!_parts[f].IsRead)
        {
            _parts[f].IsRead = true;
            FillTrust(f, region);
            _reader.Read(frame, plane, window, part, Ceiling, Shaped(_parts[f].Samples ??= NewWindow(), window));
        }

        Shaped(Residuals, window);
        if (_plan.IsBracket)
        {
            _reader.ReadValidity(frame, plane, window, part, _plan.ClippedWeight(f), Shaped(Validity, window));
        }

        return true;
    }

    /// <summary>Reads what the samples of a frame have above the ceiling into <see cref="Residuals"/>.</summary>
    /// <param name="f">The frame's number.</param>
    /// <param name="region">Part of the tile that the pass fills, within that of <see cref="Open"/>.</param>
    /// <returns>Whether the frame has any weight in the tile; where not, nothing was read.</returns>
    public bool OpenExcess(int f, TileRegion region)
    {
        if (_parts[f].Range.Most <= 0)
        {
            return false;
        }

        _open = f;
        var window = _windows[f];
        _reader.ReadExcess(_plan.Frames[f], window, window.PartFor(_geometry, _tile, region), Ceiling, Shaped(Residuals, window));
        return true;
    }

    /// <summary>Multiplies by the validity of the open frame.</summary>
    /// <param name="part">The part of the window that counts.</param>
    /// <param name="samples">What is multiplied: samples or residuals.</param>
    /// <returns><see cref="Residuals"/>, which receive the product.</returns>
    public PhaseImage TimesValidity(TileRegion part, PhaseImage samples)
    {
        var length = samples.RowLength;
        ReadOnlySpan<float> validity = Validity.Samples[(part.FirstRow * length)..(part.LastRow * length)];
        var products = Residuals.Samples.Slice(part.FirstRow * length, validity.Length);
        if (samples != Residuals)
        {
            samples.Samples.Slice(part.FirstRow * length, validity.Length).CopyTo(products);
        }

        RowProduct.Multiply(products, validity);
        return Residuals;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Residuals.Dispose();
        Validity.Dispose();
        foreach (var part in _parts)
        {
            part.Samples?.Dispose();
            part.Trust?.Dispose();
        }
    }

    private void FillTrust(int f, TileRegion region)
    {
        var (part, factor) = (_parts[f], _plan.Trust(f));
        part.Trust ??= new PhaseImage(_pool, _geometry.Phases, _plan.TileCells * _geometry.Cell, _plan.TileRows);
        if (!_truster.IsEven(_tile, _windows[f], part.Range))
        {
            _truster.Fill(_tile, _windows[f], _plan.Frames[f].Weights, part.Range, factor, region, part.Trust);
            part.IsEven = false;
        }
        else if (!part.IsEven)
        {
            part.Trust.Samples.Fill(factor);
            part.IsEven = true;
        }
    }

    private PhaseImage NewWindow() => new(_pool, _geometry.Period, _geometry.FrameCell, 1);

    private PhaseImage Shaped(PhaseImage image, FrameWindow window)
    {
        image.Reshape(window.Cells * _geometry.FrameCell, window.Rows);
        return image;
    }

    /// <summary>What is kept of one frame.</summary>
    private sealed class Part
    {
        public PhaseImage? Samples { get; set; }

        public PhaseImage? Trust { get; set; }

        // Least and greatest weight in the tile.
        public (float Least, float Most) Range { get; set; }

        // Whether samples and trust are those of the tile.
        public bool IsRead { get; set; }

        // Whether all of the trust is the frame's own factor.
        public bool IsEven { get; set; }
    }
}
