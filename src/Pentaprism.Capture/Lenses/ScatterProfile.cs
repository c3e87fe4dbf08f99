namespace Pentaprism.Capture.Lenses;

/// <summary>How scattered light lies around its place, and the Gaussians that it is a sum of.</summary>
/// <remarks>
/// (1 + ρ²)^(−p) = 1/Γ(p) ∫ tᵖ⁻¹ exp(−t (1 + ρ²)) dt: Gaussians of variance r₀²/2t. The integral over ln t, taken in steps of ln 2, is true to a
/// hundred-thousandth, as of any smooth bell; so the standard deviations grow by √2.
/// </remarks>
/// <param name="Share">Share of the light that is scattered.</param>
/// <param name="Shoulder">r₀, pixels.</param>
/// <param name="Slope">−2p, below −2.</param>
internal sealed record ScatterProfile(double Share, double Shoulder, double Slope)
{
    /// <summary>What the variance of a Gaussian is to that of the next narrower one.</summary>
    public const double Step = 2;

    // Beyond these ln t nothing is left of exp(−t), and of t.
    private const double Narrowest = 4.5;
    private const double Widest = -40;

    private double P => -Slope / 2;

    /// <summary>Gives the scattered light of a point in a pixel at a distance in pixels, as a share of what is scattered.</summary>
    public double Density(double distance) => (P - 1) / (Math.PI * Shoulder * Shoulder) * Math.Pow(1 + (distance * distance / (Shoulder * Shoulder)), -P);

    /// <summary>Gives the share of the scattered light of a point that falls within a distance.</summary>
    public double Inside(double distance) => 1 - Math.Pow(1 + (distance * distance / (Shoulder * Shoulder)), 1 - P);

    /// <summary>Gives the share of the scattered light that lies in a Gaussian of a standard deviation in pixels, the Gaussians wider and narrower by powers of √2 having theirs.</summary>
    public double Weight(double sigma) => Bell(P - 1, LogarithmOf(sigma)) * (P - 1) / GammaOfP();

    /// <summary>Gives the share in a Gaussian and in all that are narrower.</summary>
    public double WeightUpTo(double sigma)
    {
        var sum = 0.0;
        for (var narrower = sigma; LogarithmOf(narrower) < Narrowest; narrower /= Math.Sqrt(Step))
        {
            sum += Weight(narrower);
        }

        return sum;
    }

    private double GammaOfP()
    {
        var sum = 0.0;
        for (var u = Widest; u < Narrowest; u += Math.Log(Step))
        {
            sum += Bell(P, u);
        }

        return sum;
    }

    private double LogarithmOf(double sigma) => Math.Log(Shoulder * Shoulder / (2 * sigma * sigma));

    private static double Bell(double power, double u) => Math.Log(Step) * Math.Exp((power * u) - Math.Exp(u));
}
