using FsCheck;
using FsCheck.Fluent;

namespace Pentaprism.Optics.Tests;

/// <summary>Damages texts at random: a reader must give a result or refuse with our exception, never fail otherwise.</summary>
internal static class Damage
{
    private const int Cases = 150;

    private static readonly string[] _pieces =
        ["", " ", "\n", "\t", "-", "1e999", "NaN", "1e-320", "-1", "0", "99999999999", "∞", "\0", "é", ":", "- ", "\"", "'", "&", ";", "INFINITY", "|", "{", "[", "]"];

    public static void Check(string text, Action<string> read)
    {
        var edits =
            from count in Gen.Choose(1, 6)
            from places in Gen.ArrayOf(Gen.Choose(0, text.Length), count)
            from lengths in Gen.ArrayOf(Gen.Choose(0, 20), count)
            from pieces in Gen.ArrayOf(Gen.Elements(_pieces), count)
            from end in Gen.Choose(0, 3)
            from cut in Gen.Choose(0, text.Length)
            select Apply(text, places, lengths, pieces, end == 0 ? cut : int.MaxValue);
        Prop.ForAll(edits.ToArbitrary(), damaged => Survives(damaged, read))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(4217, 8115));
    }

    private static bool Survives(string damaged, Action<string> read)
    {
        try
        {
            read(damaged);
        }
        catch (LensFileException refusal)
        {
            Assert.False(refusal.Message.Contains('\n', StringComparison.Ordinal), refusal.Message);
            Assert.NotEqual("", refusal.Problem);
        }

        return true;
    }

    private static string Apply(string text, int[] places, int[] lengths, string[] pieces, int cut)
    {
        for (var i = 0; i < places.Length; i++)
        {
            var place = Math.Min(places[i], text.Length);
            text = text.Remove(place, Math.Min(lengths[i], text.Length - place)).Insert(place, pieces[i]);
        }

        return cut < text.Length ? text[..cut] : text;
    }
}
