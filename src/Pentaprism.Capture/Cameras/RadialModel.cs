using System.Collections.Immutable;

namespace Pentaprism.Capture.Cameras;

/// <summary>Polynomials in the square of a relative radius, 0 on the axis and 1 in the corner.</summary>
public static class RadialModel
{
    /// <summary>Gives 1 + Σ cₖ r²ᵏ.</summary>
    /// <param name="coefficients">c₁, c₂ …</param>
    /// <param name="radius">r.</param>
    /// <returns>The value.</returns>
    public static double Polynomial(ImmutableArray<double> coefficients, double radius)
    {
        var square = radius * radius;
        var sum = 0.0;
        for (var k = coefficients.Length - 1; k >= 0; k--)
        {
            sum = (sum + coefficients[k]) * square;
        }

        return 1 + sum;
    }

    /// <summary>Says whether r (1 + Σ cₖ r²ᵏ) grows at a radius.</summary>
    /// <param name="coefficients">c₁, c₂ …</param>
    /// <param name="radius">r.</param>
    /// <returns>Whether its derivative is positive.</returns>
    public static bool IsGrowing(ImmutableArray<double> coefficients, double radius)
    {
        var derivative = 1.0;
        for (var k = 0; k < coefficients.Length; k++)
        {
            derivative += ((2 * k) + 3) * coefficients[k] * Math.Pow(radius, (2 * k) + 2);
        }

        return derivative > 0;
    }
}
