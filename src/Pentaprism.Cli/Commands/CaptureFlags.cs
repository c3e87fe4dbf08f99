using System.Globalization;

namespace Pentaprism.Cli.Commands;

/// <summary>What the flags of commands that photograph have in common.</summary>
internal static class CaptureFlags
{
    /// <summary>Reads a size; null for all of the sensor.</summary>
    /// <exception cref="UsageException">The text is no size.</exception>
    public static (int Width, int Height)? Size(string text)
    {
        if (text == "full")
        {
            return null;
        }

        var sides = text.Split('x');
        return sides.Length == 2 && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width) && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            ? (width, height)
            : throw new UsageException($"--size takes full, or width and height such as 2048x1536; '{text}' is neither");
    }

    /// <summary>Does what depends on flags alone: what cannot be had is a matter of the command line.</summary>
    /// <exception cref="UsageException">It cannot be had.</exception>
    public static T Usage<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message.Split(" (Parameter", 2)[0].Split('\n')[0]);
        }
    }
}
