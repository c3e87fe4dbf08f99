namespace Pentaprism.Optics.Analysis;

/// <summary>The pupil function from very many plane waves, laid down on the grid of directions one by one: also where the direction map folds.</summary>
/// <remarks>
/// Each wave √|dΩ/dp| exp(−2πiW) dp goes to the 4 × 4 nearest samples with Keys's cubic convolution kernel (IEEE Trans. ASSP 29, 1981), whose
/// moments vanish up to the second: the image is weighted by 1 − O((x step/λ)⁴) only.
/// </remarks>
internal static class DepositedPupil
{
    /// <summary>Lays down the waves.</summary>
    /// <param name="wave">The wave.</param>
    /// <param name="step">Distance of samples, in direction cosines.</param>
    /// <param name="side">Places along a side of the square around the pupil.</param>
    /// <returns>The pupil function.</returns>
    public static PupilFunction Sample(ExitWave wave, double step, int side)
    {
        var map = wave.Map;
        var phase = map.Fit(wave.Phase);
        ImageRays nodes = wave.Rays.Nodes, rim = wave.Rays.Rim;
        double Least(Func<ImageRays, double[]> of) => Math.Min(of(nodes).Min(), of(rim).Min());
        double Most(Func<ImageRays, double[]> of) => Math.Max(of(nodes).Max(), of(rim).Max());
        const int Margin = 8;
        double left = Least(r => r.L) - (Margin * step), bottom = Least(r => r.M) - (Margin * step);
        int width = (int)((Most(r => r.L) - left) / step) + Margin, height = (int)((Most(r => r.M) - bottom) / step) + Margin;
        var samples = new ComplexPlane(width, height);

        double Cell(double s) => (s + 1) / 2 * side;
        var cover = PolygonCoverage.Measure(
            Array.ConvertAll(map.Disc.X(rim.PupilX), Cell), Array.ConvertAll(map.Disc.Y(rim.PupilY), Cell), side, side);
        double[] x = [.. Enumerable.Range(0, side).Select(i => (((2 * i) + 1.0) / side) - 1)];
        double[] l = new double[side], m = new double[side], spread = new double[side], turn = new double[side];
        var cell = 4 * map.Disc.Area / side / side;
        for (var j = 0; j < side; j++)
        {
            map.L.Row(x[j], x, l);
            map.M.Row(x[j], x, m);
            phase.Row(x[j], x, turn);
            map.SpreadRow(x[j], x, spread);
            for (var i = 0; i < side; i++)
            {
                var part = cover[(j * side) + i];
                if (part > 0)
                {
                    var amplitude = part * Math.Sqrt(Math.Abs(spread[i])) * cell / (step * step);
                    var (sin, cos) = Math.SinCos(2 * Math.PI * turn[i]);
                    Deposit(samples, (l[i] - left) / step, (m[i] - bottom) / step, amplitude * cos, amplitude * sin);
                }
            }
        }

        return new PupilFunction(left, bottom, step, samples, wave.Area);
    }

    private static void Deposit(ComplexPlane samples, double x, double y, double real, double imaginary)
    {
        var (column, row) = ((int)Math.Floor(x) - 1, (int)Math.Floor(y) - 1);
        if (column < 0 || row < 0 || column + 4 > samples.Width || row + 4 > samples.Height)
        {
            return;
        }

        Span<double> across = stackalloc double[4];
        Span<double> up = stackalloc double[4];
        Keys(x - Math.Floor(x), across);
        Keys(y - Math.Floor(y), up);
        for (var j = 0; j < 4; j++)
        {
            var at = ((row + j) * samples.Width) + column;
            for (var i = 0; i < 4; i++)
            {
                var weight = across[i] * up[j];
                samples.Real[at + i] += weight * real;
                samples.Imaginary[at + i] += weight * imaginary;
            }
        }
    }

    // Keys's kernel with a = −½ at −1 − t, −t, 1 − t, 2 − t.
    private static void Keys(double t, Span<double> weights)
    {
        weights[0] = t * (-0.5 + (t * (1 - (0.5 * t))));
        weights[1] = 1 + (t * t * (-2.5 + (1.5 * t)));
        weights[2] = t * (0.5 + (t * (2 - (1.5 * t))));
        weights[3] = t * t * (-0.5 + (0.5 * t));
    }
}
