using System.Globalization;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>What becomes of the cells of a sensor, and why.</summary>
/// <param name="Cells">The cells.</param>
/// <param name="IsBinned">Whether a cell becomes one pixel; else every photosite does.</param>
/// <param name="Reason">One line for a person.</param>
internal sealed record SensorChoice(CfaCells Cells, bool IsBinned, string Reason)
{
    private const double MiddleGrey = 0.18;

    /// <summary>Gets a line for a person: what the sensor is, what is done, and why.</summary>
    public string Line => Text($"{Cells.Side} × {Cells.Side} photosites of a colour{(Cells.HasWhite ? " and white" : "")}: {(IsBinned ? "binned" : "remosaiced in full")}, {Reason}");

    /// <summary>Chooses for a mosaic.</summary>
    /// <param name="cfa">Its pattern.</param>
    /// <param name="noise">The noise of a photosite, gains left out.</param>
    /// <param name="options">What is asked for.</param>
    /// <returns>The choice; null where there are no cells.</returns>
    public static SensorChoice? Of(CfaPattern? cfa, NoiseModel noise, RemosaicOptions options)
    {
        if (CfaCells.Of(cfa) is not { } cells)
        {
            return null;
        }

        if (!CellRemosaic.Knows(cells))
        {
            return new SensorChoice(cells, true, "as no filters are known for such cells");
        }

        if (options.Mode != SensorMode.Auto)
        {
            return new SensorChoice(cells, options.Mode == SensorMode.Binned, "as asked for");
        }

        var variance = noise[cells.HasWhite ? CfaPattern.White : CfaPattern.Green].Variance(MiddleGrey);
        var snr = variance > 0 ? MiddleGrey / Math.Sqrt(variance) : double.PositiveInfinity;
        return snr < options.LeastSnr
            ? new SensorChoice(cells, true, Text($"as middle grey stands {snr:0.0} times above the noise of a photosite and should {options.LeastSnr:0.##}"))
            : new SensorChoice(cells, false, Text($"as middle grey stands {snr:0.0} times above the noise of a photosite, {options.LeastSnr:0.##} being enough"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
