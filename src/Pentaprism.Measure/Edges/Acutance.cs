namespace Pentaprism.Measure.Edges;

/// <summary>How a viewer sees a picture: what makes an acutance out of a modulation transfer.</summary>
/// <param name="PictureHeights">Viewing distance, in heights of the displayed picture, above 0.</param>
public readonly record struct ViewingCondition(double PictureHeights)
{
    /// <summary>Gets the pixels of a picture in one degree of the viewer's field.</summary>
    /// <param name="rows">Rows of the picture.</param>
    public double PixelsPerDegree(int rows) => Math.PI * PictureHeights * rows / 180;
}

/// <summary>Acutance: the modulation transfer weighted with the contrast sensitivity of the eye (ISO 20462-3, IEEE 1858).</summary>
public static class Acutance
{
    /// <summary>Gives the contrast sensitivity for luminance, 3 at its peak of 4 cycles/degree: C = 75 f^0.8 exp(−0.2 f) / 34.05.</summary>
    /// <param name="cyclesPerDegree">f.</param>
    public static double Sensitivity(double cyclesPerDegree) => 75 * Math.Pow(cyclesPerDegree, 0.8) * Math.Exp(-0.2 * cyclesPerDegree) / 34.05;

    /// <summary>Gives Q = Σ M C / Σ C over a grid of equal steps; both sums end where the grid does.</summary>
    /// <param name="cyclesPerDegree">Frequencies.</param>
    /// <param name="transfer">The modulation transfer at them.</param>
    /// <exception cref="ArgumentException">The numbers of values differ.</exception>
    public static double Of(ReadOnlySpan<double> cyclesPerDegree, ReadOnlySpan<double> transfer)
    {
        if (cyclesPerDegree.Length != transfer.Length)
        {
            throw new ArgumentException("Each frequency needs a transfer.", nameof(transfer));
        }

        var (weighted, whole) = (0.0, 0.0);
        for (var i = 0; i < transfer.Length; i++)
        {
            var sensitivity = Sensitivity(cyclesPerDegree[i]);
            weighted += transfer[i] * sensitivity;
            whole += sensitivity;
        }

        return weighted / whole;
    }

    /// <summary>Gives the acutance of an edge, from frequency 0 to that of its grid's limit.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="rows">Rows of the whole picture.</param>
    /// <param name="viewing">How it is seen.</param>
    public static double Of(EdgeMeasurement edge, int rows, ViewingCondition viewing)
    {
        ArgumentNullException.ThrowIfNull(edge);
        const int Steps = 200;
        var perDegree = viewing.PixelsPerDegree(rows);
        var (frequencies, transfer) = (new double[Steps + 1], new double[Steps + 1]);
        for (var i = 0; i <= Steps; i++)
        {
            var cycles = edge.Nyquist * i / Steps;
            (frequencies[i], transfer[i]) = (cycles * perDegree, edge.TransferAt(cycles));
        }

        return Of(frequencies, transfer);
    }
}
