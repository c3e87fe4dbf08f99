using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>An easier form of a design problem: a part of its field and aperture, and only the low powers of its aspheres.</summary>
/// <param name="Field">Part of every field, above 0 to 1.</param>
/// <param name="Aperture">Part of the aperture, above 0 to 1.</param>
/// <param name="HighestPower">The highest power of r whose coefficient may vary.</param>
/// <param name="Iterations">Linearisations spent on it.</param>
public sealed record DesignStage(double Field, double Aperture, int HighestPower, int Iterations)
{
    /// <summary>Makes the easier problem.</summary>
    /// <param name="problem">The whole problem.</param>
    /// <param name="lens">The lens to start from.</param>
    /// <returns>The problem of this stage.</returns>
    public DesignProblem Of(DesignProblem problem, Lens lens)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(lens);
        var (fields, aperture) = (problem.Start.Fields, problem.Start.Aperture);
        var value = aperture.Kind == ApertureKind.FNumber ? aperture.Value / Aperture : aperture.Value * Aperture;
        return problem with
        {
            Start = lens with
            {
                Fields = fields with { Points = [.. fields.Points.Select(p => p with { X = p.X * Field, Y = p.Y * Field })] },
                Aperture = aperture with { Value = value },
            },
            Variables = [.. problem.Variables.Where(v => v.Kind != VariableKind.Coefficient || v.Power <= HighestPower)],
        };
    }

    /// <summary>Makes the stages of a curriculum: field and aperture grow together, powers are let go one after the other.</summary>
    /// <param name="stages">How many, 2 or more.</param>
    /// <param name="first">Part of field and aperture in the first.</param>
    /// <param name="iterations">Linearisations in each; the last has three times as many.</param>
    /// <returns>The stages; the last is the whole problem.</returns>
    public static IEnumerable<DesignStage> Curriculum(int stages, double first, int iterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stages, 2);
        for (var i = 0; i < stages; i++)
        {
            var part = (double)i / (stages - 1);
            var size = first + ((1 - first) * part);
            yield return i == stages - 1
                ? new DesignStage(1, 1, int.MaxValue, 3 * iterations)
                : new DesignStage(size, size, 4 + (2 * (int)(4 * part)), iterations);
        }
    }
}
