namespace Pentaprism.Optics.Analysis;

/// <summary>Turns a finely sampled image of a point about its middle and collects it into pixels.</summary>
internal static class KernelTurn
{
    /// <summary>Turns and collects.</summary>
    /// <param name="fine">The image, side × side.</param>
    /// <param name="side">Its side: pixels times oversampling, both odd.</param>
    /// <param name="oversampling">Samples along a side of a pixel.</param>
    /// <param name="azimuth">From +y towards +x, radians: where the field lies that was computed at +y.</param>
    /// <returns>The energy on each pixel.</returns>
    public static double[] ToPixels(IReadOnlyList<double> fine, int side, int oversampling, double azimuth)
    {
        var pixels = side / oversampling;
        var kernel = new double[pixels * pixels];
        var (sin, cos) = Math.SinCos(azimuth);
        var middle = side / 2;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                // The point that this one came from: turned back by the azimuth.
                double x = column - middle, y = row - middle;
                var value = Sample(fine, side, middle + (x * cos) - (y * sin), middle + (x * sin) + (y * cos));
                kernel[(row / oversampling * pixels) + (column / oversampling)] += value;
            }
        }

        return kernel;
    }

    private static double Sample(IReadOnlyList<double> fine, int side, double x, double y)
    {
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (u, v) = (x - column, y - row);
        var sum = 0.0;
        for (var j = -1; j <= 2; j++)
        {
            for (var i = -1; i <= 2; i++)
            {
                if ((uint)(column + i) < (uint)side && (uint)(row + j) < (uint)side)
                {
                    sum += Cubic(i - u) * Cubic(j - v) * fine[((row + j) * side) + column + i];
                }
            }
        }

        return sum;
    }

    // Keys's cubic convolution kernel with a = −½.
    private static double Cubic(double t)
    {
        t = Math.Abs(t);
        return t < 1 ? 1 + (t * t * ((1.5 * t) - 2.5)) : t < 2 ? 2 + (t * (-4 + (t * (2.5 - (0.5 * t))))) : 0;
    }
}
