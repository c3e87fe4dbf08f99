using System.Globalization;

namespace Pentaprism.Cli.Reports;

/// <summary>Numbers as people read them.</summary>
internal static class Figure
{
    /// <summary>Writes a number with so many significant digits at most, without exponent where that stays short; "∞" and "–" for what is none.</summary>
    public static string Of(double value, int digits = 5)
    {
        if (double.IsNaN(value))
        {
            return "–";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "∞" : "−∞";
        }

        if (value == 0)
        {
            return "0";
        }

        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var text = exponent is < -4 or > 7
            ? value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture)
            : value.ToString("F" + Math.Clamp(digits - 1 - exponent, 0, 12).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    /// <summary>Writes a number with so many significant digits at most, without zeros at the end.</summary>
    public static string Short(double value, int digits = 5)
    {
        var text = Of(value, digits);
        return text.Contains('.', StringComparison.Ordinal) && !text.Contains('e', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>Writes a number with so many decimals.</summary>
    public static string Fixed(double value, int decimals) =>
        double.IsFinite(value) ? value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−') : Of(value);
}
