namespace Pentaprism.Darkroom.Align;

/// <summary>A point of the reference, where it lies in the frame, and how sure that is.</summary>
/// <param name="X">Column in the reference.</param>
/// <param name="Y">Row in the reference.</param>
/// <param name="U">Column in the frame.</param>
/// <param name="V">Row in the frame.</param>
/// <param name="Wxx">Inverse covariance of (U, V): its first element.</param>
/// <param name="Wxy">Its mixed element.</param>
/// <param name="Wyy">Its last element.</param>
internal readonly record struct Correspondence(double X, double Y, double U, double V, double Wxx, double Wxy, double Wyy)
{
    /// <summary>Gives the squared distance of a place from (U, V), in deviations.</summary>
    /// <param name="u">Column.</param>
    /// <param name="v">Row.</param>
    /// <returns>The distance.</returns>
    public double Distance(double u, double v)
    {
        var (x, y) = (u - U, v - V);
        return (Wxx * x * x) + (2 * Wxy * x * y) + (Wyy * y * y);
    }
}
