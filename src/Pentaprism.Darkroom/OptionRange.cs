namespace Pentaprism.Darkroom;

/// <summary>The check that options make of a number where it is set.</summary>
internal static class OptionRange
{
    /// <summary>Gives a number that lies in its range.</summary>
    /// <param name="value">The number.</param>
    /// <param name="least">Lowest that is allowed.</param>
    /// <param name="most">Highest that is allowed.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is outside, or no number.</exception>
    public static double Within(double value, double least, double most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A number is needed.");
    }
}
