using System.Collections.Immutable;

namespace Pentaprism.Imaging;

/// <summary>A picture parted into bands of detail, each half the size of the one before, and a small remainder. Owns its planes.</summary>
/// <remarks>Detail = level − expanded next level (Burt and Adelson 1983): whatever is done to the bands, adding them up again leaves no seams.</remarks>
public sealed class LaplacianPyramid : IDisposable
{
    private LaplacianPyramid(ImmutableArray<Plane<float>> details, Plane<float> remainder) => (Details, Remainder) = (details, remainder);

    /// <summary>Gets the bands of detail, the finest first; they may be written to.</summary>
    public ImmutableArray<Plane<float>> Details { get; }

    /// <summary>Gets the blurred remainder; it may be written to.</summary>
    public Plane<float> Remainder { get; }

    /// <summary>Parts a picture.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="picture">The picture; stays the caller's and unchanged.</param>
    /// <param name="bands">Bands of detail, at least 1; see <see cref="GaussianPyramid.Halvings"/>.</param>
    /// <returns>The pyramid.</returns>
    public static LaplacianPyramid Build(ProcessingContext context, Plane<float> picture, int bands)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        var details = ImmutableArray.CreateBuilder<Plane<float>>(bands);
        var level = picture;
        for (var i = 0; i < bands; i++)
        {
            var coarse = context.Pool.Rent<float>(PyramidStep.Coarser(level.Width), PyramidStep.Coarser(level.Height));
            PyramidStep.Reduce(context, level, coarse);

            // Only the picture itself must survive: further levels turn into their own detail.
            var detail = i == 0 ? context.Pool.Rent<float>(level.Width, level.Height) : level;
            PyramidStep.Expand(context, coarse, level, -1, detail);
            details.Add(detail);
            level = coarse;
        }

        return new LaplacianPyramid(details.MoveToImmutable(), level);
    }

    /// <summary>Makes a pyramid of zeros, to be filled.</summary>
    /// <param name="context">Memory.</param>
    /// <param name="width">Samples in a row of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="bands">Bands of detail, at least 1.</param>
    /// <returns>The pyramid.</returns>
    public static LaplacianPyramid Zeros(ProcessingContext context, int width, int height, int bands)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        var planes = new Plane<float>[bands + 1];
        for (var i = 0; i <= bands; i++)
        {
            planes[i] = context.Pool.Rent<float>(width, height);
            planes[i].Samples.Clear();
            (width, height) = (PyramidStep.Coarser(width), PyramidStep.Coarser(height));
        }

        return new LaplacianPyramid([.. planes[..bands]], planes[bands]);
    }

    /// <summary>Adds the bands up again. Untouched bands give the picture back to within rounding: 2e-7 of the largest sample.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="picture">A plane of the size of the first band. The bands are used up: they hold blurred copies of the result afterwards.</param>
    public void Collapse(ProcessingContext context, Plane<float> picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var level = Remainder;
        for (var i = Details.Length - 1; i >= 0; i--)
        {
            var sum = i == 0 ? picture : Details[i];
            PyramidStep.Expand(context, level, Details[i], 1, sum);
            level = sum;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var detail in Details)
        {
            detail.Dispose();
        }

        Remainder.Dispose();
    }
}
