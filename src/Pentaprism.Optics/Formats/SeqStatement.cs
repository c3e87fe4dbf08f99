using System.Text;

namespace Pentaprism.Optics.Formats;

/// <summary>A statement of a CODE V sequence file: a command and its values.</summary>
/// <param name="Line">The line on which it begins, counted from 1.</param>
/// <param name="Words">The command in capitals, then its values; quoted ones without their quotes.</param>
internal sealed record SeqStatement(int Line, string[] Words)
{
    public string Command => Words[0];

    /// <summary>Splits a text: statements end at a line end or a semicolon, "&amp;" goes on in the next line, "!" begins a remark.</summary>
    public static IEnumerable<SeqStatement> Split(string text)
    {
        var words = new List<string>();
        var first = 0;
        foreach (var (number, line) in TextFile.Lines(text))
        {
            var goesOn = false;
            foreach (var word in WordsOf(line))
            {
                first = words.Count == 0 ? number : first;
                goesOn = word == "&";
                if (word == ";")
                {
                    if (words.Count > 0)
                    {
                        yield return Make(first, words);
                    }
                }
                else if (!goesOn)
                {
                    words.Add(word);
                }
            }

            if (!goesOn && words.Count > 0)
            {
                yield return Make(first, words);
            }
        }

        if (words.Count > 0)
        {
            yield return Make(first, words);
        }
    }

    /// <summary>Reads a value as a finite number, or as infinity where that is written.</summary>
    public double Number(int index, LensDraft draft)
    {
        if (index >= Words.Length)
        {
            throw draft.Wrong(Line, $"{Command} lacks value {index}");
        }

        return TextFile.TryNumber(Words[index], out var value) ? value
            : Words[index].StartsWith("INF", StringComparison.OrdinalIgnoreCase) ? double.PositiveInfinity
            : throw draft.Wrong(Line, $"'{Words[index]}' of {Command} is no number");
    }

    public double[] Numbers(LensDraft draft) => [.. Enumerable.Range(1, Words.Length - 1).Select(i => Number(i, draft))];

    private static SeqStatement Make(int line, List<string> words)
    {
        string[] own = [words[0].ToUpperInvariant(), .. words.Skip(1)];
        words.Clear();
        return new SeqStatement(line, own);
    }

    private static IEnumerable<string> WordsOf(string line)
    {
        var word = new StringBuilder();
        var quote = '\0';
        foreach (var character in line)
        {
            if (quote != '\0' && character != quote)
            {
                word.Append(character);
            }
            else if (quote != '\0')
            {
                quote = '\0';
                yield return Take();
            }
            else if (character is '!')
            {
                break;
            }
            else if (character is '\'' or '"' or ';' or '&' || char.IsWhiteSpace(character))
            {
                if (word.Length > 0)
                {
                    yield return Take();
                }

                quote = character is '\'' or '"' ? character : quote;
                if (character is ';' or '&')
                {
                    yield return character.ToString();
                }
            }
            else
            {
                word.Append(character);
            }
        }

        if (word.Length > 0)
        {
            yield return Take();
        }

        string Take()
        {
            var taken = word.ToString();
            word.Clear();
            return taken;
        }
    }
}
