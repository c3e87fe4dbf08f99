using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pentaprism.Optics.Formats;

/// <summary>Names and numbers of <c>*.lens.json</c>.</summary>
internal static class LensJson
{
    public const string Format = "pentaprism.lens";

    public const int Version = 1;

    public const string Infinity = "infinity";

    /// <summary>Keeps letters of every language as they are.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private const int MostDigits = 15;

    public static string Name<T>(T value)
        where T : struct, Enum => value.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    public static string Text(string value) => $"\"{JsonEncodedText.Encode(value, Encoder)}\"";

    /// <summary>Gives the shortest form of a number that reads back as the same number.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Distance(double value) => double.IsInfinity(value) ? $"\"{Infinity}\"" : Number(value);

    /// <summary>Gives the radius that people would write for a curvature, if its inverse is that curvature to the last bit.</summary>
    public static double? ExactRadius(double curvature)
    {
        for (var digits = 1; digits <= MostDigits; digits++)
        {
            var text = (1 / curvature).ToString($"G{digits}", CultureInfo.InvariantCulture);
            var radius = double.Parse(text, CultureInfo.InvariantCulture);
            if (1 / radius == curvature && double.IsFinite(radius))
            {
                return radius;
            }
        }

        return null;
    }
}
