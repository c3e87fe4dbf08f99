using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Fidelity;

/// <summary>Squares within which a known scene is even, so that what differs there is not the scene's.</summary>
/// <param name="Side">Side of a square, pixels.</param>
/// <param name="Places">Left and upper border of each.</param>
public sealed record EvenBlocks(int Side, ImmutableArray<(int Left, int Top)> Places)
{
    /// <summary>Finds them: squares that, with a rim of half their side, vary by less than a share of their mean.</summary>
    /// <param name="truth">The scene, linear.</param>
    /// <param name="side">Side of a square, at least 2 pixels.</param>
    /// <param name="evenness">Largest minus smallest value, as a share of the mean.</param>
    /// <param name="limit">Largest mean of a square, such as where a sensor clips.</param>
    public static EvenBlocks Find(Plane<float> truth, int side, double evenness, double limit)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 2);
        var places = ImmutableArray.CreateBuilder<(int, int)>();
        var rim = side / 2;
        for (var top = rim; top + side + rim <= truth.Height; top += side)
        {
            for (var left = rim; left + side + rim <= truth.Width; left += side)
            {
                if (IsEven(truth, left - rim, top - rim, side + (2 * rim), evenness, limit))
                {
                    places.Add((left, top));
                }
            }
        }

        return new EvenBlocks(side, places.ToImmutable());
    }

    /// <summary>Gives the mean of a plane within each square.</summary>
    /// <param name="plane">A plane of the scene's size.</param>
    public ImmutableArray<double> Means(Plane<float> plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        return [.. Places.Select(place => Moments(plane, plane, 0, place).Mean)];
    }

    /// <summary>Gives the variance of picture less scene within each square, about its mean.</summary>
    /// <param name="truth">The scene.</param>
    /// <param name="picture">The picture, in the scene's units.</param>
    public ImmutableArray<double> Variances(Plane<float> truth, Plane<float> picture)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(picture);
        return [.. Places.Select(place => Moments(picture, truth, 1, place).Variance)];
    }

    private (double Mean, double Variance) Moments(Plane<float> plane, Plane<float> other, double share, (int Left, int Top) place)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var y = place.Top; y < place.Top + Side; y++)
        {
            var row = plane.Row(y).Slice(place.Left, Side);
            var less = other.Row(y).Slice(place.Left, Side);
            for (var x = 0; x < row.Length; x++)
            {
                var value = row[x] - (share * less[x]);
                sum += value;
                squares += value * value;
            }
        }

        var count = (double)Side * Side;
        return (sum / count, Math.Max(0, (squares - (sum * sum / count)) / (count - 1)));
    }

    private static bool IsEven(Plane<float> plane, int left, int top, int side, double evenness, double limit)
    {
        var (low, high, sum) = (float.MaxValue, float.MinValue, 0.0);
        for (var y = top; y < top + side; y++)
        {
            foreach (var sample in plane.Row(y).Slice(left, side))
            {
                (low, high) = (Math.Min(low, sample), Math.Max(high, sample));
                sum += sample;
            }
        }

        var mean = sum / ((double)side * side);
        return mean > 0 && mean <= limit && high - low <= evenness * mean;
    }
}
