using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Measuring;

/// <summary>How far estimates of the light are from its known camera colour.</summary>
/// <param name="Pictures">A line for each picture.</param>
internal sealed record LightReport(IReadOnlyList<LightEstimate> Pictures)
{
    /// <summary>Headings of the table of pictures.</summary>
    public static readonly IReadOnlyList<string> Columns = ["picture", "true R/G", "B/G", "found R/G", "B/G", "error °"];

    /// <summary>Headings of the table of figures.</summary>
    public static readonly IReadOnlyList<string> SummaryColumns = ["pictures", "mean", "median", "trimean", "best quarter", "worst quarter"];

    private double[] Sorted => [.. Pictures.Select(picture => picture.Error).Order()];

    /// <summary>Gives the rows of the table of pictures.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows() => Pictures.Select(picture => (IReadOnlyList<string>)
    [
        Path.GetFileName(picture.Path),
        .. new[] { picture.Truth.X / picture.Truth.Y, picture.Truth.Z / picture.Truth.Y, picture.Found.X / picture.Found.Y, picture.Found.Z / picture.Found.Y }
            .Select(value => value.ToString("F3", CultureInfo.InvariantCulture)),
        picture.Error.ToString("F2", CultureInfo.InvariantCulture),
    ]);

    /// <summary>Gives the row of figures, in degrees.</summary>
    public IReadOnlyList<string> Summary() =>
        [Pictures.Count.ToString(CultureInfo.InvariantCulture), .. Figures().Select(figure => figure.Value.ToString("F2", CultureInfo.InvariantCulture))];

    /// <summary>Gives the report for machines.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject { ["method"] = "angle between camera colours, degrees" };
        foreach (var (name, value) in Figures())
        {
            json[name] = value;
        }

        json["pictures"] = new JsonArray([.. Pictures.Select(picture => new JsonObject
        {
            ["file"] = picture.Path,
            ["truth"] = Triple(picture.Truth),
            ["found"] = Triple(picture.Found),
            ["error"] = picture.Error,
        })]);
        return json;
    }

    private static JsonArray Triple(Vector3d colour) => [colour.X, colour.Y, colour.Z];

    private (string Name, double Value)[] Figures()
    {
        var sorted = Sorted;
        var quarter = Math.Max(1, sorted.Length / 4);
        return
        [
            ("mean", sorted.Average()),
            ("median", Percentile(sorted, 0.5)),
            ("trimean", (Percentile(sorted, 0.25) + (2 * Percentile(sorted, 0.5)) + Percentile(sorted, 0.75)) / 4),
            ("bestQuarter", sorted.Take(quarter).Average()),
            ("worstQuarter", sorted.TakeLast(quarter).Average()),
        ];
    }

    private static double Percentile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var low = (int)at;
        return sorted[low] + ((sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]) * (at - low));
    }
}

/// <summary>One picture, its light and the estimate.</summary>
/// <param name="Path">The file.</param>
/// <param name="Truth">Camera colour of the light.</param>
/// <param name="Found">The estimate.</param>
internal sealed record LightEstimate(string Path, Vector3d Truth, Vector3d Found)
{
    /// <summary>Gets the angle between the two in degrees: the recovery error of the literature.</summary>
    public double Error => Math.Acos(Math.Min(1, Dot(Truth, Found) / Math.Sqrt(Dot(Truth, Truth) * Dot(Found, Found)))) * 180 / Math.PI;

    private static double Dot(Vector3d a, Vector3d b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);
}
