using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Rays at the image plane with the places in the pupil that they came through, each quantity in an array of its own.</summary>
/// <remarks>Only rays that reach the image are here. Positions are image coordinates in mm, paths optical paths in mm.</remarks>
public sealed class ImageRays
{
    internal ImageRays(PupilNodes nodes, RayBatch rays, int first, int end)
    {
        Launched = [.. Enumerable.Range(first, end - first).Where(rays.Reaches)];
        double[] Take(Func<int, double> value) => Array.ConvertAll(Launched, i => value(i));
        PupilX = Take(i => nodes.Nodes[i].X);
        PupilY = Take(i => nodes.Nodes[i].Y);
        Weights = Take(i => nodes.Nodes[i].Weight);
        X = Take(i => rays.X[i]);
        Y = Take(i => rays.Y[i]);
        Z = Take(i => rays.Z[i]);
        L = Take(i => rays.L[i]);
        M = Take(i => rays.M[i]);
        N = Take(i => rays.N[i]);
        Path = Take(i => rays.Path[i]);
        var total = Weights.Sum();
        for (var i = 0; i < Weights.Length; i++)
        {
            Weights[i] /= total;
        }
    }

    /// <summary>Gets how many rays there are.</summary>
    public int Count => Weights.Length;

    /// <summary>Gets for each ray its index in the launch.</summary>
    internal int[] Launched { get; }

    /// <summary>Gets pupil coordinates across the plane of symmetry, −1 to 1.</summary>
    public double[] PupilX { get; }

    /// <summary>Gets pupil coordinates in the plane of symmetry, −1 to 1.</summary>
    public double[] PupilY { get; }

    /// <summary>Gets the parts of the pupil's area that the rays stand for; they sum to 1.</summary>
    public double[] Weights { get; }

    /// <summary>Gets positions along x.</summary>
    public double[] X { get; }

    /// <summary>Gets positions along y.</summary>
    public double[] Y { get; }

    /// <summary>Gets positions along z; 0 on a flat image plane.</summary>
    public double[] Z { get; }

    /// <summary>Gets direction cosines along x.</summary>
    public double[] L { get; }

    /// <summary>Gets direction cosines along y.</summary>
    public double[] M { get; }

    /// <summary>Gets direction cosines along z, above 0; behind an odd number of mirrors light runs the other way.</summary>
    public double[] N { get; }

    /// <summary>Gets signed optical paths, comparable among the rays of one field and wavelength.</summary>
    public double[] Path { get; }
}

/// <summary>One ray at the image plane.</summary>
/// <param name="X">Position along x, mm.</param>
/// <param name="Y">Position along y, mm.</param>
/// <param name="Z">Position along z, mm; 0 on a flat image plane.</param>
/// <param name="L">Direction cosine along x.</param>
/// <param name="M">Direction cosine along y.</param>
/// <param name="N">Direction cosine along z.</param>
/// <param name="Path">Signed optical path, mm.</param>
public readonly record struct ImageRay(double X, double Y, double Z, double L, double M, double N, double Path)
{
    /// <summary>Gets the angle against the axis, degrees.</summary>
    public double Angle => Math.Atan2(Math.Sqrt((L * L) + (M * M)), Math.Abs(N)) * (180 / Math.PI);

    internal static ImageRay Of(RayBatch rays, int i) =>
        new(rays.X[i], rays.Y[i], rays.Z[i], rays.L[i], rays.M[i], rays.N[i], rays.Path[i]);
}
