namespace Pentaprism.Files.Tiff;

/// <summary>Turns numbers into the fractions of TIFF.</summary>
internal static class TiffWriterRational
{
    /// <summary>Finds the fraction of limited numerator and denominator that is nearest to a number.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="limit">The largest numerator and denominator: 2³² − 1 without sign, 2³¹ − 1 with.</param>
    /// <returns>
    /// Numerator and denominator. A number that came from a fraction within the limit gives that fraction back, cancelled down;
    /// one beyond the limit gives the limit.
    /// </returns>
    /// <remarks>Continued fraction, closed with the best semiconvergent.</remarks>
    public static (long Numerator, long Denominator) Nearest(double value, long limit)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(value), false, nameof(value));
        var sign = value < 0 ? -1 : 1;
        var target = Math.Abs(value);
        if (target >= limit)
        {
            return (sign * limit, 1);
        }

        var (p0, q0, p1, q1) = (0L, 1L, 1L, 0L);
        for (var rest = target; ;)
        {
            // The largest next term that keeps both within the limit.
            var room = Math.Min(p1 == 0 ? long.MaxValue : (limit - p0) / p1, q1 == 0 ? long.MaxValue : (limit - q0) / q1);
            var term = rest < room ? (long)rest : room;
            var (p2, q2) = ((term * p1) + p0, (term * q1) + q0);
            if (rest >= (double)room + 1)
            {
                return Closer(target, (p1, q1), (p2, q2)) ? (sign * p1, q1) : (sign * p2, q2);
            }

            (p0, q0, p1, q1) = (p1, q1, p2, q2);
            var fraction = rest - term;
            if (fraction <= 0 || (double)p1 / q1 == target)
            {
                return (sign * p1, q1);
            }

            rest = 1 / fraction;
        }
    }

    private static bool Closer(double target, (long P, long Q) a, (long P, long Q) b) =>
        a.Q != 0 && (b.Q == 0 || Math.Abs(((double)a.P / a.Q) - target) <= Math.Abs(((double)b.P / b.Q) - target));
}
