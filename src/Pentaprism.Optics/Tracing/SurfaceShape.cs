using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tracing;

/// <summary>The shape of a surface of revolution, made ready for arithmetic: sag, slope and curvature as functions of r².</summary>
internal sealed class SurfaceShape
{
    /// <summary>Makes the shape of a surface.</summary>
    /// <param name="surface">The surface.</param>
    /// <param name="reach">How far from the vertex rays are expected, mm, where the surface has no clear aperture.</param>
    public SurfaceShape(Surface surface, double reach)
        : this(surface.Curvature, surface.Conic, [surface.Quadratic, .. surface.Even], [.. surface.Odd], surface.SemiDiameter ?? reach)
    {
        SemiDiameter = surface.SemiDiameter ?? double.PositiveInfinity;
    }

    /// <summary>Makes a conic without an aperture.</summary>
    /// <param name="curvature">Its curvature, 1/mm.</param>
    public SurfaceShape(double curvature)
        : this(curvature, 0, [], [], 1)
    {
    }

    /// <summary>Makes a shape without an aperture from its numbers.</summary>
    /// <param name="curvature">Curvature of the base conic, 1/mm.</param>
    /// <param name="conic">Its conic constant.</param>
    /// <param name="even">Coefficients of r², r⁴, r⁶ ….</param>
    /// <param name="odd">Coefficients of r³, r⁵, r⁷ ….</param>
    /// <param name="reach">How far from the vertex rays are expected, mm.</param>
    public SurfaceShape(double curvature, double conic, double[] even, double[] odd, double reach)
    {
        Curvature = curvature;
        Conic = curvature == 0 ? 0 : conic;
        Even = Trimmed(even);
        Odd = Trimmed(odd);
        SemiDiameter = double.PositiveInfinity;
        Reach = reach;
    }

    /// <summary>Gets the curvature c of the base conic.</summary>
    public double Curvature { get; }

    /// <summary>Gets the conic constant K.</summary>
    public double Conic { get; }

    /// <summary>Gets the coefficients of r², r⁴, r⁶ …; no zeros at the end.</summary>
    public double[] Even { get; }

    /// <summary>Gets the coefficients of r³, r⁵, r⁷ …; no zeros at the end.</summary>
    public double[] Odd { get; }

    /// <summary>Gets the semi-diameter of the clear aperture; infinite where there is none.</summary>
    public double SemiDiameter { get; }

    /// <summary>Gets how far from the vertex rays are expected: the measure for steps of the root search.</summary>
    public double Reach { get; }

    /// <summary>Gets whether there is a polynomial, so that a ray's hit needs a root search.</summary>
    public bool IsAsphere => Even.Length + Odd.Length > 0;

    /// <summary>Gives sag and slope.</summary>
    /// <param name="r2">r², mm².</param>
    /// <param name="sag">z, mm.</param>
    /// <param name="slope">(dz/dr)/r, so that dz/dx = x g and dz/dy = y g; 1/mm.</param>
    /// <returns>False where the base conic does not reach so far out.</returns>
    public bool Evaluate(double r2, out double sag, out double slope)
    {
        var q2 = 1 - ((1 + Conic) * Curvature * Curvature * r2);
        var q = Math.Sqrt(Math.Max(q2, double.Epsilon));
        sag = Curvature * r2 / (1 + q);
        slope = Curvature / q;
        Polynomial(r2, ref sag, ref slope);
        return q2 > 0;
    }

    /// <summary>Gives how the slope changes: dg/d(r²).</summary>
    /// <param name="r2">r², mm².</param>
    /// <returns>The derivative, 1/mm³; for odd orders infinite at the vertex and given as 0 there.</returns>
    public double SlopeChange(double r2)
    {
        var q2 = 1 - ((1 + Conic) * Curvature * Curvature * r2);
        var result = q2 > 0 ? (1 + Conic) * Curvature * Curvature * Curvature / (2 * q2 * Math.Sqrt(q2)) : 0;
        var even = 0.0;
        for (var j = Even.Length; j >= 2; j--)
        {
            even = (even * r2) + (2 * j * (j - 1) * Even[j - 1]);
        }

        var odd = 0.0;
        for (var j = Odd.Length - 1; j >= 0; j--)
        {
            var order = (2 * j) + 3;
            odd = (odd * r2) + (order * (order - 2) / 2.0 * Odd[j]);
        }

        return result + even + (r2 > 0 ? odd / Math.Sqrt(r2) : 0);
    }

    private static double[] Trimmed(double[] terms) => terms[..(Array.FindLastIndex(terms, a => a != 0) + 1)];

    private void Polynomial(double r2, ref double sag, ref double slope)
    {
        double value = 0, derivative = 0;
        for (var j = Even.Length - 1; j >= 0; j--)
        {
            derivative = (derivative * r2) + value;
            value = (value * r2) + Even[j];
        }

        sag += value * r2;
        slope += 2 * ((derivative * r2) + value);
        if (Odd.Length == 0)
        {
            return;
        }

        double odd = 0, oddDerivative = 0;
        for (var j = Odd.Length - 1; j >= 0; j--)
        {
            oddDerivative = (oddDerivative * r2) + odd;
            odd = (odd * r2) + Odd[j];
        }

        var r = Math.Sqrt(r2);
        sag += r * r2 * odd;
        slope += r * ((3 * odd) + (2 * r2 * oddDerivative));
    }
}
