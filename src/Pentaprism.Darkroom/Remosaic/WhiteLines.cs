using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>A colour as a line over white around every cell, C = a W + b.</summary>
/// <remarks>
/// In three steps, each for what the one before left over: the ratio of the colour to white over a wide neighbourhood; a line over white by least squares
/// nearby (guided image filtering: He, Sun and Tang 2010); what single cells have besides. The second and third count as far as they stand out
/// of the noise, so that in the dark white alone tells the light and its neighbourhood the colour. Where white is clipped the colour stands alone.
/// </remarks>
internal sealed class WhiteLines : IDisposable
{
    // Standard deviations of the neighbourhoods, cells.
    private const double Ratio = 12;
    private const double Line = 2.4;
    private const double Single = 0.9;
    private const double Reach = 2.5;

    private readonly CfaCells _cells;
    private readonly byte _colour;
    private readonly Plane<float> _slope;
    private readonly Plane<float> _offset;
    private readonly Plane<float> _alone;
    private readonly Plane<float> _whole;

    private WhiteLines(CfaCells cells, byte colour, Plane<float> slope, Plane<float> offset, Plane<float> alone, Plane<float> whole, double share) =>
        (_cells, _colour, _slope, _offset, _alone, _whole, Share) = (cells, colour, slope, offset, alone, whole, share);

    /// <summary>Gets the light of the colour over that of white in all of the picture.</summary>
    public double Share { get; }

    /// <summary>Fits the lines of a colour.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="white">White at every photosite.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="colour">0 red, 1 green, 2 blue.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The lines; the caller disposes them.</returns>
    public static WhiteLines Of(Mosaic mosaic, WhitePlane white, CfaCells cells, byte colour, ProcessingContext context)
    {
        using var own = WhiteCells.Of(mosaic, white, cells, colour, context);
        var means = new WhiteCellMeans(context, own);
        var (slope, share) = means.Ratios(FilterKernel.Gaussian(Ratio, (int)(Reach * Ratio)));
        var offset = means.Rent();
        offset.Samples.Clear();
        var (nearby, single) = (FilterKernel.Gaussian(Line, (int)(Reach * Line)), FilterKernel.Gaussian(Single));
        means.AddLines(nearby, slope, offset);
        var whole = means.Blurred(own.Count, single);
        means.AddRests(nearby, single, whole, slope, offset);
        return new WhiteLines(cells, colour, slope, offset, means.OverAll(single, whole), whole, share);
    }

    /// <summary>Fills in the photosites of the colour in a Bayer mosaic.</summary>
    public void Fill(WhitePlane white, CfaPattern bayer, Plane<float> output, ProcessingContext context) => Bands.Run(context, output.Width, output.Height, (top, bottom) =>
    {
        for (var y = top; y < bottom; y++)
        {
            var row = output.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                if (bayer[x, y] == _colour)
                {
                    row[x] = At(((x - _cells.Left) / 2f) - 0.25f, ((y - _cells.Top) / 2f) - 0.25f, white.Light[x, y], white.Whole[x, y]);
                }
            }
        }
    });

    /// <summary>Fills in the cells of the colour.</summary>
    public void FillCells(WhitePlane white, Plane<float> output, ProcessingContext context) => Bands.Run(context, output.Width, output.Height, (top, bottom) =>
    {
        for (var y = top; y < bottom; y++)
        {
            for (var x = 0; x < output.Width; x++)
            {
                if (_cells.Bayer[x, y] == _colour)
                {
                    var (left, above) = (_cells.Left + (2 * x), _cells.Top + (2 * y));
                    var light = 0.25f * (white.Light[left, above] + white.Light[left + 1, above] + white.Light[left, above + 1] + white.Light[left + 1, above + 1]);
                    var whole = Math.Min(Math.Min(white.Whole[left, above], white.Whole[left + 1, above]), Math.Min(white.Whole[left, above + 1], white.Whole[left + 1, above + 1]));
                    output[x, y] = At(x, y, light, whole);
                }
            }
        }
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _slope.Dispose();
        _offset.Dispose();
        _alone.Dispose();
        _whole.Dispose();
    }

    private float At(float x, float y, float light, float isWhole)
    {
        var (left, above) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (t, s) = (x - left, y - above);
        var (x0, x1) = (Math.Clamp(left, 0, _slope.Width - 1), Math.Clamp(left + 1, 0, _slope.Width - 1));
        var (y0, y1) = (Math.Clamp(above, 0, _slope.Height - 1), Math.Clamp(above + 1, 0, _slope.Height - 1));
        float Between(Plane<float> plane) =>
            ((1 - s) * (((1 - t) * plane[x0, y0]) + (t * plane[x1, y0]))) + (s * (((1 - t) * plane[x0, y1]) + (t * plane[x1, y1])));
        var share = Math.Clamp(Between(_whole), 0, 1) * isWhole;
        return (share * ((Between(_slope) * light) + Between(_offset))) + ((1 - share) * Between(_alone));
    }
}
