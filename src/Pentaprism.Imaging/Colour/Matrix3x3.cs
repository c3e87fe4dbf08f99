namespace Pentaprism.Imaging;

/// <summary>A 3 × 3 matrix of doubles that acts on column vectors.</summary>
public readonly record struct Matrix3x3(
    double M11, double M12, double M13,
    double M21, double M22, double M23,
    double M31, double M32, double M33)
{
    /// <summary>Gets the identity.</summary>
    public static Matrix3x3 Identity => Diagonal(Vector3d.One);

    /// <summary>Gets the determinant.</summary>
    public double Determinant =>
        (M11 * ((M22 * M33) - (M23 * M32))) - (M12 * ((M21 * M33) - (M23 * M31))) + (M13 * ((M21 * M32) - (M22 * M31)));

    /// <summary>Makes a diagonal matrix.</summary>
    /// <param name="d">The diagonal.</param>
    /// <returns>The matrix.</returns>
    public static Matrix3x3 Diagonal(Vector3d d) => new(d.X, 0, 0, 0, d.Y, 0, 0, 0, d.Z);

    /// <summary>Makes a matrix from nine numbers, row by row.</summary>
    /// <param name="values">Nine numbers.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">There are not nine numbers.</exception>
    public static Matrix3x3 FromRows(ReadOnlySpan<double> values) => values.Length == 9
        ? new(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8])
        : throw new ArgumentException($"Nine numbers are needed, there are {values.Length}.", nameof(values));

    /// <summary>Multiplies two matrices.</summary>
    public static Matrix3x3 operator *(Matrix3x3 a, Matrix3x3 b) => new(
        (a.M11 * b.M11) + (a.M12 * b.M21) + (a.M13 * b.M31), (a.M11 * b.M12) + (a.M12 * b.M22) + (a.M13 * b.M32), (a.M11 * b.M13) + (a.M12 * b.M23) + (a.M13 * b.M33),
        (a.M21 * b.M11) + (a.M22 * b.M21) + (a.M23 * b.M31), (a.M21 * b.M12) + (a.M22 * b.M22) + (a.M23 * b.M32), (a.M21 * b.M13) + (a.M22 * b.M23) + (a.M23 * b.M33),
        (a.M31 * b.M11) + (a.M32 * b.M21) + (a.M33 * b.M31), (a.M31 * b.M12) + (a.M32 * b.M22) + (a.M33 * b.M32), (a.M31 * b.M13) + (a.M32 * b.M23) + (a.M33 * b.M33));

    /// <summary>Applies the matrix to a column vector.</summary>
    public static Vector3d operator *(Matrix3x3 m, Vector3d v) => new(
        (m.M11 * v.X) + (m.M12 * v.Y) + (m.M13 * v.Z),
        (m.M21 * v.X) + (m.M22 * v.Y) + (m.M23 * v.Z),
        (m.M31 * v.X) + (m.M32 * v.Y) + (m.M33 * v.Z));

    /// <summary>Multiplies every element by a number.</summary>
    public static Matrix3x3 operator *(Matrix3x3 m, double s) => new(
        m.M11 * s, m.M12 * s, m.M13 * s, m.M21 * s, m.M22 * s, m.M23 * s, m.M31 * s, m.M32 * s, m.M33 * s);

    /// <summary>Blends two matrices element by element.</summary>
    /// <param name="a">Taken at 0.</param>
    /// <param name="b">Taken at 1.</param>
    /// <param name="t">Share of <paramref name="b"/>.</param>
    /// <returns>(1 − t)·a + t·b.</returns>
    public static Matrix3x3 Lerp(Matrix3x3 a, Matrix3x3 b, double t) => new(
        a.M11 + ((b.M11 - a.M11) * t), a.M12 + ((b.M12 - a.M12) * t), a.M13 + ((b.M13 - a.M13) * t),
        a.M21 + ((b.M21 - a.M21) * t), a.M22 + ((b.M22 - a.M22) * t), a.M23 + ((b.M23 - a.M23) * t),
        a.M31 + ((b.M31 - a.M31) * t), a.M32 + ((b.M32 - a.M32) * t), a.M33 + ((b.M33 - a.M33) * t));

    /// <summary>Gives the inverse.</summary>
    /// <returns>The inverse.</returns>
    /// <exception cref="InvalidOperationException">The matrix is singular.</exception>
    public Matrix3x3 Inverse()
    {
        var d = Determinant;
        if (!(Math.Abs(d) > 1e-12))
        {
            throw new InvalidOperationException("The matrix has no inverse.");
        }

        return new Matrix3x3(
            (M22 * M33) - (M23 * M32), (M13 * M32) - (M12 * M33), (M12 * M23) - (M13 * M22),
            (M23 * M31) - (M21 * M33), (M11 * M33) - (M13 * M31), (M13 * M21) - (M11 * M23),
            (M21 * M32) - (M22 * M31), (M12 * M31) - (M11 * M32), (M11 * M22) - (M12 * M21)) * (1 / d);
    }

    /// <summary>Gives the nine elements row by row.</summary>
    /// <returns>Nine numbers.</returns>
    public double[] ToRows() => [M11, M12, M13, M21, M22, M23, M31, M32, M33];
}
