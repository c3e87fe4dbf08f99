using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>What neighbourhoods of cells say of a colour over white, each cell of the colour counting whose white is whole.</summary>
/// <param name="context">Memory and workers.</param>
/// <param name="own">The cells of the colour.</param>
internal sealed class WhiteCellMeans(ProcessingContext context, WhiteCells own)
{
    // A line has two numbers: so often does chance give it the variance of a mean.
    private const float NumbersOfLine = 2;

    // White between photosites is a mean, and so is that of a cell.
    private const float NoiseOfWhite = 0.3f;
    private const float SteepestLine = 3;
    private const float Least = 1e-12f;
    private const float LeastCells = 1e-4f;

    /// <summary>Rents a plane of a sample for each cell.</summary>
    public Plane<float> Rent() => context.Pool.Rent<float>(own.Count.Width, own.Count.Height);

    /// <summary>Blurs a plane of cells.</summary>
    public Plane<float> Blurred(Plane<float> plane, FilterKernel kernel)
    {
        var blurred = Rent();
        Convolution.Separable(context, plane, kernel, blurred);
        return blurred;
    }

    /// <summary>Gives the ratio of the colour to white around each cell, and in all of the picture.</summary>
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

    /// <summary>Adds lines over white to what slopes and offsets leave over, as far as they stand out of the noise.</summary>
    public void AddLines(FilterKernel kernel, Plane<float> slope, Plane<float> offset)
    {
        using var rest = Rests(slope, offset);
        using var n = Blurred(own.Count, kernel);
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
            if (sum < LeastCells)
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

    /// <summary>Adds what single cells have besides their lines to the offsets, as far as it stands out of the noise.</summary>
    /// <param name="nearby">Where noise and what stands out of it are judged.</param>
    /// <param name="kernel">Spreads a cell over its place.</param>
    /// <param name="counts">How many cells the kernel meets that count.</param>
    /// <param name="slope">Slopes of the lines.</param>
    /// <param name="offset">Their offsets, which receive the sum.</param>
    public void AddRests(FilterKernel nearby, FilterKernel kernel, Plane<float> counts, Plane<float> slope, Plane<float> offset)
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
        for (var i = 0; i < offset.Samples.Length; i++)
        {
            offset.Samples[i] += rests.Samples[i] / Math.Max(counts.Samples[i], LeastCells);
        }
    }

    /// <summary>Gives the mean of the colour by itself, and makes counts of cells their share of all cells of the colour.</summary>
    /// <param name="kernel">The neighbourhood.</param>
    /// <param name="counts">How many cells the kernel meets whose white is whole; receives their share.</param>
    /// <returns>The mean of the colour.</returns>
    public Plane<float> OverAll(FilterKernel kernel, Plane<float> counts)
    {
        var alone = Blurred(own.Colour, kernel);
        using var all = Blurred(own.All, kernel);
        for (var i = 0; i < alone.Samples.Length; i++)
        {
            alone.Samples[i] /= all.Samples[i];
            counts.Samples[i] = Math.Min(counts.Samples[i] / all.Samples[i], 1);
        }

        return alone;
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
}
