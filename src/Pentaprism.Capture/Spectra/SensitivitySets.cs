using Pentaprism.Capture.Cameras;

namespace Pentaprism.Capture.Spectra;

/// <summary>Finds the curves of a sensor's filters: those of its file, or a set that comes with the program.</summary>
internal static class SensitivitySets
{
    private static readonly Dictionary<char, string> _colours = new() { ['R'] = "red", ['G'] = "green", ['B'] = "blue", ['W'] = "white" };

    /// <summary>Says what is missing for a sensor; null where nothing is.</summary>
    public static string? Problem(CameraSensor sensor)
    {
        foreach (var letter in sensor.Filters.Used)
        {
            if (Find(sensor.Sensitivity, letter) is not { } curve)
            {
                return sensor.Sensitivity.Set.Length > 0
                    ? $"the set '{sensor.Sensitivity.Set}' has no curve for filter {letter}; sets are {string.Join(", ", Names())}"
                    : $"there is no curve for filter {letter}";
            }

            if (curve.Integral() <= 0)
            {
                return $"the curve for filter {letter} lets no visible light through";
            }
        }

        return null;
    }

    /// <summary>Gives the curve of a filter: the share of photons, 0 to 1.</summary>
    public static Spectrum Curve(CameraSensor sensor, char letter) => Find(sensor.Sensitivity, letter)!;

    private static IEnumerable<string> Names() => SpectralTable.Sensitivities.Names.Select(name => name.Split('.')[0]).Distinct();

    private static Spectrum? Find(SpectralSensitivity sensitivity, char letter)
    {
        if (sensitivity.Set.Length > 0)
        {
            // White photosites of a mosaic are bare silicon, whatever the coloured ones are.
            return SpectralTable.Sensitivities.Find($"{sensitivity.Set}.{_colours[letter]}") ?? (letter == 'W' ? SpectralTable.Sensitivities["mono.white"] : null);
        }

        return sensitivity.Curves.TryGetValue(letter, out var samples) ? Spectrum.Resampled(sensitivity.First, sensitivity.Step, samples.AsMemory()) : null;
    }
}
