using Pentaprism.Imaging;

namespace Pentaprism.Measure.Fidelity;

/// <summary>How a linear picture follows from the known scene that it shows where this is even: gain × scene + veil.</summary>
/// <param name="Gain">Exposure of the picture.</param>
/// <param name="Veil">Light that lies over all of it.</param>
public sealed record SceneFit(double Gain, double Veil)
{
    /// <summary>Finds gain and veil by least squares, in which errors count relative to the scene's brightness, as they do to the eye.</summary>
    /// <param name="truth">The scene, linear.</param>
    /// <param name="picture">The picture, linear and of the same size.</param>
    /// <param name="blocks">Where the scene is even: elsewhere lenses carry light from bright to dark parts.</param>
    /// <exception cref="ArgumentException">There are no two squares of different brightness.</exception>
    public static SceneFit Of(Plane<float> truth, Plane<float> picture, EvenBlocks blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var (w, t, p, tt, tp) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var (scene, taken) in blocks.Means(truth).Zip(blocks.Means(picture)))
        {
            var weight = 1 / (scene * scene);
            (w, t, p, tt, tp) = (w + weight, t + (weight * scene), p + (weight * taken), tt + (weight * scene * scene), tp + (weight * scene * taken));
        }

        var spread = (w * tt) - (t * t);
        if (!(spread > 1e-9 * w * tt))
        {
            throw new ArgumentException("There are no two even squares of different brightness.", nameof(blocks));
        }

        var gain = ((w * tp) - (t * p)) / spread;
        return new SceneFit(gain, (p - (gain * t)) / w);
    }
}
