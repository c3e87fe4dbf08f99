using Pentaprism.Capture.Spectra;

namespace Pentaprism.Capture.Cameras;

/// <summary>What follows from the numbers of a camera.</summary>
public sealed record CameraFacts
{
    private const double FullFrameDiagonal = 43.2666;

    // ISO 12232:2019, saturation-based speed: S = 78 / H, H the exposure in lux s at which the sensor is full.
    private const double SaturationSpeed = 78;

    /// <summary>Gets columns times rows, millions.</summary>
    public double Megapixels { get; private init; }

    /// <summary>Gets the diagonal of the sensor, mm.</summary>
    public double Diagonal { get; private init; }

    /// <summary>Gets the light-sensitive area, mm².</summary>
    public double Area { get; private init; }

    /// <summary>Gets 43.27 mm over the diagonal.</summary>
    public double CropFactor { get; private init; }

    /// <summary>Gets the focal length with the same diagonal angle on 36 × 24 mm, mm, at the shortest setting.</summary>
    public double EquivalentFocalLength { get; private init; }

    /// <summary>Gets the f-number with the same depth of field and the same light on 36 × 24 mm, at the shortest setting.</summary>
    public double EquivalentFNumber { get; private init; }

    /// <summary>Gets the stops of light on the whole sensor against 36 × 24 mm behind f/2.8.</summary>
    public double LightAgainstFullFrame { get; private init; }

    /// <summary>Gets the ISO without gain, by saturation in D55, the light for which the standard defines speed.</summary>
    public double BaseIso { get; private init; }

    /// <summary>Gets the stops between full well and read noise of a photosite at base ISO.</summary>
    public double DynamicRange { get; private init; }

    /// <summary>Gets how many numbers are verified, estimated and placeholders.</summary>
    public (int Verified, int Estimated, int Placeholder) Counts { get; private init; }

    /// <summary>Works the facts of a camera out.</summary>
    /// <param name="camera">The camera.</param>
    /// <returns>The facts.</returns>
    public static CameraFacts Of(Camera camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        var sensor = camera.Sensor;
        var (width, height) = (sensor.Columns.Value * sensor.Pitch.Value / 1000, sensor.Rows.Value * sensor.Pitch.Value / 1000);
        var diagonal = Math.Sqrt((width * width) + (height * height));
        var (focal, fNumber) = camera.Lens.At(null);
        var gain = sensor.ConversionGains[0];
        var readNoise = Math.Sqrt(Math.Pow(gain.NoiseBeforeGain.Value, 2) + Math.Pow(gain.NoiseAfterGain.Value, 2));
        var provenances = CameraFigures.Provenances(camera).ToLookup(provenance => provenance);
        return new CameraFacts
        {
            Megapixels = sensor.Columns.Value * sensor.Rows.Value / 1e6,
            Diagonal = diagonal,
            Area = width * height,
            CropFactor = FullFrameDiagonal / diagonal,
            EquivalentFocalLength = focal * FullFrameDiagonal / diagonal,
            EquivalentFNumber = fNumber * FullFrameDiagonal / diagonal,
            LightAgainstFullFrame = Math.Log2(width * height / 864 * Math.Pow(2.8 / fNumber, 2)),
            BaseIso = Iso(sensor),
            DynamicRange = Math.Log2(sensor.FullWell.Value / readNoise),
            Counts = (provenances[Provenance.Verified].Count(), provenances[Provenance.Estimated].Count(), provenances[Provenance.Placeholder].Count()),
        };
    }

    private static double Iso(CameraSensor sensor)
    {
        var eye = SpectralEye.Of(sensor);
        var perLuxSecond = eye.See(Light.Of("D55").Spectrum).Max() * sensor.Pitch.Value * sensor.Pitch.Value;
        return SaturationSpeed * perLuxSecond / sensor.FullWell.Value;
    }
}
