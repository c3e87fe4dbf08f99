using System.Collections.Immutable;

namespace Pentaprism.Optics.Prescriptions;

/// <summary>What the numbers of a field mean.</summary>
public enum FieldKind
{
    /// <summary>Angle in object space against the axis, degrees.</summary>
    Angle,

    /// <summary>Height of the object point, mm; for objects at a finite distance.</summary>
    ObjectHeight,

    /// <summary>Height of the paraxial chief ray at the image plane, mm.</summary>
    ParaxialImageHeight,

    /// <summary>Height of the real chief ray at the image plane, mm.</summary>
    ImageHeight,
}

/// <summary>One field point. The plane of symmetry is y–z.</summary>
/// <param name="X">Across the plane of symmetry, degrees or mm.</param>
/// <param name="Y">In the plane of symmetry, degrees or mm.</param>
/// <param name="Weight">Its weight in merit functions.</param>
public readonly record struct FieldPoint(double X, double Y, double Weight = 1)
{
    /// <summary>Makes a field in the plane of symmetry.</summary>
    /// <param name="y">Degrees or mm.</param>
    /// <returns>The field.</returns>
    public static FieldPoint At(double y) => new(0, y);
}

/// <summary>The fields that a lens is judged at.</summary>
/// <param name="Kind">What their numbers mean.</param>
/// <param name="Points">The points, the axis usually first.</param>
public sealed record FieldSet(FieldKind Kind, ImmutableArray<FieldPoint> Points)
{
    /// <summary>Makes fields in the plane of symmetry.</summary>
    /// <param name="kind">What the numbers mean.</param>
    /// <param name="values">Degrees or mm.</param>
    public FieldSet(FieldKind kind, params ReadOnlySpan<double> values)
        : this(kind, [.. values.ToArray().Select(FieldPoint.At)])
    {
    }

    /// <summary>Gets the distance of the outermost point from the axis, degrees or mm.</summary>
    public double LargestRadius => Points.IsDefaultOrEmpty ? 0 : Points.Max(point => Math.Sqrt((point.X * point.X) + (point.Y * point.Y)));
}
