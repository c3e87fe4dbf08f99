namespace Pentaprism.Optics.Glasses;

/// <summary>Compares names of glasses as people and programs write them: "N-BK7", "SCHOTT N-BK7", "NBK7_SCHOTT".</summary>
internal static class GlassNames
{
    private const int LongestName = 64;

    /// <summary>Keeps letters and digits, in capitals.</summary>
    public static string Squeeze(ReadOnlySpan<char> name)
    {
        Span<char> kept = stackalloc char[LongestName];
        var length = 0;
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character) && length < kept.Length)
            {
                kept[length++] = char.ToUpperInvariant(character);
            }
        }

        return new string(kept[..length]);
    }

    /// <summary>Lists how a name may be read: as a type alone, as maker and type with a blank, as type and maker with an underscore.</summary>
    public static IEnumerable<(string? Maker, string Type)> Readings(string name)
    {
        yield return (null, name);
        if (name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank)
        {
            yield return (name[..blank], name[(blank + 1)..].Trim());
        }

        if (name.LastIndexOf('_') is > 0 and var line)
        {
            yield return (name[(line + 1)..], name[..line]);
        }
    }

    /// <summary>Counts the letters to insert, remove or replace to come from one squeezed name to the other (Levenshtein).</summary>
    public static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[LongestName + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
