using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Where the chief ray of each wavelength lands. All start as the same ray in front of the lens, aimed at the primary wavelength.</summary>
/// <param name="Field">The field.</param>
/// <param name="X">Places along x, mm, one for each wavelength of the lens.</param>
/// <param name="Y">Places along y, mm.</param>
public sealed record LateralColour(FieldPoint Field, ImmutableArray<double> X, ImmutableArray<double> Y)
{
    /// <summary>Gets how much farther from the axis the first wavelength lands than the last, mm.</summary>
    public double FirstMinusLast => Radius(0) - Radius(^1);

    /// <summary>Takes the lateral colour of a field.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field.</param>
    /// <param name="aiming">How the chief ray is aimed.</param>
    /// <returns>The places.</returns>
    /// <exception cref="InvalidOperationException">A chief ray does not reach the image.</exception>
    public static LateralColour Of(SequentialModel model, FieldPoint field, RayAiming aiming = RayAiming.Real)
    {
        ArgumentNullException.ThrowIfNull(model);
        var launched = Launcher.Launch(model, field, PupilNodes.Of(new PupilNode(0, 0)), aiming);
        var (x, y) = (ImmutableArray.CreateBuilder<double>(), ImmutableArray.CreateBuilder<double>());
        for (var k = 0; k < model.Lens.Wavelengths.Length; k++)
        {
            var ray = launched.Copy();
            RayTracer.Trace(model, k, ray);
            if (!ray.Reaches(0))
            {
                throw new InvalidOperationException($"The chief ray of the field ({field.X:0.###}, {field.Y:0.###}) does not reach the image.");
            }

            x.Add(ray.X[0]);
            y.Add(ray.Y[0]);
        }

        return new(field, x.ToImmutable(), y.ToImmutable());
    }

    // Measured along the direction of the primary wavelength's image, with its sign for fields in y.
    private double Radius(Index k)
    {
        var length = Math.Sqrt((X[0] * X[0]) + (Y[0] * Y[0]));
        return length == 0 ? 0 : ((X[k] * X[0]) + (Y[k] * Y[0])) / length;
    }
}
