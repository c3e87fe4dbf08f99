namespace Pentaprism.Optics.Tolerances;

/// <summary>One figure of merit over all lenses that were made. Immutable.</summary>
public sealed class TrialValues
{
    private readonly double[] _sorted;

    /// <summary>Makes it from the values of the trials.</summary>
    /// <param name="nominal">The value of the drawing.</param>
    /// <param name="isBetterWhenLarger">Whether large values are good, as with MTF, or small ones, as with wavefront errors.</param>
    /// <param name="values">One value for each lens, at least one.</param>
    public TrialValues(double nominal, bool isBetterWhenLarger, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        (Nominal, IsBetterWhenLarger) = (nominal, isBetterWhenLarger);
        _sorted = values.ToArray();
        Array.Sort(_sorted);
        Mean = _sorted.Average();
    }

    /// <summary>Gets the value of the drawing, compensators set.</summary>
    public double Nominal { get; }

    /// <summary>Gets whether large values are good.</summary>
    public bool IsBetterWhenLarger { get; }

    /// <summary>Gets the mean.</summary>
    public double Mean { get; }

    /// <summary>Gets the values, smallest first.</summary>
    public IReadOnlyList<double> Sorted => _sorted;

    /// <summary>Gives the value that a part of the lenses reaches or surpasses: at least it where large is good, at most it where small is.</summary>
    /// <param name="percent">The part, 0 to 100.</param>
    /// <returns>The value, interpolated between the two lenses next to it.</returns>
    public double ReachedBy(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        var place = (IsBetterWhenLarger ? 100 - percent : percent) / 100 * (_sorted.Length - 1);
        var below = Math.Min((int)place, _sorted.Length - 1);
        var above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((_sorted[above] - _sorted[below]) * (place - below));
    }

    /// <summary>Gives the part of the lenses that reach a value: at least it where large is good, at most it where small is.</summary>
    /// <param name="value">The value asked for.</param>
    /// <returns>The yield, percent.</returns>
    public double Yield(double value)
    {
        var good = IsBetterWhenLarger ? _sorted.Count(reached => reached >= value) : _sorted.Count(reached => reached <= value);
        return 100.0 * good / _sorted.Length;
    }
}
