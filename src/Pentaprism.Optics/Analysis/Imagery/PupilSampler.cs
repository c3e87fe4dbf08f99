namespace Pentaprism.Optics.Analysis;

/// <summary>Samples pupil functions of one field and wavelength, by the inverse of the direction map where it has one.</summary>
internal sealed class PupilSampler
{
    /// <summary>How much wider than the radius of the spot the image must be that samples of the pupil function hold.</summary>
    public const double ImageOverSpot = 4;

    // Samples across the pupil: enough for 10⁻⁴ in the transfer; more where the spot is large, because samples repeat the image.
    private const int LeastSamples = 256;
    private const int MostSamples = 1024;

    // What the inverse may leave of places in the unit pupil and of phases in waves before waves are laid down one by one instead.
    private const double LargestPlaceResidual = 1e-3;
    private const double LargestPhaseResidual = 3e-3;

    private readonly DirectionGrid? _grid;

    /// <summary>Prepares the sampling.</summary>
    /// <param name="rays">The rays.</param>
    public PupilSampler(PupilRays rays)
    {
        Wave = ExitWave.Of(rays);
        if (!Wave.Map.IsFolded && new DirectionGrid(rays, ExitWave.Degree(rays.Model.Lens)) is { PlaceResidual: < LargestPlaceResidual } grid)
        {
            _grid = grid;
        }
    }

    /// <summary>Gets the wave on the image plane of the lens.</summary>
    public ExitWave Wave { get; }

    /// <summary>Gets the rays.</summary>
    public PupilRays Rays => Wave.Rays;

    /// <summary>Gets the wavelength over the width of the bundle, mm: λ F of a round pupil.</summary>
    public double Resolution => Math.Abs(Wave.Wavelength) / Diameter;

    private double Diameter => Math.Max(Extent(Rays.Rim.L), Extent(Rays.Rim.M));

    /// <summary>Gives the largest distance of a ray from the chief ray's image, mm.</summary>
    /// <param name="wave">The wave, on any image plane.</param>
    /// <returns>The distance.</returns>
    public double SpotRadius(ExitWave wave)
    {
        var farthest = 0.0;
        foreach (var set in new[] { Rays.Nodes, Rays.Rim })
        {
            for (var i = 0; i < set.Count; i++)
            {
                var dx = set.X[i] + (wave.Focus * set.L[i] / set.N[i]) - wave.CentreX;
                var dy = set.Y[i] + (wave.Focus * set.M[i] / set.N[i]) - wave.CentreY;
                farthest = Math.Max(farthest, (dx * dx) + (dy * dy));
            }
        }

        return Math.Sqrt(farthest);
    }

    /// <summary>Samples a pupil function as finely as the spot asks for.</summary>
    /// <param name="wave">The wave, on any image plane.</param>
    /// <returns>The pupil function.</returns>
    public PupilFunction Sample(ExitWave wave)
    {
        var across = Math.Clamp(ImageOverSpot * SpotRadius(wave) / Resolution, LeastSamples, MostSamples);
        return Sample(wave, Diameter / across);
    }

    /// <summary>Samples a pupil function.</summary>
    /// <param name="wave">The wave, on any image plane.</param>
    /// <param name="step">Distance of samples, in direction cosines.</param>
    /// <returns>The pupil function.</returns>
    public PupilFunction Sample(ExitWave wave, double step)
    {
        if (_grid?.Sample(wave, step, out var residual) is { } function && residual < LargestPhaseResidual)
        {
            return function;
        }

        var across = Diameter / step;
        return DepositedPupil.Sample(wave, step, (int)Math.Clamp(3 * across, 512, 2048));
    }

    private static double Extent(double[] values) => values.Max() - values.Min();
}
