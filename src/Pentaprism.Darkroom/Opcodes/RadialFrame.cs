namespace Pentaprism.Darkroom.Opcodes;

/// <summary>The coordinates of the radial opcodes: an optical centre and the distance to the farthest corner, in pixels.</summary>
/// <param name="X">Centre as a column; whole numbers are pixel centres.</param>
/// <param name="Y">Centre as a row.</param>
/// <param name="Radius">Distance that counts as 1.</param>
/// <remarks>The first and the last pixel, not the picture's edges, are 0 and 1 of the relative centre (DNG 1.7.1, WarpRectilinear).</remarks>
internal readonly record struct RadialFrame(double X, double Y, double Radius)
{
    /// <summary>Gives the frame of a picture.</summary>
    /// <param name="width">Samples in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="centreX">0 to 1.</param>
    /// <param name="centreY">0 to 1.</param>
    /// <returns>The frame.</returns>
    public static RadialFrame Of(int width, int height, double centreX, double centreY)
    {
        var (x, y) = (centreX * (width - 1), centreY * (height - 1));
        var radius = double.Hypot(Math.Max(x, width - 1 - x), Math.Max(y, height - 1 - y));
        return new RadialFrame(x, y, Math.Max(radius, 1));
    }
}
