using System.Globalization;

namespace Pentaprism.Cli.Reports.Plots;

/// <summary>One axis of a chart: what it counts, from where to where.</summary>
/// <param name="Label">The quantity with its unit, such as "frequency, cycles/mm".</param>
/// <param name="Minimum">Where it begins; NaN to take it from the data.</param>
/// <param name="Maximum">Where it ends; NaN to take it from the data.</param>
internal sealed record Axis(string Label, double Minimum = double.NaN, double Maximum = double.NaN)
{
    /// <summary>Gets the marks along the axis, where they are no round numbers; none for round numbers.</summary>
    public IReadOnlyList<(double Value, string Text)> Marks { get; init; } = [];

    /// <summary>Gives the axis with its open ends set so that the values fit, at round numbers.</summary>
    public Axis Fitted(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var low = double.IsNaN(Minimum) ? finite.Min() : Minimum;
        var high = double.IsNaN(Maximum) ? finite.Max() : Maximum;
        if (!(high > low))
        {
            var room = Math.Max(Math.Abs(low) * 0.1, 1e-6);
            (low, high) = (double.IsNaN(Minimum) ? low - room : low, double.IsNaN(Maximum) ? low + room : Math.Max(high, low + room));
        }

        var step = Step(low, high, 5);
        return this with
        {
            Minimum = double.IsNaN(Minimum) ? Math.Floor((low / step) + 1e-9) * step : low,
            Maximum = double.IsNaN(Maximum) ? Math.Ceiling((high / step) - 1e-9) * step : high,
        };
    }

    /// <summary>Gives the marks, else round numbers along the axis, each with its text.</summary>
    public IEnumerable<(double Value, string Text)> Ticks(int about)
    {
        if (Marks.Count > 0)
        {
            foreach (var mark in Marks)
            {
                yield return mark;
            }

            yield break;
        }

        var step = Step(Minimum, Maximum, about);
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9);
        if (Math.Abs((step * Math.Pow(10, decimals)) - Math.Round(step * Math.Pow(10, decimals))) > 1e-6)
        {
            decimals++;
        }

        for (var i = (long)Math.Ceiling((Minimum / step) - 1e-6); i * step <= Maximum + (step * 1e-6); i++)
        {
            var text = (i * step).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            yield return (i * step, i == 0 ? "0" : text.Replace('-', '−'));
        }
    }

    /// <summary>Gives where a value lies, 0 at the beginning of the axis and 1 at its end.</summary>
    public double Place(double value) => (value - Minimum) / (Maximum - Minimum);

    private static double Step(double low, double high, int about)
    {
        var raw = (high - low) / about;
        var decade = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return decade * (raw / decade) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
    }
}
