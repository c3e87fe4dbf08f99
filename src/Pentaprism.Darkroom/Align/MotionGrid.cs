using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Local displacement on a grid of cells over the reference frame, bilinear between the centres of cells, constant beyond them.</summary>
/// <param name="Pitch">Side of a cell in samples of the reference; cell (i, j) is centred at ((i + ½) · pitch − ½, (j + ½) · pitch − ½).</param>
/// <param name="X">Displacement to the right, in samples of the frame.</param>
/// <param name="Y">Displacement downwards.</param>
internal sealed record MotionGrid(int Pitch, Plane<float> X, Plane<float> Y)
{
    /// <summary>Gives the displacement at a point of the reference.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>The displacement in samples of the frame.</returns>
    public (double X, double Y) At(double x, double y)
    {
        var u = Math.Clamp(((x + 0.5) / Pitch) - 0.5, 0, X.Width - 1);
        var v = Math.Clamp(((y + 0.5) / Pitch) - 0.5, 0, X.Height - 1);
        var (i, j) = ((int)u, (int)v);
        var (right, below) = (Math.Min(i + 1, X.Width - 1), Math.Min(j + 1, X.Height - 1));
        var (a, b) = (u - i, v - j);
        return (Mix(X, i, j, right, below, a, b), Mix(Y, i, j, right, below, a, b));
    }

    private static double Mix(Plane<float> plane, int i, int j, int right, int below, double a, double b) =>
        ((1 - b) * (((1 - a) * plane[i, j]) + (a * plane[right, j]))) + (b * (((1 - a) * plane[i, below]) + (a * plane[right, below])));
}
