namespace Pentaprism.Optics.Analysis;

/// <summary>Samples pupil functions of one field and wavelength, by the inverse of the direction map where it has one.</summary>
internal sealed class PupilSampler
{
    private const int Degree = 16;

    // Samples across the pupil: enough for 10⁻⁴ in the transfer; more where the spot is large, because samples repeat the image at λ/step.
    private const int LeastSamples = 256;
    private const int MostSamples = 1024;
    private const double ImageOverSpot = 4;

    // What the inverse may leave of places in the unit pupil and of phases in waves before waves are laid down one by one instead.
    private const double LargestPlaceResidual = 1e-3;
    private const double LargestPhaseResidual = 3e-3;

    private readonly DirectionGrid? _grid;

    /// <summary>Prepares the sampling.</summary>
    /// <param name="rays">The rays.</param>
    public PupilSampler(PupilRays rays)
    {
        Wave = ExitWave.Of(rays);
        if (!Wave.Map.IsFolded && new DirectionGrid(rays, Degree) is { PlaceResidual: < LargestPlaceResidual } grid)
        {
            _grid = grid;
        }
    }

    /// <summary>Gets the wave on the image plane of the lens.</summary>
    public ExitWave Wave { get; }

    /// <summary>Samples a pupil function as finely as the spot asks for.</summary>
    /// <param name="wave">The wave, on any image plane.</param>
    /// <returns>The pupil function.</returns>
    public PupilFunction Sample(ExitWave wave)
    {
        var rays = Wave.Rays;
        double Extent(double[] values) => values.Max() - values.Min();
        var diameter = Math.Max(Extent(rays.Rim.L), Extent(rays.Rim.M));
        var spot = 0.0;
        foreach (var set in new[] { rays.Nodes, rays.Rim })
        {
            for (var i = 0; i < set.Count; i++)
            {
                var (dx, dy) = (set.X[i] + (wave.Focus * set.L[i] / set.N[i]) - wave.CentreX, set.Y[i] + (wave.Focus * set.M[i] / set.N[i]) - wave.CentreY);
                spot = Math.Max(spot, Math.Sqrt((dx * dx) + (dy * dy)));
            }
        }

        var across = Math.Clamp(ImageOverSpot * spot * diameter / Math.Abs(wave.Wavelength), LeastSamples, MostSamples);
        return Sample(wave, diameter / across);
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

        var across = (Wave.Rays.Rim.M.Max() - Wave.Rays.Rim.M.Min()) / step;
        return DepositedPupil.Sample(wave, step, (int)Math.Clamp(3 * across, 512, 2048));
    }
}
