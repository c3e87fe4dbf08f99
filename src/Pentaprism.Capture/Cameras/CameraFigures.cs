namespace Pentaprism.Capture.Cameras;

/// <summary>All numbers of a camera, for counting how well they are known.</summary>
internal static class CameraFigures
{
    public static IEnumerable<Provenance> Provenances(Camera camera)
    {
        var (lens, sensor, pose) = (camera.Lens, camera.Sensor, camera.Pose);
        IEnumerable<Figure> single =
        [
            .. lens.Settings.SelectMany(setting => new[] { setting.FocalLength, setting.FNumber }),
            lens.ClosestFocus, lens.Transmission, lens.Glare,
            .. lens.Scatter is { } scatter ? new[] { scatter.Share, scatter.Shoulder, scatter.Slope } : [],
            sensor.Columns, sensor.Rows, sensor.Pitch, sensor.Width, sensor.Height, sensor.QuantumEfficiency, sensor.FullWell,
            .. sensor.ConversionGains.SelectMany(gain => new[] { gain.MicrovoltsPerElectron, gain.FirstIso, gain.NoiseBeforeGain, gain.NoiseAfterGain }),
            sensor.RowNoise, sensor.DarkCurrent, sensor.Dsnu, sensor.Prnu, sensor.HotPixels, sensor.Bits, sensor.BlackLevel,
            .. sensor.Modes.Select(mode => mode.ChargeCapacity).Append(lens.Vignetting).Append(sensor.DualPixel).OfType<Figure>(),
            pose.X, pose.Y, pose.Z, pose.Yaw, pose.Pitch, pose.Roll,
            camera.Stabilisation.Stops, camera.Tuning.LongestExposure, camera.Tuning.LargestGain,
        ];
        Figures[] several = [lens.Illumination, lens.Distortion, lens.LateralColour, lens.Blur, sensor.Crosstalk];
        return [.. single.Select(figure => figure.Provenance), .. several.Select(figures => figures.Provenance), sensor.Sensitivity.Provenance];
    }
}
