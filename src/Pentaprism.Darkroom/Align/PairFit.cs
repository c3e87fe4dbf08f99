using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>A motion with the tiles that it was found by.</summary>
/// <param name="fitted">The motion.</param>
/// <param name="trust">The weight of each tile, 0 to 1.</param>
/// <param name="points">The tiles as correspondences.</param>
/// <param name="shifts">What each tile said.</param>
/// <param name="pitch">Size of a sample of the level in the units of the points.</param>
/// <param name="noiseVariance">Variance of the difference of the pictures that noise explains.</param>
internal sealed class PairFit(FittedMotion fitted, double[] trust, Correspondence[] points, TileShift[] shifts, double pitch, double noiseVariance)
{
    // How near a tile must lie besides three deviations of its own, and never further than the larger one, in samples of the level.
    private const double Near = 0.35;
    private const double Far = 1;
    private const double Deviations = 3;

    // What tiles of other scenes hardly ever reach, and tiles of the same scene nearly always on a level where noise is small.
    private const double Alike = 0.6;

    /// <summary>Gets the motion and how sure it is.</summary>
    public FittedMotion Fitted => fitted;

    /// <summary>Gets the motion.</summary>
    public Matrix3x3 Motion => fitted.Motion;

    /// <summary>Gets its kind.</summary>
    public MotionKind Kind => fitted.Kind;

    /// <summary>Gets the mean correlation of the tiles that are trusted.</summary>
    public double Correlation => Math.Min(TrustedMean(shift => shift.Correlation), 1);

    /// <summary>Gets the deviation of the difference over the trusted tiles, in deviations that noise explains.</summary>
    public double Residual => Math.Sqrt(TrustedMean(shift => shift.Residual) / noiseVariance);

    /// <summary>Gets the share of the tiles that the frame shows.</summary>
    public double Overlap => shifts.Count(shift => shift.Seen) / (double)shifts.Length;

    /// <summary>Gets what starts are compared by: tiles that agree, weighed by their correlation.</summary>
    public double Score => Sum(shift => shift.Correlation);

    /// <summary>Gets the share of the tiles in sight that look alike and agree with the motion, 0 to 1.</summary>
    public double Agreement => Sum(_ => 1) / Math.Max(shifts.Count(shift => shift.Seen), 1);

    private double Sum(Func<TileShift, double> value)
    {
        double sum = 0;
        for (var k = 0; k < points.Length; k++)
        {
            var p = points[k];
            if (shifts[k].Correlation >= Alike)
            {
                var q = Motion * new Vector3d(p.X, p.Y, 1);
                var (u, v) = (q.X / q.Z, q.Y / q.Z);
                var away = Math.Max(Math.Abs(u - p.U), Math.Abs(v - p.V)) / pitch;
                sum += away < Near || (away < Far && p.Distance(u, v) < Deviations * Deviations) ? value(shifts[k]) : 0;
            }
        }

        return sum;
    }

    private double TrustedMean(Func<TileShift, double> value)
    {
        double sum = 0, weights = 0;
        for (var k = 0; k < shifts.Length; k++)
        {
            var weight = shifts[k].Wxx + shifts[k].Wyy > 0 ? trust[k] : 0;
            sum += weight * value(shifts[k]);
            weights += weight;
        }

        return weights > 0 ? sum / weights : 0;
    }
}
