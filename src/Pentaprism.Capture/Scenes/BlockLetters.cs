namespace Pentaprism.Capture.Scenes;

/// <summary>Draws capital letters of five by five cells, as signs and test charts have them.</summary>
internal static class BlockLetters
{
    private const int Cells = 5;

    // A to Z, a digit of base 32 for each row of cells, its highest bit on the left.
    private static readonly string[] _letters =
        "EHVHH UHUHU FGGGF UHHHU VGUGV VGUGG FGJHF HHVHH V444V 722IC HISIH GGGGV HRLHH HPLJH EHHHE UHUGG EHLID UHUIH FGE1U V4444 HHHHE HHHA4 HHLRH HA4AH HA444 V248V".Split(' ');

    /// <summary>Gives the width of a text, in heights of its letters.</summary>
    public static double Width(string text) => ((text.Length * (Cells + 1)) - 1) / (double)Cells;

    /// <summary>Draws a text; what is no letter is a gap.</summary>
    /// <param name="picture">Takes it.</param>
    /// <param name="text">Capital letters.</param>
    /// <param name="left">Left border, scene coordinates.</param>
    /// <param name="top">Upper border.</param>
    /// <param name="height">Height of a letter.</param>
    /// <param name="colour">The colour.</param>
    public static void Draw(ScenePicture picture, string text, double left, double top, double height, ReadOnlySpan<double> colour)
    {
        var cell = height / Cells;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not (>= 'A' and <= 'Z'))
            {
                continue;
            }

            var at = left + (i * (Cells + 1) * cell);
            foreach (var (x, y, width, rows) in Strokes(_letters[text[i] - 'A']))
            {
                Painter.Rectangle(picture, at + (x * cell), top + (y * cell), at + ((x + width) * cell), top + ((y + rows) * cell), colour);
            }
        }
    }

    // Runs along rows, and along columns where they are longer than a cell: these cover the seams between the rows.
    private static IEnumerable<(int X, int Y, int Width, int Rows)> Strokes(string letter)
    {
        bool IsSet(int x, int y) => x < Cells && y < Cells && ((Row(letter[y]) >> (Cells - 1 - x)) & 1) == 1;
        for (var line = 0; line < Cells; line++)
        {
            for (var (start, end) = (0, 0); start < Cells; start = end + 1)
            {
                for (end = start; IsSet(end, line); end++)
                {
                }

                if (end > start)
                {
                    yield return (start, line, end - start, 1);
                }
            }

            for (var (start, end) = (0, 0); start < Cells; start = end + 1)
            {
                for (end = start; IsSet(line, end); end++)
                {
                }

                if (end > start + 1)
                {
                    yield return (line, start, 1, end - start);
                }
            }
        }
    }

    private static int Row(char digit) => char.IsDigit(digit) ? digit - '0' : digit - 'A' + 10;
}
