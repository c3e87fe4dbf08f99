using Pentaprism.Imaging;

namespace Pentaprism.Capture.Lenses;

/// <summary>Takes the scattered share out of an image and lays it around its places.</summary>
/// <remarks>
/// The tail is a sum of Gaussians, each laid on a copy of the picture that is as coarse as it allows, two to an octave: no light is negative and nothing
/// has an edge. What lies beyond the picture is taken for as bright as the picture on average, so that an even surface stays even.
/// </remarks>
internal sealed class ScatteredLight(ScatterProfile profile)
{
    // Standard deviations of the two Gaussians of a copy, in its samples: wide enough for what halving and doubling blur by themselves.
    private const double NarrowSigma = 1.5;
    private const double Reach = 3.5;

    // Dark samples around every copy; half of them come from the copy before.
    private const int Border = 12;

    // Of the kernel 1 4 6 4 1 of a step, once on the way down and once on the way up, in samples of the coarser copy.
    private const double VarianceOfStep = 0.5;

    /// <summary>Gives how often the picture is halved before the narrowest Gaussian is laid on it: it is not to be wider than three quarters of the shoulder.</summary>
    private int FirstLevel => Math.Max(0, (int)Math.Floor(Math.Log2(0.75 * profile.Shoulder / NarrowSigma)));

    /// <summary>Scatters the light of a plane.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="plane">The plane; takes the result.</param>
    /// <param name="mean">Its mean, which stands for what lies beyond it.</param>
    public void Scatter(ProcessingContext context, Plane<float> plane, double mean) => Lay(context, plane, mean, plane, 1 - profile.Share, profile.Share);

    /// <summary>Adds to a plane what is scattered of other light.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="light">The light, scattered or not.</param>
    /// <param name="mean">Its mean.</param>
    /// <param name="factor">How much of it is scattered.</param>
    /// <param name="plane">The plane.</param>
    public void Add(ProcessingContext context, Plane<float> light, double mean, double factor, Plane<float> plane) => Lay(context, light, mean, plane, 1, factor);

    private void Lay(ProcessingContext context, Plane<float> light, double mean, Plane<float> plane, double stays, double factor)
    {
        using var centred = context.Pool.Rent<float>(light.Width + (2 * Border), light.Height + (2 * Border));
        Embed(light, (float)mean, Border, centred);
        var last = (int)Math.Ceiling(Math.Log2(Math.Max(light.Width, light.Height)));
        using var tail = Tail(context, centred, 0, last);
        Bands.Run(context, plane.Width, plane.Height, Bands.DefaultHeight, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var row = plane.Row(y);
                var scattered = tail.Row(y + Border).Slice(Border, row.Length);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = ((float)stays * row[x]) + ((float)factor * (scattered[x] + (float)mean));
                }
            }
        });
    }

    // The Gaussians of a copy and of all that are coarser, laid on it.
    private Plane<float> Tail(ProcessingContext context, Plane<float> light, int level, int last)
    {
        var tail = context.Pool.Rent<float>(light.Width, light.Height);
        if (level < last)
        {
            using var coarse = context.Pool.Rent<float>(PyramidStep.Coarser(light.Width), PyramidStep.Coarser(light.Height));
            PyramidStep.Reduce(context, light, coarse);
            using var bordered = context.Pool.Rent<float>(coarse.Width + Border, coarse.Height + Border);
            Embed(coarse, 0, Border / 2, bordered);
            using var wider = Tail(context, bordered, level + 1, last);
            Crop(wider, Border / 2, coarse);
            PyramidStep.Expand(context, coarse, tail);
        }
        else
        {
            tail.Samples.Clear();
        }

        if (level >= FirstLevel)
        {
            AddGaussian(context, light, level, NarrowSigma, tail);
            AddGaussian(context, light, level, NarrowSigma * Math.Sqrt(ScatterProfile.Step), tail);
        }

        return tail;
    }

    private void AddGaussian(ProcessingContext context, Plane<float> light, int level, double sigma, Plane<float> tail)
    {
        var whole = sigma * Math.Pow(2, level);
        var weight = level == FirstLevel && sigma == NarrowSigma ? profile.WeightUpTo(whole) : profile.Weight(whole);

        // Σ 4⁻ⁱ of the steps so far.
        var blurred = VarianceOfStep * (1 - Math.Pow(4, -level)) / 0.75;
        var own = Math.Sqrt((sigma * sigma) - blurred);
        var kernel = FilterKernel.Gaussian(own, (int)Math.Ceiling(Reach * own));
        using var laid = context.Pool.Rent<float>(light.Width, light.Height);
        Convolution.Separable(context, light, kernel, laid);
        Bands.Run(context, tail.Width, tail.Height, Bands.DefaultHeight, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var sum = tail.Row(y);
                var more = laid.Row(y);
                for (var x = 0; x < sum.Length; x++)
                {
                    sum[x] += (float)weight * more[x];
                }
            }
        });
    }

    private static void Embed(Plane<float> source, float zero, int border, Plane<float> destination)
    {
        destination.Samples.Clear();
        for (var y = 0; y < source.Height; y++)
        {
            var from = source.Row(y);
            var to = destination.Row(y + border).Slice(border, source.Width);
            for (var x = 0; x < from.Length; x++)
            {
                to[x] = from[x] - zero;
            }
        }
    }

    private static void Crop(Plane<float> source, int border, Plane<float> destination)
    {
        for (var y = 0; y < destination.Height; y++)
        {
            source.Row(y + border).Slice(border, destination.Width).CopyTo(destination.Row(y));
        }
    }
}
