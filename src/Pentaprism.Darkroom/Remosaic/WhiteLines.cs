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

    // A line has two numbers: so often does chance give it the variance of a mean.
    private const float NumbersOfLine = 2;

    // White between photosites is a mean, and so is that of a cell.
    private const float NoiseOfWhite = 0.3f;
    private const float SteepestLine = 3;
    private const float Least = 1e-12f;

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
        var means = new CellMeans(context, own);
        var (slope, share) = means.Ratios(FilterKernel.Gaussian(Ratio, (int)(Reach * Ratio)));
        var offset = means.Rent();
        offset.Samples.Clear();
        means.AddLines(FilterKernel.Gaussian(Line, (int)(Reach * Line)), slope, offset);
        means.AddRests(FilterKernel.Gaussian(Line, (int)(Reach * Line)), FilterKernel.Gaussian(Single), slope, offset);
        return new WhiteLines(cells, colour, slope, offset, means.Alone(FilterKernel.Gaussian(Single)), means.Whole(FilterKernel.Gaussian(Single)), share);
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

    // What neighbourhoods of cells say, each sample of a plane counting for one cell of the colour whose white is whole.
    private sealed class CellMeans(ProcessingContext context, WhiteCells own)
    {
        public Plane<float> Rent() => context.Pool.Rent<float>(own.Count.Width, own.Count.Height);

        public (Plane<float> Ratios, double Share) Ratios(FilterKernel kernel)
        {
            var ratios = Rent();
            using var light = Mean((count, white, _, _) => count * white, kernel);
            using var tint = Mean((count, _, colour, _) => count * colour, kernel);
            var (sumOfLight, sumOfTint) = (0.0, 0.0);
            for (var i = 0; i < ratios.Samples.Length; i++)
            {
                ratios.Samples[i] = Math.Clamp(tint.Samples[i] / Math.Max(light.Samples[i], Least), 0, SteepestLine);
                sumOfLight += light.Samples[i];
                sumOfTint += tint.Samples[i];
            }

            return (ratios, sumOfLight > 0 ? sumOfTint / sumOfLight : 1);
        }

        public void AddLines(FilterKernel kernel, Plane<float> slope, Plane<float> offset)
        {
            using var rest = Rests(slope, offset);
            using var n = Mean((count, _, _, _) => count, kernel);
            using var w = Mean((count, white, _, _) => count * white, kernel);
            using var ww = Mean((count, white, _, _) => count * white * white, kernel);
            using var noise = Noise(kernel, slope);
            using var c = Blurred(rest, kernel);
            using var wc = Rent();
            for (var i = 0; i < wc.Samples.Length; i++)
            {
                wc.Samples[i] = rest.Samples[i] * own.White.Samples[i];
            }

            using var product = Blurred(wc, kernel);
            var squares = kernel.Weights.Sum(weight => weight * weight);
            for (var i = 0; i < slope.Samples.Length; i++)
            {
                var sum = n.Samples[i];
                if (sum < 1e-4f)
                {
                    continue;
                }

                var (meanW, meanC) = (w.Samples[i] / sum, c.Samples[i] / sum);
                var (variance, common) = ((ww.Samples[i] / sum) - (meanW * meanW), (product.Samples[i] / sum) - (meanW * meanC));
                var a = Math.Clamp(common / Math.Max(variance, Least), -SteepestLine, SteepestLine);

                // The mean square of the line over the neighbourhood, and what of it is noise: that of so many cells.
                var power = (meanC * meanC) + (a * a * variance);
                var cellsMet = sum / (squares * squares);
                var counts = Math.Max(0, 1 - (NumbersOfLine * noise.Samples[i] / sum / cellsMet / Math.Max(power, Least)));
                slope.Samples[i] += counts * a;
                offset.Samples[i] += counts * (meanC - (a * meanW));
            }
        }

        public void AddRests(FilterKernel nearby, FilterKernel kernel, Plane<float> slope, Plane<float> offset)
        {
            using var rest = Rests(slope, offset);
            using var power = Rent();
            for (var i = 0; i < power.Samples.Length; i++)
            {
                power.Samples[i] = rest.Samples[i] * rest.Samples[i];
            }

            using (var powers = Blurred(power, nearby))
            using (var noise = Noise(nearby, slope))
            {
                for (var i = 0; i < rest.Samples.Length; i++)
                {
                    rest.Samples[i] *= Math.Max(0, 1 - (noise.Samples[i] / Math.Max(powers.Samples[i], Least)));
                }
            }

            using var rests = Blurred(rest, kernel);
            using var n = Mean((count, _, _, _) => count, kernel);
            for (var i = 0; i < offset.Samples.Length; i++)
            {
                offset.Samples[i] += rests.Samples[i] / Math.Max(n.Samples[i], 1e-4f);
            }
        }

        public Plane<float> Alone(FilterKernel kernel)
        {
            var alone = Mean((_, _, colour, _) => colour, kernel);
            using var all = Blurred(own.All, kernel);
            for (var i = 0; i < alone.Samples.Length; i++)
            {
                alone.Samples[i] /= all.Samples[i];
            }

            return alone;
        }

        public Plane<float> Whole(FilterKernel kernel)
        {
            var whole = Mean((count, _, _, _) => count, kernel);
            using var all = Blurred(own.All, kernel);
            for (var i = 0; i < whole.Samples.Length; i++)
            {
                whole.Samples[i] = Math.Min(whole.Samples[i] / all.Samples[i], 1);
            }

            return whole;
        }

        private Plane<float> Noise(FilterKernel kernel, Plane<float> slope)
        {
            var noise = Mean((count, _, _, variance) => count * variance, kernel);
            using var ofWhite = Blurred(own.VarianceOfWhite, kernel);
            for (var i = 0; i < noise.Samples.Length; i++)
            {
                noise.Samples[i] += NoiseOfWhite * slope.Samples[i] * slope.Samples[i] * ofWhite.Samples[i];
            }

            return noise;
        }

        // What is left of cells beside their lines.
        private Plane<float> Rests(Plane<float> slope, Plane<float> offset)
        {
            var rest = Rent();
            for (var i = 0; i < rest.Samples.Length; i++)
            {
                rest.Samples[i] = own.Count.Samples[i] * (own.Colour.Samples[i] - (slope.Samples[i] * own.White.Samples[i]) - offset.Samples[i]);
            }

            return rest;
        }

        private Plane<float> Mean(Func<float, float, float, float, float> value, FilterKernel kernel)
        {
            using var plane = Rent();
            for (var i = 0; i < plane.Samples.Length; i++)
            {
                plane.Samples[i] = value(own.Count.Samples[i], own.White.Samples[i], own.Colour.Samples[i], own.Variance.Samples[i]);
            }

            return Blurred(plane, kernel);
        }

        private Plane<float> Blurred(Plane<float> plane, FilterKernel kernel)
        {
            var blurred = Rent();
            Convolution.Separable(context, plane, kernel, blurred);
            return blurred;
        }
    }
}
