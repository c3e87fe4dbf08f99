namespace Pentaprism.Gap.Figures;

/// <summary>A number and how well it is known.</summary>
/// <param name="Value">The number; NaN where it could not be measured.</param>
/// <param name="Deviation">Its standard deviation.</param>
public readonly record struct Measured(double Value, double Deviation)
{
    /// <summary>Gets what stands where nothing could be measured.</summary>
    public static Measured Unknown => new(double.NaN, double.NaN);

    /// <summary>Gets a value indicating whether there is a number.</summary>
    public bool IsKnown => double.IsFinite(Value);

    /// <summary>Takes one number from another that does not depend on it.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    public static Measured operator -(Measured a, Measured b) => new(a.Value - b.Value, double.Hypot(a.Deviation, b.Deviation));

    /// <summary>Takes one number from another that does not depend on it.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    public static Measured Subtract(Measured a, Measured b) => a - b;

    /// <summary>Gives log2 of the ratio of two positive numbers that do not depend on each other: how many times the first is twice the second.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    public static Measured Stops(Measured a, Measured b) =>
        new(Math.Log2(a.Value / b.Value), double.Hypot(a.Deviation / a.Value, b.Deviation / b.Value) / Math.Log(2));

    /// <summary>Gives the mean of measurements that do not depend on each other.</summary>
    /// <param name="measurements">The measurements; unknown ones are left out.</param>
    /// <returns>The mean. Its deviation is what the measurements say of themselves or what their scatter shows, whichever is more.</returns>
    public static Measured Mean(IEnumerable<Measured> measurements)
    {
        var known = measurements.Where(measured => measured.IsKnown).ToList();
        if (known.Count == 0)
        {
            return Unknown;
        }

        var mean = known.Average(measured => measured.Value);
        var told = Math.Sqrt(known.Sum(measured => measured.Deviation * measured.Deviation)) / known.Count;
        var scatter = known.Count < 2 ? 0 : Math.Sqrt(known.Sum(measured => Math.Pow(measured.Value - mean, 2)) / (known.Count - 1) / known.Count);
        return new Measured(mean, Math.Max(told, scatter));
    }

    /// <summary>Gives a number with the scatter of the same number over independent parts of a picture.</summary>
    /// <param name="whole">The number from the whole.</param>
    /// <param name="parts">The numbers from the parts.</param>
    public static Measured OfParts(double whole, IReadOnlyCollection<double> parts)
    {
        var known = parts.Where(double.IsFinite).ToList();
        return known.Count < 2
            ? new Measured(whole, double.NaN)
            : new Measured(whole, Math.Sqrt(known.Sum(part => Math.Pow(part - known.Average(), 2)) / (known.Count - 1) / known.Count));
    }

    /// <summary>Gives the number times a factor that is known exactly.</summary>
    /// <param name="factor">The factor.</param>
    public Measured Times(double factor) => new(Value * factor, Deviation * Math.Abs(factor));
}
