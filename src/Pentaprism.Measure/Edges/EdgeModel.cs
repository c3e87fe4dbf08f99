using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Edges;

/// <summary>The ideal edge: a step blurred by a normal distribution and averaged over a square pixel, with a part of the light in tails as diffraction makes them.</summary>
/// <remarks>
/// With d the signed distance of the pixel's centre, a = |cos θ| / 2, b = |sin θ| / 2 and G2 the second antiderivative of the normal
/// distribution: E = [G2(d+a+b) − G2(d+a−b) − G2(d−a+b) + G2(d−a−b)] / (4 a b). Its modulation transfer is
/// |sinc(f cos θ)| |sinc(f sin θ)| exp(−2 π² σ² f²). Tails are those of a Lorentzian line spread one pixel wide, which falls with the square of the
/// distance like that of a diffracting aperture: ½ + atan(d) / π, with the transfer exp(−2π f).
/// </remarks>
internal readonly struct EdgeModel
{
    // Narrower apertures are replaced by this one: the second difference would lose its digits.
    private const double LeastAperture = 1e-4;

    private readonly double _a;
    private readonly double _b;
    private readonly double _sigma;
    private readonly double _scale;
    private readonly double _tail;

    /// <summary>Makes a model.</summary>
    /// <param name="sigma">Standard deviation of the blur, pixels, above 0.</param>
    /// <param name="angle">Angle of the normal of the edge from the rows, radians.</param>
    /// <param name="tail">Part of the light in the tails, 0 to 1.</param>
    public EdgeModel(double sigma, double angle, double tail)
    {
        (_sigma, _tail) = (sigma, tail);
        _a = Math.Max(Math.Abs(Math.Cos(angle)) / 2, LeastAperture);
        _b = Math.Max(Math.Abs(Math.Sin(angle)) / 2, LeastAperture);
        _scale = 1 / (4 * _a * _b);
    }

    /// <summary>Gets the distance beyond which the blurred step has reached its levels, tails not counted.</summary>
    public double Reach => (7 * _sigma) + _a + _b;

    /// <summary>Gives the spread of the edge and its slopes.</summary>
    /// <param name="d">Signed distance, pixels.</param>
    /// <returns>Value from 0 to 1, derivative by the distance, by σ and by the tail.</returns>
    public (double Value, double ByDistance, double BySigma, double ByTail) At(double d)
    {
        var (value, slope, bySigma) = Core(d);
        if (_tail == 0)
        {
            return (value, slope, bySigma, 0.5 + (Math.Atan(d) / Math.PI) - value);
        }

        var (far, farSlope) = (0.5 + (Math.Atan(d) / Math.PI), 1 / (Math.PI * (1 + (d * d))));
        return (((1 - _tail) * value) + (_tail * far), ((1 - _tail) * slope) + (_tail * farSlope), (1 - _tail) * bySigma, far - value);
    }

    /// <summary>Gives the modulation transfer at a frequency.</summary>
    /// <param name="frequency">Cycles a pixel.</param>
    public double Transfer(double frequency)
    {
        var x = Math.PI * _sigma * frequency;
        return ((1 - _tail) * Sinc(2 * _a * frequency) * Sinc(2 * _b * frequency) * Math.Exp(-2 * x * x)) + (_tail * Math.Exp(-2 * Math.PI * Math.Abs(frequency)));
    }

    private (double Value, double ByDistance, double BySigma) Core(double d)
    {
        if (Math.Abs(d) >= Reach)
        {
            return (d > 0 ? 1 : 0, 0, 0);
        }

        var (far, near, above, below) = (Corner(d + _a + _b), Corner(d - _a - _b), Corner(d + _a - _b), Corner(d - _a + _b));
        return (
            (far.Second - above.Second - below.Second + near.Second) * _scale,
            (far.First - above.First - below.First + near.First) * _scale,
            (far.Zeroth - above.Zeroth - below.Zeroth + near.Zeroth) * _sigma * _scale);
    }

    // The normal distribution of this width and its first two antiderivatives; the derivative of the second by σ is σ times the distribution.
    private (double Zeroth, double First, double Second) Corner(double t)
    {
        var u = t / _sigma;
        var (cumulative, density) = (NormalDistribution.Cumulative(u), _sigma * NormalDistribution.Density(u));
        return (cumulative, (t * cumulative) + density, (0.5 * ((t * t) + (_sigma * _sigma)) * cumulative) + (0.5 * t * density));
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
