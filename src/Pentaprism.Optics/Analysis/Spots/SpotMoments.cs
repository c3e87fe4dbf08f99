using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>Moments of the places d and slopes s of rays about their means, from which the spot at any shift of the image plane follows.</summary>
internal readonly record struct SpotMoments(double X, double Y, double Xx, double Yy, double PlaceSlope, double SlopeSlope)
{
    /// <summary>Gets the shift of the image plane at which the spot is smallest.</summary>
    public double BestShift => -PlaceSlope / SlopeSlope;

    public static SpotMoments Of(ImmutableArray<PupilRays> rays)
    {
        double[] weights = [.. rays.Select(one => rays.Length == 1 ? 1 : one.Model.Lens.Wavelengths[one.Wavelength].Weight)];
        var total = weights.Sum();
        if (!(total > 0))
        {
            throw new ArgumentException("A spot needs a wavelength with a weight above 0.", nameof(rays));
        }

        double x = 0, y = 0, sx = 0, sy = 0;
        for (var k = 0; k < rays.Length; k++)
        {
            var set = rays[k].Nodes;
            for (var i = 0; i < set.Count; i++)
            {
                var w = weights[k] / total * set.Weights[i];
                x += w * set.X[i];
                y += w * set.Y[i];
                sx += w * set.L[i] / set.N[i];
                sy += w * set.M[i] / set.N[i];
            }
        }

        double xx = 0, yy = 0, ds = 0, ss = 0;
        for (var k = 0; k < rays.Length; k++)
        {
            var set = rays[k].Nodes;
            for (var i = 0; i < set.Count; i++)
            {
                var w = weights[k] / total * set.Weights[i];
                var (dx, dy) = (set.X[i] - x, set.Y[i] - y);
                var (tx, ty) = ((set.L[i] / set.N[i]) - sx, (set.M[i] / set.N[i]) - sy);
                xx += w * dx * dx;
                yy += w * dy * dy;
                ds += w * ((dx * tx) + (dy * ty));
                ss += w * ((tx * tx) + (ty * ty));
            }
        }

        return new(x, y, xx, yy, ds, ss);
    }

    /// <summary>Gives the root mean square radius with the image plane moved, in the unit of places.</summary>
    public double RmsAt(double shift) => Math.Sqrt(Math.Max(0, Xx + Yy + (2 * shift * PlaceSlope) + (shift * shift * SlopeSlope)));
}
