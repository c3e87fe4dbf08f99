using System.Globalization;
using System.Text.Json;

namespace Pentaprism.Capture.Spectra;

/// <summary>Reads spectral data in the JSON form of the Academy's rawtoaces: sensitivities of a camera, reflectances of surfaces.</summary>
/// <remarks>spectral_data.data.main holds, for each wavelength in nm, a list of values; between wavelengths lines are straight, beyond their ends is 0.</remarks>
public static class SpectralFile
{
    private const string Place = "spectral_data.data.main";
    private const int MostBytes = 64 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>One spectrum for each value of a list.</returns>
    /// <exception cref="CameraFileException">The file holds something else.</exception>
    public static IReadOnlyList<Spectrum> Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MostBytes)
            {
                throw new CameraFileException(path, "", "is larger than spectral data are");
            }

            using var json = JsonDocument.Parse(stream);
            var main = json.RootElement.GetProperty("spectral_data").GetProperty("data").GetProperty("main");
            var rows = main.EnumerateObject()
                .Select(line => (Nm: double.Parse(line.Name, NumberStyles.Float, CultureInfo.InvariantCulture), Values: line.Value.EnumerateArray().Select(value => value.GetDouble()).ToArray()))
                .OrderBy(line => line.Nm).ToArray();
            return rows.Length >= 2 && rows[0].Values.Length > 0 && rows.All(row => row.Values.Length == rows[0].Values.Length)
                ? [.. Enumerable.Range(0, rows[0].Values.Length).Select(column => Spectrum.Of(nm => At(rows, column, nm)))]
                : throw new CameraFileException(path, Place, "does not hold lists of one length for two wavelengths or more");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CameraFileException(path, Place, "is not there as lists of numbers by wavelength; spectral data of rawtoaces are expected", problem);
        }
    }

    private static double At((double Nm, double[] Values)[] rows, int column, double nm)
    {
        if (nm < rows[0].Nm || nm > rows[^1].Nm)
        {
            return 0;
        }

        var next = Math.Max(1, Array.FindIndex(rows, row => row.Nm >= nm));
        var (before, after) = (rows[next - 1], rows[next]);
        return double.Lerp(before.Values[column], after.Values[column], (nm - before.Nm) / (after.Nm - before.Nm));
    }
}
