using Pentaprism.Optics.Analysis;

namespace Pentaprism.Optics.Tolerances;

/// <summary>From directions of the image bundle back to the places in the clear pupil that the light came through.</summary>
/// <remarks>
/// Pupil coordinates are those in which the clear pupil just fits into the unit disc. Where the map folds, so that two
/// parts of the pupil send light into one direction, the affine map that fits best takes its place: the transfer is then an approximation.
/// </remarks>
internal sealed class PupilInverse
{
    private readonly DiscFit _fit;
    private readonly BivariatePolynomial _l;
    private readonly BivariatePolynomial _m;
    private readonly BivariatePolynomial _lx;
    private readonly BivariatePolynomial _ly;
    private readonly BivariatePolynomial _mx;
    private readonly BivariatePolynomial _my;

    public PupilInverse(PupilRays rays, int degree)
    {
        var disc = new DiscFrame(rays.Rim.PupilX, rays.Rim.PupilY, false);
        var (x, y) = (disc.X(rays.Nodes.PupilX), disc.Y(rays.Nodes.PupilY));
        double[] rimX = disc.X(rays.Rim.PupilX), rimY = disc.Y(rays.Rim.PupilY);
        _fit = new DiscFit(x, y, rays.Nodes.Weights, degree, false);
        (_l, _m) = (Fit(rays.Nodes.L), Fit(rays.Nodes.M));
        (_lx, _ly, _mx, _my) = (_l.DerivativeX(), _l.DerivativeY(), _m.DerivativeX(), _m.DerivativeY());
        var spreads = x.Zip(y, (u, v) => Spread((u, v))).Concat(rimX.Zip(rimY, (u, v) => Spread((u, v)))).ToArray();
        IsFolded = spreads.Min() <= 0 && spreads.Max() >= 0;
        if (IsFolded)
        {
            var affine = new DiscFit(x, y, rays.Nodes.Weights, 1, false);
            (_l, _m) = (affine.Fit(rays.Nodes.L, false, out _), affine.Fit(rays.Nodes.M, false, out _));
            (_lx, _ly, _mx, _my) = (_l.DerivativeX(), _l.DerivativeY(), _m.DerivativeX(), _m.DerivativeY());
        }

        Rim = [.. rimX.Zip(rimY, (u, v) => (_l.At(u, v), _m.At(u, v)))];
        Area = PolygonCoverage.Area(rimX, rimY);
    }

    /// <summary>Gets whether the map folds and an affine one takes its place.</summary>
    public bool IsFolded { get; }

    /// <summary>Gets the directions of the rim.</summary>
    public (double L, double M)[] Rim { get; }

    /// <summary>Gets the area of the clear pupil, in the coordinates of the map.</summary>
    public double Area { get; }

    /// <summary>Fits a function of the place in the pupil.</summary>
    /// <param name="values">Its values at the nodes.</param>
    public BivariatePolynomial Fit(ReadOnlySpan<double> values) => _fit.Fit(values.ToArray(), false, out _);

    /// <summary>Gives dΩ/dp with the sign of the orientation.</summary>
    public double Spread((double X, double Y) p) => (_lx.At(p.X, p.Y) * _my.At(p.X, p.Y)) - (_ly.At(p.X, p.Y) * _mx.At(p.X, p.Y));

    /// <summary>Finds the place in the pupil whose ray has a direction.</summary>
    public (double X, double Y) Invert((double L, double M) direction, int steps)
    {
        double x = 0, y = 0;
        for (var i = 0; i < steps; i++)
        {
            var (dl, dm) = (direction.L - _l.At(x, y), direction.M - _m.At(x, y));
            double lx = _lx.At(x, y), ly = _ly.At(x, y), mx = _mx.At(x, y), my = _my.At(x, y);
            var spread = (lx * my) - (ly * mx);
            var (stepX, stepY) = (((my * dl) - (ly * dm)) / spread, ((lx * dm) - (mx * dl)) / spread);
            (x, y) = (x + stepX, y + stepY);

            // Polynomials are good inside the disc only: a step that leaves it is brought back to its rim.
            var outside = Math.Max(1, Math.Sqrt((x * x) + (y * y)));
            (x, y) = (x / outside, y / outside);
            if (Math.Abs(stepX) + Math.Abs(stepY) < 1e-13)
            {
                break;
            }
        }

        return (x, y);
    }
}
