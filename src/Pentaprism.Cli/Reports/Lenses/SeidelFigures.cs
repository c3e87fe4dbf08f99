using Pentaprism.Optics.FirstOrder;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>Third-order sums of every surface as rows.</summary>
internal static class SeidelFigures
{
    private const double Micrometres = 1000;

    public static IReadOnlyList<string> Columns { get; } =
        ["surface", "spherical S1", "coma S2", "astigmatism S3", "Petzval S4", "distortion S5", "axial colour C1", "lateral colour C2"];

    /// <summary>Gives a row for each surface that does anything, last the sums; micrometres of path.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(SeidelSums sums)
    {
        for (var i = 0; i < sums.Surfaces.Length; i++)
        {
            if (sums.Surfaces[i] != default)
            {
                yield return Row($"{i}", sums.Surfaces[i]);
            }
        }

        yield return Row("sum", sums.Total);
    }

    private static IReadOnlyList<string> Row(string name, SeidelTerms terms) =>
        [name, .. new[] { terms.S1, terms.S2, terms.S3, terms.S4, terms.S5, terms.C1, terms.C2 }.Select(term => Figure.Fixed(Micrometres * term, 3))];
}
