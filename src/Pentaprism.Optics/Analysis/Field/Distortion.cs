using System.Collections.Immutable;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>What an undistorted image of a far object is.</summary>
public enum Projection
{
    /// <summary>Straight lines stay straight: f tan θ.</summary>
    Perspective,

    /// <summary>Equal angles are equally long: f θ.</summary>
    Equidistant,
}

/// <summary>Where the real chief ray of a field lands, and where it would land without distortion.</summary>
/// <remarks>
/// Undistorted is f tan θ (or f θ) with the focal length of the primary wavelength for an object at infinity, and the height of the paraxial
/// chief ray in the image plane for a near object.
/// </remarks>
/// <param name="Field">The field.</param>
/// <param name="X">Real place in the image, mm.</param>
/// <param name="Y">Real place in the image, mm.</param>
/// <param name="IdealX">Undistorted place, mm.</param>
/// <param name="IdealY">Undistorted place, mm.</param>
public readonly record struct Distortion(FieldPoint Field, double X, double Y, double IdealX, double IdealY)
{
    /// <summary>Gets how much farther from the axis the real place lies, %: 100 (r − r₀)/r₀; 0 on the axis.</summary>
    public double Percent
    {
        get
        {
            var ideal2 = (IdealX * IdealX) + (IdealY * IdealY);
            return ideal2 == 0 ? 0 : 100 * ((((X * IdealX) + (Y * IdealY)) / ideal2) - 1);
        }
    }

    /// <summary>Takes the distortion of a field.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field.</param>
    /// <param name="projection">What is undistorted; only looked at for an object at infinity.</param>
    /// <param name="aiming">How the chief ray is aimed.</param>
    /// <returns>The places.</returns>
    /// <exception cref="InvalidOperationException">The chief ray does not reach the image.</exception>
    public static Distortion Of(
        SequentialModel model, FieldPoint field, Projection projection = Projection.Perspective, RayAiming aiming = RayAiming.Real)
    {
        ArgumentNullException.ThrowIfNull(model);
        var ray = Launcher.ChiefRay(model, field, model.Lens.Primary, aiming);
        if (!ray.ReachesImage)
        {
            throw new InvalidOperationException($"The chief ray of the field ({field.X:0.###}, {field.Y:0.###}) does not reach the image.");
        }

        var (x, y) = Ideal(model, ray, projection);
        return new(field, ray.Hits[^1].Point.X, ray.Hits[^1].Point.Y, x, y);
    }

    /// <summary>Takes the distortion on a grid of fields.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="halfX">Largest field in x, in the kind of the lens's fields.</param>
    /// <param name="halfY">Largest field in y.</param>
    /// <param name="side">Points along each side, 2 or more.</param>
    /// <param name="projection">What is undistorted.</param>
    /// <returns>side × side points, row by row from −y; those whose chief ray does not reach the image are left out.</returns>
    public static ImmutableArray<Distortion> Grid(
        SequentialModel model, double halfX, double halfY, int side, Projection projection = Projection.Perspective)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 2);
        var points = ImmutableArray.CreateBuilder<Distortion>(side * side);
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var field = new FieldPoint(halfX * ((2.0 * column / (side - 1)) - 1), halfY * ((2.0 * row / (side - 1)) - 1));
                try
                {
                    points.Add(Of(model, field, projection));
                }
                catch (InvalidOperationException)
                {
                    continue;
                }
            }
        }

        return points.ToImmutable();
    }

    private static (double X, double Y) Ideal(SequentialModel model, RayRecord ray, Projection projection)
    {
        var first = model.FirstOrder;
        if (!model.Lens.IsObjectAtInfinity)
        {
            // Height at the image plane over height at the object, of the paraxial ray through the centre of the stop.
            var (height, slope) = new FirstOrderSolver(model.Lens, model.Lens.PrimaryNanometres).ParaxialChief(1);
            var scale = 1 / (height - (slope * model.Lens.ObjectDistance));
            return (scale * ray.Start.X, scale * ray.Start.Y);
        }

        double x = ray.Direction.X / ray.Direction.Z, y = ray.Direction.Y / ray.Direction.Z;
        var tangent = Math.Sqrt((x * x) + (y * y));
        var factor = projection == Projection.Equidistant && tangent > 0 ? first.Efl * Math.Atan(tangent) / tangent : first.Efl;
        return (factor * x, factor * y);
    }
}
