using System.Globalization;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>What becomes of the cells of a sensor, and why.</summary>
/// <param name="Cells">The cells.</param>
/// <param name="IsBinned">Whether a cell becomes one pixel; else every photosite does.</param>
/// <param name="Reason">One line for a person.</param>
internal sealed record SensorChoice(CfaCells Cells, bool IsBinned, string Reason)
{
    /// <summary>Gets a line for a person: what the sensor is, what is done, and why.</summary>
    public string Line => Text($"{Cells.Side} × {Cells.Side} photosites of a colour: {(IsBinned ? "binned" : "remosaiced in full")}, {Reason}");

    /// <summary>Chooses for a mosaic.</summary>
    /// <param name="cfa">Its pattern.</param>
    /// <param name="options">What is asked for.</param>
    /// <returns>The choice; null where there are no cells.</returns>
    public static SensorChoice? Of(CfaPattern? cfa, RemosaicOptions options)
    {
        return CfaCells.Of(cfa) is { } cells ? new SensorChoice(cells, true, options.Mode == SensorMode.Binned ? "as asked for" : "for the least noise") : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
