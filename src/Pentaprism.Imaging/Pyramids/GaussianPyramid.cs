using System.Collections.Immutable;

namespace Pentaprism.Imaging;

/// <summary>A picture and ever smaller, ever more blurred copies of it. Owns the copies, not the picture.</summary>
public sealed class GaussianPyramid : IDisposable
{
    private GaussianPyramid(ImmutableArray<Plane<float>> levels) => Levels = levels;

    /// <summary>Gets the planes: the picture itself, half of it, a quarter …</summary>
    public ImmutableArray<Plane<float>> Levels { get; }

    /// <summary>Gives the number of halvings after which the shorter side has come down to a given length.</summary>
    /// <param name="width">Samples in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="shortest">Shortest side wanted, at least 1.</param>
    /// <returns>The largest number of halvings that leaves no side shorter.</returns>
    public static int Halvings(int width, int height, int shortest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shortest, 1);
        var count = 0;
        for (var side = Math.Min(width, height); side > 1 && PyramidStep.Coarser(side) >= shortest; side = PyramidStep.Coarser(side))
        {
            count++;
        }

        return count;
    }

    /// <summary>Makes the copies.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="picture">The picture; stays the caller's.</param>
    /// <param name="halvings">Number of copies, at least 0.</param>
    /// <returns>A pyramid of <paramref name="halvings"/> + 1 levels.</returns>
    public static GaussianPyramid Build(ProcessingContext context, Plane<float> picture, int halvings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfNegative(halvings);
        var levels = ImmutableArray.CreateBuilder<Plane<float>>(halvings + 1);
        levels.Add(picture);
        for (var i = 0; i < halvings; i++)
        {
            var fine = levels[^1];
            levels.Add(context.Pool.Rent<float>(PyramidStep.Coarser(fine.Width), PyramidStep.Coarser(fine.Height)));
            PyramidStep.Reduce(context, fine, levels[^1]);
        }

        return new GaussianPyramid(levels.MoveToImmutable());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var level in Levels.AsSpan()[1..])
        {
            level.Dispose();
        }
    }
}
