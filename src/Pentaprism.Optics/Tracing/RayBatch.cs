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
}
