using System.Collections.Immutable;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Light that two surfaces reflect before it reaches the image: paraxial figures.</summary>
/// <param name="First">The surface that reflects first; <see cref="SequentialModel.Count"/> is the sensor.</param>
/// <param name="Second">The surface in front of it that reflects second.</param>
/// <param name="BlurRadius">Height at the image of the ray that enters at the marginal height parallel to the axis, mm, with its sign.</param>
/// <param name="Slope">Slope dy/dz of that ray at the image.</param>
/// <param name="Focus">Where the ghost is focused, from the image plane, mm.</param>
/// <param name="Reflectance">Product of both reflectances, without losses in transmission.</param>
public readonly record struct Ghost(int First, int Second, double BlurRadius, double Slope, double Focus, double Reflectance)
{
    /// <summary>Gets the irradiance in the middle of the ghost for a unit of flux through the pupil, 1/mm²: R₁R₂/(π y²).</summary>
    public double Irradiance => Reflectance / (Math.PI * BlurRadius * BlurRadius);
}

/// <summary>Options of a <see cref="GhostScreen"/>.</summary>
public sealed record GhostOptions
{
    /// <summary>Gets the reflectance of each surface of glass to air; null, the default, is that of bare glass, ((n' − n)/(n' + n))².</summary>
    public double? CoatedReflectance { get; init; }

    /// <summary>Gets the reflectance of the sensor; 0, the default, leaves the sensor out.</summary>
    public double SensorReflectance { get; init; }
}

/// <summary>All pairs of reflections of a lens, the brightest on the image first.</summary>
/// <param name="Pairs">The pairs, by irradiance.</param>
public sealed record GhostScreen(ImmutableArray<Ghost> Pairs)
{
    /// <summary>Screens a lens by paraxial rays at the primary wavelength.</summary>
    /// <param name="model">The lens; it has no mirrors.</param>
    /// <param name="options">Reflectances.</param>
    /// <returns>The pairs.</returns>
    /// <exception cref="NotSupportedException">The lens has a mirror.</exception>
    public static GhostScreen Of(SequentialModel model, GhostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Lens.Surfaces.Any(surface => surface.IsMirror))
        {
            throw new NotSupportedException("Ghosts of lenses with mirrors are not supported.");
        }

        options ??= new GhostOptions();
        var path = new GhostPath(model);
        var reflectors = Enumerable.Range(0, model.Count + 1).Where(i => path.Reflectance(i, options) > 0).ToArray();
        var pairs = from first in reflectors
                    from second in reflectors
                    where second < first
                    select path.Follow(first, second, path.Reflectance(first, options) * path.Reflectance(second, options));
        return new([.. pairs.OrderByDescending(ghost => ghost.Irradiance)]);
    }
}
