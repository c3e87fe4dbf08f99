using Pentaprism.Imaging;

namespace Pentaprism.Measure.Similarity;

/// <summary>Many differences in a few numbers.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Median">The value that half of them reach at most.</param>
/// <param name="Percentile95">The value that 95 % of them reach at most.</param>
/// <param name="Maximum">The largest.</param>
public sealed record DifferenceStatistics(double Mean, double Median, double Percentile95, double Maximum)
{
    /// <summary>Summarises differences.</summary>
    /// <param name="values">The differences, at least one and none of them NaN; their order is changed.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static DifferenceStatistics Of(float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0)
        {
            throw new ArgumentException("There are no differences.", nameof(values));
        }

        var (sum, most) = (0.0, values[0]);
        foreach (var value in values)
        {
            sum += value;
            most = Math.Max(most, value);
        }

        return new DifferenceStatistics(sum / values.Length, At(0.5), At(0.95), most);

        double At(double part) => OrderStatistic.Of(values, Math.Max(0, (int)Math.Ceiling(part * values.Length) - 1));
    }
}
