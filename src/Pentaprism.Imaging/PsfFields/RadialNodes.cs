using System.Collections.Immutable;

namespace Pentaprism.Imaging;

/// <summary>Interpolation between unevenly spaced radii: Lagrange's cubic through the four nearest, of lower degree where there are fewer.</summary>
public static class RadialNodes
{
    private const int Window = 4;

    /// <summary>Finds the nodes around a place and their weights.</summary>
    /// <param name="nodes">The nodes, ascending.</param>
    /// <param name="x">The place; outside the nodes the outermost cubic is carried on.</param>
    /// <returns>The first node and the weights of it and those after it; together 1.</returns>
    public static (int First, double[] Weights) Weights(ImmutableArray<double> nodes, double x)
    {
        var count = Math.Min(Window, nodes.Length);
        var found = nodes.BinarySearch(x);
        var below = found < 0 ? ~found - 1 : found;
        var first = Math.Clamp(below - (count / 2) + 1, 0, nodes.Length - count);
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            weights[i] = 1;
            for (var j = 0; j < count; j++)
            {
                weights[i] *= i == j ? 1 : (x - nodes[first + j]) / (nodes[first + i] - nodes[first + j]);
            }
        }

        return (first, weights);
    }

    /// <summary>Interpolates values that belong to nodes.</summary>
    /// <param name="nodes">The nodes, ascending.</param>
    /// <param name="values">Their values.</param>
    /// <param name="x">The place.</param>
    /// <returns>The value there.</returns>
    public static double Interpolate(ImmutableArray<double> nodes, ImmutableArray<double> values, double x)
    {
        var (first, weights) = Weights(nodes, x);
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * values[first + i];
        }

        return sum;
    }
}
