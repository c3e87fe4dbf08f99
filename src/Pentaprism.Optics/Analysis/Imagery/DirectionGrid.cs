namespace Pentaprism.Optics.Analysis;

/// <summary>The pupil function from the inverse of the direction map: p and W as polynomials of (L, M), where no two places share a direction.</summary>
internal sealed class DirectionGrid
{
    private readonly PupilRays _rays;
    private readonly DiscFit _fit;
    private readonly DiscFrame _frame;
    private readonly BivariatePolynomial[] _gradient;

    public DirectionGrid(PupilRays rays, int degree)
    {
        _rays = rays;
        ImageRays nodes = rays.Nodes, rim = rays.Rim;
        _frame = new DiscFrame(rim.L, rim.M, rays.IsMirrored);
        _fit = new DiscFit(_frame.X(nodes.L), _frame.Y(nodes.M), nodes.Weights, degree, rays.IsMirrored);
        var px = _fit.Fit(nodes.PupilX, odd: true, out var leftX);
        var py = _fit.Fit(nodes.PupilY, odd: false, out var leftY);
        _gradient = [px.DerivativeX(), px.DerivativeY(), py.DerivativeX(), py.DerivativeY()];
        PlaceResidual = Math.Sqrt((leftX * leftX) + (leftY * leftY));
    }

    /// <summary>Gets the root mean square of what the polynomials leave of places, in pupil coordinates.</summary>
    public double PlaceResidual { get; }

    /// <summary>Samples the pupil function.</summary>
    /// <param name="wave">A wave of the same rays.</param>
    /// <param name="step">Distance of samples, in direction cosines.</param>
    /// <param name="phaseResidual">Root mean square of what the polynomial leaves of the phase, waves.</param>
    /// <returns>The pupil function.</returns>
    public PupilFunction Sample(ExitWave wave, double step, out double phaseResidual)
    {
        var phase = _fit.Fit(wave.Phase, odd: false, out phaseResidual);
        var rim = _rays.Rim;
        double left = rim.L.Min() - step, bottom = rim.M.Min() - step;
        int width = (int)((rim.L.Max() - left) / step) + 2, height = (int)((rim.M.Max() - bottom) / step) + 2;
        double Cell(double at, double first) => ((at - first) / step) + 0.5;
        var cover = PolygonCoverage.Measure([.. rim.L.Select(l => Cell(l, left))], [.. rim.M.Select(m => Cell(m, bottom))], width, height);
        var samples = new ComplexPlane(width, height);
        double[] u = [.. Enumerable.Range(0, width).Select(i => _frame.X(left + (i * step)))];
        for (var j = 0; j < height; j++)
        {
            var row = cover.AsSpan(j * width, width);
            var first = row.IndexOfAnyExcept(0.0);
            if (first >= 0)
            {
                var end = row.LastIndexOfAnyExcept(0.0) + 1;
                var v = _frame.Y(bottom + (j * step));
                SampleRow(phase, v, u.AsSpan(first, end - first), row[first..end], samples.RealRow(j)[first..end], samples.ImaginaryRow(j)[first..end]);
            }
        }

        return new PupilFunction(left, bottom, step, samples, wave.Area);
    }

    // Turns the row's covered parts into P.
    private void SampleRow(
        BivariatePolynomial phase, double v, ReadOnlySpan<double> u, ReadOnlySpan<double> cover, Span<double> real, Span<double> imaginary)
    {
        var scratch = new double[5][];
        for (var k = 0; k < 4; k++)
        {
            _gradient[k].Row(v, u, scratch[k] = new double[u.Length]);
        }

        phase.Row(v, u, scratch[4] = new double[u.Length]);
        var scale = 1 / _frame.Area;
        for (var i = 0; i < u.Length; i++)
        {
            var area = ((scratch[0][i] * scratch[3][i]) - (scratch[1][i] * scratch[2][i])) * scale;
            var amplitude = cover[i] * Math.Sqrt(Math.Abs(area));
            var (sin, cos) = Math.SinCos(2 * Math.PI * scratch[4][i]);
            real[i] = amplitude * cos;
            imaginary[i] = amplitude * sin;
        }
    }
}
