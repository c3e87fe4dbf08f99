namespace Pentaprism.Optics.Tracing;

/// <summary>Many rays, each quantity in an array of its own.</summary>
/// <remarks>
/// Before a trace positions are in the coordinates of surface 0 (origin at its vertex); after it they are in those of the image plane
/// (origin where the axis meets it), so that X and Y are image coordinates in mm. Arrays may be longer than <see cref="Count"/>: what lies
/// behind it is room for whole vectors.
/// </remarks>
public sealed class RayBatch
{
    private const int Lanes = 8;

    /// <summary>Makes room for rays.</summary>
    /// <param name="count">How many.</param>
    public RayBatch(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        var room = (count + Lanes - 1) / Lanes * Lanes;
        X = new double[room];
        Y = new double[room];
        Z = new double[room];
        L = new double[room];
        M = new double[room];
        N = new double[room];
        Path = new double[room];
        Status = new RayStatus[room];
        FailedAt = new short[room];
        Array.Fill(N, 1);
        Array.Fill(FailedAt, (short)-1);
    }

    /// <summary>Gets the number of rays.</summary>
    public int Count { get; }

    /// <summary>Gets positions along x, mm.</summary>
    public double[] X { get; }

    /// <summary>Gets positions along y, mm.</summary>
    public double[] Y { get; }

    /// <summary>Gets positions along z, mm.</summary>
    public double[] Z { get; }

    /// <summary>Gets direction cosines along x.</summary>
    public double[] L { get; }

    /// <summary>Gets direction cosines along y.</summary>
    public double[] M { get; }

    /// <summary>Gets direction cosines along z.</summary>
    public double[] N { get; }

    /// <summary>Gets signed optical path lengths Σ n t, mm; a trace adds to what is there.</summary>
    public double[] Path { get; }

    /// <summary>Gets how far each ray came.</summary>
    public RayStatus[] Status { get; }

    /// <summary>Gets the surface at which a ray failed or was first clipped; −1 where it did not.</summary>
    public short[] FailedAt { get; }

    /// <summary>Copies all rays.</summary>
    /// <returns>A batch of its own; the same launched rays serve every wavelength.</returns>
    public RayBatch Copy()
    {
        var copy = new RayBatch(Count);
        CopyTo(copy);
        return copy;
    }

    /// <summary>Copies all rays over those of another batch.</summary>
    /// <param name="other">A batch of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void CopyTo(RayBatch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count != Count)
        {
            throw new ArgumentException($"A batch of {Count} rays does not fit one of {other.Count}.", nameof(other));
        }

        X.CopyTo(other.X, 0);
        Y.CopyTo(other.Y, 0);
        Z.CopyTo(other.Z, 0);
        L.CopyTo(other.L, 0);
        M.CopyTo(other.M, 0);
        N.CopyTo(other.N, 0);
        Path.CopyTo(other.Path, 0);
        Status.CopyTo(other.Status, 0);
        FailedAt.CopyTo(other.FailedAt, 0);
    }

    /// <summary>Tells whether a ray reached the image, inside the clear apertures or not.</summary>
    /// <param name="ray">Which ray.</param>
    /// <returns>True for the states Ok and Clipped.</returns>
    public bool Reaches(int ray) => Status[ray] is RayStatus.Ok or RayStatus.Clipped;

    internal bool IsLost(int ray) => !Reaches(ray);

    internal RayState Get(int i) => new(new(X[i], Y[i], Z[i]), new(L[i], M[i], N[i]), Path[i]);

    internal void Set(int i, in RayState ray)
    {
        (X[i], Y[i], Z[i]) = (ray.Position.X, ray.Position.Y, ray.Position.Z);
        (L[i], M[i], N[i]) = (ray.Direction.X, ray.Direction.Y, ray.Direction.Z);
        Path[i] = ray.Path;
    }
}
