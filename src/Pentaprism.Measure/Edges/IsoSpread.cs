using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Edges;

/// <summary>Steps 8 to 12 of the estimator of ISO 12233: from samples to the transfer of one channel.</summary>
internal static class IsoSpread
{
    /// <summary>Bins a sample.</summary>
    public const int Binning = 4;

    private const int SpareBins = 150;

    /// <summary>Puts the samples into bins a quarter of a sample wide, by their horizontal distance from the edge.</summary>
    /// <param name="grid">The samples.</param>
    /// <param name="rows">Rows to use, whole periods of the edge.</param>
    /// <param name="curve">The edge.</param>
    /// <returns>The means of four times as many bins as there are columns.</returns>
    public static double[] Bin(SampleGrid grid, int rows, Polynomial curve)
    {
        var offset = Round(Binning * (0 - ((rows - 1) * curve.Coefficients[1])));
        var (room, shift) = (Math.Abs(offset), Math.Min(offset, 0));
        var sums = new double[(Binning * grid.Width) + room + SpareBins];
        var counts = new double[sums.Length];
        for (var y = 0; y < rows; y++)
        {
            var moved = curve.At(y) - curve.At(0);
            for (var x = 0; x < grid.Width; x++)
            {
                var bin = Math.Clamp((int)Math.Ceiling(Binning * (x - moved)) + 1 - shift, 1, sums.Length) - 1;
                sums[bin] += grid[x, y];
                counts[bin]++;
            }
        }

        // What an empty bin holds is the mean of its neighbours, one after the other; those at the ends copy theirs.
        var begin = Round(0.5 * room);
        var spread = new double[Binning * grid.Width];
        for (var i = begin; i < begin + spread.Length; i++)
        {
            if (counts[i] == 0)
            {
                (sums[i], counts[i]) = i == begin ? (sums[i + 1], counts[i + 1])
                    : i == begin + spread.Length - 1 ? (sums[i - 1], counts[i - 1])
                    : ((sums[i - 1] + sums[i + 1]) / 2, (counts[i - 1] + counts[i + 1]) / 2);
            }

            spread[i - begin] = sums[i] / counts[i];
        }

        return spread;
    }

    /// <summary>Gives the transfer of an edge spread.</summary>
    /// <param name="spread">The spread in bins.</param>
    /// <param name="sign">1 where it rises, else −1.</param>
    /// <param name="kind">The window.</param>
    /// <returns>The first half of the bins of the spectrum up to its own limit, corrected for the three-point difference.</returns>
    public static double[] Transfer(double[] spread, int sign, EdgeWindow kind)
    {
        var n = spread.Length;
        var line = Centred(Difference(spread, sign));
        var window = IsoWindow.Of(kind, n, n / 2.0, false);
        for (var i = 0; i < n; i++)
        {
            line[i] *= window[i];
        }

        var bins = (n / 2) + 1;
        var transfer = new double[Round(bins / 2.0)];
        var whole = Math.Abs(line.Sum());
        for (var k = 0; k < transfer.Length; k++)
        {
            transfer[k] = FourierSum.At(line, (double)k / n, 0).Magnitude / whole * Correction(k, bins);
        }

        return transfer;
    }

    // The standard counts from 1 here, one more than the exact correction of a three-point difference.
    private static double Correction(int bin, int bins)
    {
        var z = Math.PI * (bin + 1) * 2 / (2 * (bins + 1));
        return bin == 0 ? 1 : Math.Min(10, Math.Abs(z / Math.Sin(z)));
    }

    private static double[] Difference(double[] spread, int sign)
    {
        var n = spread.Length;
        var line = new double[n];
        for (var i = 1; i < n - 1; i++)
        {
            line[i] = 0.5 * sign * (spread[i + 1] - spread[i - 1]);
        }

        (line[0], line[n - 1]) = (line[1], line[n - 2]);
        if (line[0] == 0)
        {
            line[0] = line[1];
        }
        else if (line[n - 1] == 0)
        {
            line[n - 1] = line[n - 2];
        }

        return line;
    }

    // Moves the largest value to the middle and fills with zeros.
    private static double[] Centred(double[] line)
    {
        var n = line.Length;
        var largest = line.Max();
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < n; i++)
        {
            if (line[i] == largest)
            {
                (sum, count) = (sum + i + 1, count + 1);
            }
        }

        var shift = Round((sum / count) - Round((n + 1) / 2.0));
        var centred = new double[n];
        for (var i = Math.Max(0, -shift); i < Math.Min(n, n - shift); i++)
        {
            centred[i] = line[i + shift];
        }

        return centred;
    }

    private static int Round(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);
}
