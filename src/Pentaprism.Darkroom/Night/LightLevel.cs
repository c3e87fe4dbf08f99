using Pentaprism.Darkroom.Burst;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Night;

/// <summary>How much light a scene had, by what the camera set for it and by what came of it.</summary>
/// <remarks>
/// A saturation-based ISO puts 78 lx·s / ISO at the sensor's white; with lens losses of 0.65 its luminance is 1.2 · 2^EV100 cd/m²
/// (ISO 12232, ISO 2720), and a surface of 18 % that shows it lies in π/0.18 times as many lux. Where a file does not tell the settings,
/// deep noise in a dark picture stands for little light: no camera amplifies as far by day.
/// </remarks>
internal static class LightLevel
{
    // A lit street at night has 1 to 15 lux, a dim restaurant 30, a living room 100.
    private const double MostAtNight = 10;
    private const double DeepNoise = 0.06;
    private const double MiddleGrey = 0.18;
    private const double DarkMean = 0.06;
    private const int Cell = 16;

    /// <summary>Gives the illuminance of a scene.</summary>
    /// <param name="exposureValue">EV at ISO 100 of the camera's settings, log2(N²/t · 100/ISO).</param>
    /// <param name="meanEv">log2 of its mean brightness, 1 being the sensor's white.</param>
    /// <returns>In lux.</returns>
    public static double Lux(double exposureValue, double meanEv) => Math.PI / MiddleGrey * 1.2 * Math.Pow(2, exposureValue + meanEv);

    /// <summary>Gives the EV at ISO 100 that the camera set.</summary>
    /// <param name="exif">Shooting data.</param>
    /// <returns>log2(N²/t · 100/ISO); null where one of the three is not told.</returns>
    public static double? ExposureValue(ExifData exif) =>
        exif is { FNumber: > 0 and var stop, ExposureSeconds: > 0 and var seconds, Iso: > 0 and var iso }
            ? Math.Log2(stop * stop / seconds * 100 / iso)
            : null;

    /// <summary>Tells whether a frame was taken at night.</summary>
    /// <param name="exif">Its shooting data.</param>
    /// <param name="noise">Its noise.</param>
    /// <param name="mean">Its mean brightness, as told here, 1 being the sensor's white.</param>
    /// <returns>True below 10 lux, or, where the settings are not told, where the noise of middle grey is above 6 % and the mean below.</returns>
    public static bool IsNight(ExifData exif, NoiseModel noise, double mean) => ExposureValue(exif) is { } ev
        ? Lux(ev, Math.Log2(Math.Max(mean, 1e-6))) < MostAtNight
        : mean < DarkMean && Math.Sqrt(noise[CfaPattern.Green].Variance(MiddleGrey)) > DeepNoise;

    /// <summary>Tells in a few words what a frame's light was.</summary>
    /// <param name="exif">Its shooting data.</param>
    /// <param name="noise">Its noise.</param>
    /// <param name="mean">Its mean brightness.</param>
    /// <returns>Such as "about 4 lux, below 10".</returns>
    public static string Describe(ExifData exif, NoiseModel noise, double mean)
    {
        var isNight = IsNight(exif, noise, mean);
        if (ExposureValue(exif) is not { } ev)
        {
            return isNight ? "the file does not tell the exposure; dark, with deep noise" : "the file does not tell the exposure; not dark with deep noise";
        }

        var lux = Lux(ev, Math.Log2(Math.Max(mean, 1e-6)));
        var power = Math.Pow(10, Math.Floor(Math.Log10(lux)) - 1);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"about {Math.Round(lux / power) * power:0.###} lux, {(isNight ? "below" : "not below")} {MostAtNight:0}");
    }

    /// <summary>Gives the mean brightness of a frame: the square of the mean square root of its light, as tone has it.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="frame">The frame's number.</param>
    /// <returns>1 is the sensor's white.</returns>
    public static double Mean(FrameStore frames, int frame) => Mean(
        frames.Width, frames.Height, (y, cells) => frames.Read(frame, frames.Planes / 2, 0, y, frames.Width, Cell, cells, frames.Width));

    /// <summary>Gives the mean brightness of a mosaic, or of a colour of a picture.</summary>
    /// <param name="samples">Its samples.</param>
    /// <returns>1 is the sensor's white.</returns>
    public static double Mean(Plane<float> samples) => Mean(samples.Width, samples.Height, (y, cells) => samples.Rows(y, y + Cell).CopyTo(cells));

    private delegate void ReadCells(int y, Span<float> cells);

    // Over cells, so that noise is no light; every second row of them tells enough.
    private static double Mean(int width, int height, ReadCells read)
    {
        var rows = new float[width * Cell];
        double sum = 0;
        var count = 0;
        for (var y = 0; y + Cell <= height; y += 2 * Cell)
        {
            read(y, rows);
            for (var left = 0; left + Cell <= width; left += Cell)
            {
                double light = 0;
                for (var row = 0; row < Cell; row++)
                {
                    foreach (var sample in rows.AsSpan((row * width) + left, Cell))
                    {
                        light += sample;
                    }
                }

                sum += Math.Sqrt(Math.Max(light / (Cell * Cell), 0));
                count++;
            }
        }

        return count == 0 ? 0 : sum / count * (sum / count);
    }
}
