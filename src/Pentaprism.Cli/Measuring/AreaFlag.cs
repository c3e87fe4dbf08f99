using System.Globalization;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Measuring;

/// <summary>Areas of a picture as the command line names them.</summary>
internal static class AreaFlag
{
    private const string Whole = "whole";

    /// <summary>Reads an area.</summary>
    /// <param name="text">X,Y,WIDTH,HEIGHT or "whole".</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <exception cref="UsageException">It is no area, or reaches outside the picture.</exception>
    public static PixelRectangle Parse(string text, int width, int height)
    {
        var all = new PixelRectangle(0, 0, width, height);
        if (text.Equals(Whole, StringComparison.OrdinalIgnoreCase))
        {
            return all;
        }

        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        if (numbers.Length != 4 || numbers.Any(number => number < 0) || numbers[2] == 0 || numbers[3] == 0)
        {
            throw new UsageException($"--area {text}: four numbers X,Y,WIDTH,HEIGHT are expected, or whole");
        }

        var area = new PixelRectangle(numbers[0], numbers[1], numbers[2], numbers[3]);
        return all.Contains(area) ? area : throw new UsageException($"--area {text} reaches outside the picture of {width} × {height} pixels");
    }
}
