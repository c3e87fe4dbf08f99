using System.Globalization;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Names of files that count: IMG_0041, IMG_0042.</summary>
internal static class NumberedName
{
    private const int MostDigits = 18;

    /// <summary>Gets the order in which 2 comes before 10.</summary>
    public static IComparer<string> Order { get; } = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);

    /// <summary>Tells whether one name counts on from another: the same but for one number, which rises by 1 or little more.</summary>
    /// <param name="earlier">A path.</param>
    /// <param name="later">Another.</param>
    /// <param name="missing">Numbers that may be missing between the two.</param>
    /// <returns>True for IMG_7.dng and IMG_8.dng in one folder.</returns>
    public static bool Follows(string earlier, string later, int missing)
    {
        if (!string.Equals(Path.GetDirectoryName(earlier), Path.GetDirectoryName(later), StringComparison.Ordinal))
        {
            return false;
        }

        var (a, b) = (Path.GetFileNameWithoutExtension(earlier), Path.GetFileNameWithoutExtension(later));
        var (start, end) = Number(a);
        var (otherStart, otherEnd) = Number(b);
        return start < end && end - start <= MostDigits && otherEnd - otherStart <= MostDigits && start == otherStart
            && a.AsSpan(0, start).SequenceEqual(b.AsSpan(0, otherStart)) && a.AsSpan(end).SequenceEqual(b.AsSpan(otherEnd))
            && long.Parse(b.AsSpan(otherStart, otherEnd - otherStart), CultureInfo.InvariantCulture)
               - long.Parse(a.AsSpan(start, end - start), CultureInfo.InvariantCulture) is > 0 and var step
            && step <= missing + 1;
    }

    // The last run of digits.
    private static (int Start, int End) Number(string name)
    {
        var end = name.Length;
        while (end > 0 && !char.IsAsciiDigit(name[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && char.IsAsciiDigit(name[start - 1]))
        {
            start--;
        }

        return (start, end);
    }
}
