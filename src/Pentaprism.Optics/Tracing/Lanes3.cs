using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Optics.Tracing;

/// <summary>A point or direction for each lane of a vector.</summary>
/// <param name="X">Along x.</param>
/// <param name="Y">Along y.</param>
/// <param name="Z">Along z.</param>
internal readonly record struct Lanes3(Vector<double> X, Vector<double> Y, Vector<double> Z)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 operator +(Lanes3 a, Lanes3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 operator -(Lanes3 a, Lanes3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 operator *(Vector<double> s, Lanes3 a) => new(s * a.X, s * a.Y, s * a.Z);

    /// <summary>Scalar products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Dot(Lanes3 a, Lanes3 b) =>
        Vector.FusedMultiplyAdd(a.X, b.X, Vector.FusedMultiplyAdd(a.Y, b.Y, a.Z * b.Z));

    /// <summary>Vector products.</summary>
    public static Lanes3 Cross(Lanes3 a, Lanes3 b) =>
        new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>Points farther along: p + s d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes3 Along(Lanes3 p, Vector<double> s, Lanes3 d) =>
        new(Vector.FusedMultiplyAdd(s, d.X, p.X), Vector.FusedMultiplyAdd(s, d.Y, p.Y), Vector.FusedMultiplyAdd(s, d.Z, p.Z));

    /// <summary>Where a frame of reference changes: points as it sees them.</summary>
    public static Lanes3 PointIn(in Frame frame, Lanes3 p) =>
        DirectionIn(frame, p - new Lanes3(new(frame.Origin.X), new(frame.Origin.Y), new(frame.Origin.Z)));

    /// <summary>Directions as a frame sees them.</summary>
    public static Lanes3 DirectionIn(in Frame frame, Lanes3 d) => new(Dot(Of(frame.XAxis), d), Dot(Of(frame.YAxis), d), Dot(Of(frame.ZAxis), d));

    /// <summary>The same in every lane.</summary>
    public static Lanes3 Of(Vector3D v) => new(new(v.X), new(v.Y), new(v.Z));

    /// <summary>Replaces one lane.</summary>
    public Lanes3 With(int lane, Vector3D v) => new(X.WithElement(lane, v.X), Y.WithElement(lane, v.Y), Z.WithElement(lane, v.Z));
}
