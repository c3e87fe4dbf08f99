using Pentaprism.Capture.Spectra;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Capture.Cameras;

/// <summary>A place in a camera file that contradicts another, or physics.</summary>
/// <param name="Place">JSON path of the value.</param>
/// <param name="Problem">What is wrong and what to do.</param>
public sealed record CameraFinding(string Place, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Problem}";
}

/// <summary>What the numbers of a camera must satisfy together.</summary>
public static class CameraRules
{
    // Pitches are published with two or three digits.
    private const double RoundingOfPitch = 0.015;

    private const double AgreementWithDrawing = 0.01;

    /// <summary>Holds a module against physics and against itself.</summary>
    /// <param name="module">The module.</param>
    /// <returns>What is wrong; nothing where all is well.</returns>
    public static IReadOnlyList<CameraFinding> Check(CameraModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var findings = new List<CameraFinding>();
        for (var i = 0; i < module.Cameras.Length; i++)
        {
            var camera = module.Cameras[i];
            var place = $"cameras[{i}]";
            if (module.Cameras.Take(i).Any(other => other.Id == camera.Id))
            {
                findings.Add(new($"{place}.id", $"'{camera.Id}' is the name of another camera already"));
            }

            findings.AddRange(Lens(camera.Lens, $"{place}.lens"));
            findings.AddRange(Sensor(camera.Sensor, $"{place}.sensor"));
        }

        return findings;
    }

    private static IEnumerable<CameraFinding> Lens(CameraLens lens, string place)
    {
        for (var i = 1; i < lens.Settings.Length; i++)
        {
            if (lens.Settings[i].FocalLength.Value <= lens.Settings[i - 1].FocalLength.Value)
            {
                yield return new($"{place}.settings[{i}].focalLength", "must be longer than that of the setting before");
            }
        }

        if (lens.ClosestFocus.Value < 2 * lens.Settings[^1].FocalLength.Value)
        {
            yield return new($"{place}.closestFocus", $"is {lens.ClosestFocus.Value:G6} mm; a lens of {lens.Settings[^1].FocalLength.Value:G6} mm cannot focus closer than twice that");
        }

        if (lens.Drawing is { } drawing)
        {
            foreach (var finding in Drawing(lens, drawing, place))
            {
                yield return finding;
            }
        }

        var fall = 1 - RadialModel.Polynomial(lens.Illumination.Values, 1);
        if (lens.Drawing is null && lens.Vignetting?.Value > fall)
        {
            yield return new($"{place}.vignetting", $"hides {lens.Vignetting.Value.Value:0.###} of the pupil in the corner, but 'illumination' falls by {fall:0.###} only");
        }

        for (var radius = 0.05; radius < 1.01; radius += 0.05)
        {
            var illumination = RadialModel.Polynomial(lens.Illumination.Values, radius);
            if (illumination is <= 0 or > 1.0001)
            {
                yield return new($"{place}.illumination", $"gives {illumination:0.###} at radius {radius:0.##}; light must fall from 1 on the axis and stay above 0");
                break;
            }

            if (!RadialModel.IsGrowing(lens.Distortion.Values, radius))
            {
                yield return new($"{place}.distortion", $"folds the picture at radius {radius:0.##}; r (1 + Σ kᵢ r²ⁱ) must grow with r");
                break;
            }
        }
    }

    private static IEnumerable<CameraFinding> Drawing(CameraLens lens, Lens drawing, string place)
    {
        if (drawing.Fields.Kind != FieldKind.Angle || !drawing.IsRotationallySymmetric)
        {
            yield return new($"{place}.prescription", "must be symmetric about its axis and have its fields as angles");
            yield break;
        }

        var first = FirstOrderData.Of(drawing);
        foreach (var (name, said, drawn) in new[] { ("focalLength", lens.Settings[0].FocalLength.Value, first.Efl), ("fNumber", lens.Settings[0].FNumber.Value, first.FNumber) })
        {
            if (lens.Settings.Length > 1 || Math.Abs((said / drawn) - 1) > AgreementWithDrawing)
            {
                yield return new($"{place}.settings[0].{name}", $"is {said:G5}, but {lens.Prescription} is one lens of {drawn:G5}");
            }
        }
    }

    private static IEnumerable<CameraFinding> Sensor(CameraSensor sensor, string place)
    {
        foreach (var (name, count, side) in new[] { ("width", sensor.Columns, sensor.Width), ("height", sensor.Rows, sensor.Height) })
        {
            var product = count.Value * sensor.Pitch.Value / 1000;
            if (Math.Abs((product / side.Value) - 1) > RoundingOfPitch)
            {
                yield return new($"{place}.{name}", $"is {side.Value:G5} mm, but {count.Value:0} photosites of {sensor.Pitch.Value:G5} µm make {product:G5} mm");
            }
        }

        var gains = sensor.ConversionGains;
        for (var i = 1; i < gains.Length; i++)
        {
            if (gains[i].MicrovoltsPerElectron.Value <= gains[i - 1].MicrovoltsPerElectron.Value || gains[i].FirstIso.Value <= gains[i - 1].FirstIso.Value)
            {
                yield return new($"{place}.conversionGains[{i}]", "must be higher than the one before, and be used from a higher ISO on");
            }
        }

        if (gains.Any(gain => gain.NoiseBeforeGain.Value + gain.NoiseAfterGain.Value <= 0))
        {
            yield return new($"{place}.conversionGains", "has a gain without any read noise");
        }

        if (sensor.BlackLevel.Value > Math.Pow(2, sensor.Bits.Value) / 4)
        {
            yield return new($"{place}.blackLevel", $"is {sensor.BlackLevel.Value:0}, more than a quarter of the {sensor.Bits.Value:0}-bit scale");
        }

        foreach (var finding in Modes(sensor, place))
        {
            yield return finding;
        }

        if (SensitivitySets.Problem(sensor) is { } problem)
        {
            yield return new($"{place}.sensitivity", problem);
        }
    }

    private static IEnumerable<CameraFinding> Modes(CameraSensor sensor, string place)
    {
        for (var i = 0; i < sensor.Modes.Length; i++)
        {
            var mode = sensor.Modes[i];
            var at = $"{place}.modes[{i}]";
            if (sensor.Modes.Take(i).Any(other => other.Name == mode.Name))
            {
                yield return new($"{at}.name", $"'{mode.Name}' is the name of another mode already");
            }

            if (sensor.Filters.CellSide % mode.Side != 0)
            {
                yield return new(at, $"puts squares of {mode.Side} photosites together, but the filters '{sensor.Filters}' change colour within them");
            }

            if (mode.ChargeCapacity is { } capacity && capacity.Value < sensor.FullWell.Value)
            {
                yield return new($"{at}.chargeCapacity", $"is {capacity.Value:0} electrons, less than the {sensor.FullWell.Value:0} of one photosite");
            }
        }
    }
}
