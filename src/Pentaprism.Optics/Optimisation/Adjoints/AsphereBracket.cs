using System.Numerics;

namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>Finds where rays meet an asphere on which Newton's method goes in circles: by a change of sign, then by halving.</summary>
/// <remarks>
/// From the vertex plane on, in steps of 1/64 of the surface's reach, the nearest change of sign of F(t) = z + t N − sag(r²) is looked for on
/// both sides, up to twice the reach. Few rays come here, and those of the same lens do so whatever the bound of their Newton steps was.
/// </remarks>
internal static class AsphereBracket
{
    private const int StepsPerReach = 64;
    private const int Halvings = 60;

    /// <summary>Searches for some of the rays of a block.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="surface">The asphere.</param>
    /// <param name="rays">The rays, in the coordinates of the surface.</param>
    /// <param name="wanted">Lanes to search for.</param>
    /// <param name="reach">About the semi-diameter of the surface, mm.</param>
    /// <param name="way">Ways of the other lanes.</param>
    /// <param name="none">Lanes for which there is no meeting.</param>
    /// <returns>The ways with those that were found; a lane without a meeting stays as it was.</returns>
    public static Vector<double> Search(
        WorkingLens lens, int surface, in RayLanes rays, Vector<long> wanted, double reach, Vector<double> way, out Vector<long> none)
    {
        none = default;
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            if (wanted[lane] != 0)
            {
                var ray = new Ray(lens, surface, rays.X[lane], rays.Y[lane], rays.Z[lane], rays.L[lane], rays.M[lane], rays.N[lane]);
                if (Nearest(ray, reach / StepsPerReach) is { } found)
                {
                    way = way.WithElement(lane, found);
                }
                else
                {
                    none = none.WithElement(lane, -1L);
                }
            }
        }

        return way;
    }

    private static double? Nearest(Ray ray, double step)
    {
        var start = -ray.Z / ray.N;
        var (forth, back) = (ray.Above(start), ray.Above(start));
        for (var i = 1; i <= 2 * StepsPerReach; i++)
        {
            var (next, previous) = (ray.Above(start + (i * step)), ray.Above(start - (i * step)));
            if (forth * next <= 0)
            {
                return Halve(ray, start + ((i - 1) * step), start + (i * step), forth);
            }

            if (back * previous <= 0)
            {
                return Halve(ray, start - ((i - 1) * step), start - (i * step), back);
            }

            (forth, back) = (next, previous);
        }

        return null;
    }

    private static double Halve(Ray ray, double from, double to, double above)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = 0.5 * (from + to);
            (from, to) = ray.Above(middle) * above > 0 ? (middle, to) : (from, middle);
        }

        return 0.5 * (from + to);
    }

    private readonly record struct Ray(WorkingLens Lens, int Surface, double X, double Y, double Z, double L, double M, double N)
    {
        // Distance along the axis from the surface.
        public double Above(double way)
        {
            var (x, y) = (X + (way * L), Y + (way * M));
            return Z + (way * N) - SagKernel.Evaluate(Lens, Surface, new Vector<double>((x * x) + (y * y)), out _, out _, out _)[0];
        }
    }
}
