using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tracing;

/// <summary>Finds the object point of a field, whatever the numbers of the field mean.</summary>
internal static class FieldResolver
{
    private const int MaxSteps = 30;

    /// <summary>Finds the object point.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field, in the kind of the lens.</param>
    /// <param name="aiming">How chief rays are aimed where a real image height is asked for.</param>
    /// <returns>The object point.</returns>
    public static ObjectPoint Resolve(SequentialModel model, FieldPoint field, RayAiming aiming)
    {
        var lens = model.Lens;
        switch (lens.Fields.Kind)
        {
            case FieldKind.Angle:
                return OfSlope(model, Slope(field.X), Slope(field.Y));
            case FieldKind.ObjectHeight when lens.IsObjectAtInfinity:
                throw new ArgumentException("fields: object heights need an object at a finite distance", nameof(field));
            case FieldKind.ObjectHeight:
                return new(false, field.X, field.Y);
            case FieldKind.ParaxialImageHeight:
                return Paraxial(model, field);
            default:
                return Real(model, field, aiming);
        }
    }

    private static double Slope(double degrees) => Math.Abs(degrees) < 90
        ? Math.Tan(degrees * (Math.PI / 180))
        : throw new ArgumentException($"fields: {degrees}° does not run towards the lens; angles stay below 90°");

    // The object point of a chief ray with the given slopes in front of the lens.
    private static ObjectPoint OfSlope(SequentialModel model, double x, double y)
    {
        if (model.Lens.IsObjectAtInfinity)
        {
            return new(true, x, y);
        }

        var distance = model.Lens.ObjectDistance + model.FirstOrder.EntrancePupilPosition;
        return double.IsFinite(distance)
            ? new(false, -distance * x, -distance * y)
            : throw new ArgumentException("fields: angles need an entrance pupil at a finite distance; give object heights");
    }

    private static ObjectPoint Paraxial(SequentialModel model, FieldPoint field)
    {
        var (y, u) = new FirstOrderSolver(model.Lens, model.Lens.PrimaryNanometres).ParaxialChief(1);
        var height = model.Lens.IsObjectAtInfinity ? u : y - (u * model.Lens.ObjectDistance);
        return new(model.Lens.IsObjectAtInfinity, field.X * height, field.Y * height);
    }

    // Newton's method on where the real chief ray lands, with slopes from differences; the paraxial point is the start.
    private static ObjectPoint Real(SequentialModel model, FieldPoint field, RayAiming aiming)
    {
        var point = Paraxial(model, field);
        var height = Math.Sqrt((field.X * field.X) + (field.Y * field.Y));
        if (height == 0)
        {
            return point;
        }

        var unit = Paraxial(model, new FieldPoint(0, height)).Y;
        var best = double.PositiveInfinity;
        for (var i = 0; i < MaxSteps; i++)
        {
            const double Difference = 1e-5;
            var delta = Difference * unit;
            if (!Lands(model, point, aiming, out var x, out var y)
                || !Lands(model, point with { X = point.X + delta }, aiming, out var xx, out var yx)
                || !Lands(model, point with { Y = point.Y + delta }, aiming, out var xy, out var yy))
            {
                point = point.Scaled(0.9);
                continue;
            }

            var (ex, ey) = (x - field.X, y - field.Y);
            var error = Math.Sqrt((ex * ex) + (ey * ey));
            if (error <= 1e-14 * height || (error < 1e-9 * height && error >= best))
            {
                return point;
            }

            best = error;
            var (a, b, c, d) = ((xx - x) / delta, (xy - x) / delta, (yx - y) / delta, (yy - y) / delta);
            var determinant = (a * d) - (b * c);
            point = point with { X = point.X - (((d * ex) - (b * ey)) / determinant), Y = point.Y - (((a * ey) - (c * ex)) / determinant) };
        }

        throw new ArgumentException($"fields: no chief ray lands {height} mm from the axis; the image ends before that", nameof(field));
    }

    private static bool Lands(SequentialModel model, ObjectPoint point, RayAiming aiming, out double x, out double y)
    {
        var rays = new Bundle(model, point).Launch(PupilNodes.Of(new PupilNode(0, 0)), aiming);
        RayTracer.Trace(model, model.Lens.Primary, rays);
        (x, y) = (rays.X[0], rays.Y[0]);
        return rays.Reaches(0);
    }
}
