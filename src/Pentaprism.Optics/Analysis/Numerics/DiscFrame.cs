namespace Pentaprism.Optics.Analysis;

/// <summary>Coordinates in which an outline just fits into the unit disc: each axis is shifted and scaled by itself.</summary>
internal sealed class DiscFrame
{
    /// <summary>Fits the frame.</summary>
    /// <param name="x">Points of the outline.</param>
    /// <param name="y">Points of the outline.</param>
    /// <param name="mirrored">Whether the outline is its own mirror image in x.</param>
    public DiscFrame(double[] x, double[] y, bool mirrored)
    {
        (CentreX, ScaleX) = mirrored ? (0, Math.Max(-x.Min(), x.Max())) : ((x.Min() + x.Max()) / 2, (x.Max() - x.Min()) / 2);
        (CentreY, ScaleY) = ((y.Min() + y.Max()) / 2, (y.Max() - y.Min()) / 2);
        var reach = Math.Sqrt(X(x).Zip(Y(y), (a, b) => (a * a) + (b * b)).Max());
        (ScaleX, ScaleY) = (ScaleX * reach, ScaleY * reach);
    }

    public double CentreX { get; }

    public double CentreY { get; }

    public double ScaleX { get; }

    public double ScaleY { get; }

    /// <summary>Gets the area that a unit of area in these coordinates has in the outer ones.</summary>
    public double Area => ScaleX * ScaleY;

    public double X(double x) => (x - CentreX) / ScaleX;

    public double Y(double y) => (y - CentreY) / ScaleY;

    public double[] X(double[] x) => Array.ConvertAll(x, X);

    public double[] Y(double[] y) => Array.ConvertAll(y, Y);
}
