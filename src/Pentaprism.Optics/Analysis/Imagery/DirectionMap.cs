namespace Pentaprism.Optics.Analysis;

/// <summary>Which direction the light from each place of the pupil has at the image: Ω(p) = (L, M), as polynomials.</summary>
internal sealed class DirectionMap
{
    private readonly DiscFit _fit;
    private readonly BivariatePolynomial _lx;
    private readonly BivariatePolynomial _ly;
    private readonly BivariatePolynomial _mx;
    private readonly BivariatePolynomial _my;

    public DirectionMap(PupilRays rays, int degree)
    {
        var nodes = rays.Nodes;
        Disc = new DiscFrame(rays.Rim.PupilX, rays.Rim.PupilY, rays.IsMirrored);
        _fit = rays.Launch.FitOfPlaces(Disc, nodes, degree, rays.IsMirrored);
        L = Fit(nodes.L, odd: true);
        M = Fit(nodes.M);
        (_lx, _ly, _mx, _my) = (L.DerivativeX(), L.DerivativeY(), M.DerivativeX(), M.DerivativeY());
        Spread = Spreads(nodes);
        var rim = Spreads(rays.Rim);
        IsFolded = Math.Sign(Spread.Concat(rim).Min()) != Math.Sign(Spread.Concat(rim).Max());
    }

    /// <summary>Gets the direction cosine L of a place s.</summary>
    public BivariatePolynomial L { get; }

    /// <summary>Gets the direction cosine M of a place s.</summary>
    public BivariatePolynomial M { get; }

    /// <summary>Gets dΩ/dp at the nodes, with the sign of its orientation.</summary>
    public double[] Spread { get; }

    /// <summary>Gets whether that sign changes: then two places of the pupil send light into one direction.</summary>
    public bool IsFolded { get; }

    /// <summary>Gets the frame in which places in the pupil are told here: s.</summary>
    public DiscFrame Disc { get; }

    /// <summary>Fits a function of the place in the pupil.</summary>
    /// <param name="values">Its values at the nodes.</param>
    /// <param name="odd">Whether it is odd in x if the bundle is its own mirror image.</param>
    /// <returns>A polynomial of s.</returns>
    public BivariatePolynomial Fit(double[] values, bool odd = false) => _fit.Fit(values, odd, out _);

    /// <summary>Gives dΩ/dp along a row of places.</summary>
    public void SpreadRow(double y, ReadOnlySpan<double> x, Span<double> spread)
    {
        double[] ly = new double[x.Length], mx = new double[x.Length], my = new double[x.Length];
        _lx.Row(y, x, spread);
        _ly.Row(y, x, ly);
        _mx.Row(y, x, mx);
        _my.Row(y, x, my);
        for (var i = 0; i < x.Length; i++)
        {
            spread[i] = ((spread[i] * my[i]) - (ly[i] * mx[i])) / Disc.Area;
        }
    }

    private double[] Spreads(ImageRays rays)
    {
        double[] x = Disc.X(rays.PupilX), y = Disc.Y(rays.PupilY);
        return [.. x.Zip(y, (u, v) => ((_lx.At(u, v) * _my.At(u, v)) - (_ly.At(u, v) * _mx.At(u, v))) / Disc.Area)];
    }
}
