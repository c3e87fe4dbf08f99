using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>A motion with the tiles that it was found by.</summary>
/// <param name="outcome">The fit.</param>
/// <param name="points">The tiles as correspondences.</param>
/// <param name="shifts">What each tile said.</param>
/// <param name="pitch">Size of a sample of the level in the units of the points.</param>
/// <param name="noiseVariance">Variance of the difference of the pictures that noise explains.</param>
internal sealed class PairFit(MotionLadder.Outcome outcome, Correspondence[] points, TileShift[] shifts, double pitch, double noiseVariance)
{
    private const double Deviations = 3;

    /// <summary>Gets the motion and how sure it is.</summary>
    public FittedMotion Fitted => outcome.Fitted;

    /// <summary>Gets the motion.</summary>
    public Matrix3x3 Motion => outcome.Fitted.Motion;

    /// <summary>Gets its kind.</summary>
    public MotionKind Kind => outcome.Fitted.Kind;

    /// <summary>Gets the mean correlation of the tiles that are trusted.</summary>
    public double Correlation => TrustedMean(shift => shift.Correlation);

    /// <summary>Gets the deviation of the difference over the trusted tiles, in deviations that noise explains.</summary>
    public double Residual => Math.Sqrt(TrustedMean(shift => shift.Residual) / noiseVariance);

    /// <summary>Gets the share of the tiles that the frame shows.</summary>
    public double Overlap => shifts.Count(shift => shift.Correlation != 0) / (double)shifts.Length;

    /// <summary>Gets what starts are compared by: tiles that agree, weighed by their correlation.</summary>
    public double Score => Sum(0.35, shift => shift.Correlation);

    /// <summary>Gives the share of the tiles in sight that agree with the motion.</summary>
    /// <param name="tolerance">How near a tile must lie besides three deviations of its own, in samples of the level.</param>
    /// <returns>0 to 1.</returns>
    public double Agreement(double tolerance) =>
        Sum(tolerance, _ => 1) / Math.Max(shifts.Count(shift => shift.Wxx + shift.Wyy > 0), 1);

    private double Sum(double tolerance, Func<TileShift, double> value)
    {
        double sum = 0;
        for (var k = 0; k < points.Length; k++)
        {
            var p = points[k];
            if (p.Wxx + p.Wyy > 0)
            {
                var q = Motion * new Vector3d(p.X, p.Y, 1);
                var (u, v) = (q.X / q.Z, q.Y / q.Z);
                var near = Math.Max(Math.Abs(u - p.U), Math.Abs(v - p.V)) < tolerance * pitch || p.Distance(u, v) < Deviations * Deviations;
                sum += near ? value(shifts[k]) : 0;
            }
        }

        return sum;
    }

    private double TrustedMean(Func<TileShift, double> value)
    {
        double sum = 0, weights = 0;
        for (var k = 0; k < shifts.Length; k++)
        {
            var weight = shifts[k].Wxx + shifts[k].Wyy > 0 ? outcome.Trust[k] : 0;
            sum += weight * value(shifts[k]);
            weights += weight;
        }

        return weights > 0 ? sum / weights : 0;
    }
}
