namespace Pentaprism.Cli.Reports.Plots;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Its name in the legend; empty for a line that needs none.</param>
/// <param name="Points">Its points; one that is not finite breaks the line.</param>
/// <param name="Style">Class names that give its colour and stroke, see <see cref="Palette"/>.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, string Style)
{
    /// <summary>Gets whether each point has a mark, for measured points rather than curves.</summary>
    public bool HasMarks { get; init; }

    /// <summary>Gets the standard deviation of each point, drawn to both sides of it; empty for none.</summary>
    public IReadOnlyList<double> Deviations { get; init; } = [];
}

/// <summary>Class names of the style sheet: a ramp of six colours that differ in lightness too, and dashes so that nothing hangs on colour alone.</summary>
internal static class Palette
{
    /// <summary>A broken line.</summary>
    public const string Dashed = "dashed";

    /// <summary>A quiet line of reference, such as the diffraction limit.</summary>
    public const string Quiet = "quiet";

    private const int Steps = 6;

    /// <summary>Gives a colour of the ramp, from calm blue (first) to warm red (last): fields from the axis to the corner.</summary>
    public static string Ramp(int index, int count) =>
        "c" + (count <= 1 ? 0 : (int)Math.Round((double)index * (Steps - 1) / (count - 1)));

    /// <summary>Gives the colour of a wavelength, as the eye would call it.</summary>
    public static string Wavelength(double nanometres) => nanometres switch
    {
        < 450 => "violet",
        < 505 => "blue",
        < 565 => "green",
        < 600 => "amber",
        < 700 => "red",
        _ => "deep",
    };
}
