using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Lenses;
using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Sensors;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture;

/// <summary>A scene before a camera: gives as many frames as are wanted.</summary>
/// <remarks>
/// The path of the light:
/// <list type="table">
/// <item><term>radiance</term><description><see cref="IScene"/>: spectra, seen by the filters as electrons per µm² and lux s (<see cref="SpectralEye"/>)</description></item>
/// <item><term>lens</term><description><see cref="LensImage"/>: distortion, lateral colour, point spread function, glare; once for all frames</description></item>
/// <item><term>hand</term><description><see cref="HandTremor"/>: each frame looks from its own place, and moves while it is exposed</description></item>
/// <item><term>exposure</term><description>E = E_scene T / (4 N² (1 + m)²), time, area of a pixel, fall of light towards the corners</description></item>
/// <item><term>filters</term><description>each pixel keeps its own colour; <see cref="CrosstalkKernel"/> mixes neighbours</description></item>
/// <item><term>photosites</term><description><see cref="PixelReader"/>: response, shot and dark electrons, full well, binning, conversion gain, row and read noise, gain, converter</description></item>
/// </list>
/// All up to the exposure is exact light without noise; every random number depends on seed, pixel and frame alone, never on threads or bands.
/// </remarks>
public sealed class Photograph : IDisposable
{
    private const int MarginBeyondMotion = 8;
    private const double FrameGapSeconds = 0.03;
    private const double PixelsAStep = 0.7;
    private const int MostSteps = 16;

    private readonly ScenePicture _light;
    private readonly HandTremor _tremor;

    private Photograph(ScenePicture light, LensImage lens, HandTremor tremor, SensorReading reading, CaptureOptions options, double imageLux)
    {
        Lens = lens;
        _light = light;
        _tremor = tremor;
        Reading = reading;
        Options = options;
        ImageLux = imageLux;
        ElectronsOfUnit = PixelArea(reading) * imageLux * reading.ExposureSeconds;
    }

    /// <summary>Gets the camera.</summary>
    public required Camera Camera { get; init; }

    /// <summary>Gets the module that the camera belongs to.</summary>
    public required CameraModule Module { get; init; }

    /// <summary>Gets the scene.</summary>
    public required IScene Scene { get; init; }

    /// <summary>Gets how it is captured.</summary>
    public CaptureOptions Options { get; }

    /// <summary>Gets the light.</summary>
    public required Light Light { get; init; }

    /// <summary>Gets how the sensor is read.</summary>
    public SensorReading Reading { get; }

    /// <summary>Gets focal length in mm and f-number.</summary>
    public required (double FocalLength, double FNumber) Setting { get; init; }

    /// <summary>Gets the illuminance on the middle of the sensor where the scene is white, lux.</summary>
    public double ImageLux { get; }

    /// <summary>Gets the part of the sensor that is written, in pixels of the file.</summary>
    public required PixelRectangle Area { get; init; }

    /// <summary>Gets where the axis of the lens meets the sensor, in pixels from the upper left corner of the written part.</summary>
    internal (double X, double Y) Axis => AxisOf(Reading, Area);

    /// <summary>Gets the electrons that a pixel in the middle gets where the eye of the sensor sees 1 (<see cref="SpectralEye"/>).</summary>
    public double ElectronsOfUnit { get; }

    /// <summary>Gets the lens.</summary>
    internal LensImage Lens { get; }

    /// <summary>Gets the filters as the written part begins with them.</summary>
    public CfaPattern Pattern => Reading.Filters.ToPattern().Shift(Area.Left, Area.Top);

    /// <summary>Gets the eye of the sensor as its files show it: crosstalk between the filters included.</summary>
    public SpectralEye EyeOfFile =>
        SpectralEye.Of(Reading.Sensor with { Filters = Reading.Filters }).Mixed(CrosstalkKernel.Of(Reading.Sensor.Crosstalk.Values, Reading.Mode.Side).Shares(Reading.Filters));

    /// <summary>Puts a scene before a camera: renders it, forms its image, and finds the exposure.</summary>
    /// <param name="context">Workers, memory, progress, cancellation.</param>
    /// <param name="module">The module.</param>
    /// <param name="camera">One of its cameras.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="options">How it is captured.</param>
    /// <returns>What gives the frames.</returns>
    /// <exception cref="ArgumentException">Mode, size, focal length, ISO or light are not to be had; the message says what there is.</exception>
    public static Photograph Of(ProcessingContext context, CameraModule module, Camera camera, IScene scene, CaptureOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(options);
        var mode = ModeOf(camera.Sensor, options.Mode);
        var (focal, fNumber) = camera.Lens.At(options.FocalLength);
        var unexposed = SensorReading.Of(camera.Sensor, mode, 0, 1);
        var area = AreaOf(unexposed, options.Size, options.Centre);
        var axis = AxisOf(unexposed, area);
        var tremor = new HandTremor(options.Seed, options.Tremor, camera.Stabilisation.Stops.Value, focal * 1000 / unexposed.PixelPitch);

        context.Progress?.Report("scene");
        var light = Light.Of(options.Light ?? scene.UsualLight);
        var eye = SpectralEye.Of(camera.Sensor with { Filters = unexposed.Filters });
        var lens = ImageOf(camera, eye, light, unexposed.PixelPitch, fNumber, Farthest(area, axis), context.Cancellation);
        var margin = Margin(Farthest(area, axis), lens, eye.Colours, tremor, camera.Tuning, options);
        var picture = new ScenePicture(context.Pool, new SceneFrame(area.Width, area.Height, margin), eye.Colours);
        scene.Render(context, picture, light, eye);
        var white = eye.See(light.Spectrum);
        var most = Array.IndexOf(white, white.Max());
        var mean = Exposure.Mean(picture.Planes[most], picture.Frame, white[most]);

        context.Progress?.Report("lens");
        foreach (var (colour, plane) in eye.Colours.Zip(picture.Planes))
        {
            lens.Form(context, colour, picture.Frame, axis, plane);
        }

        // A distant scene: m = 0.
        var imageLux = options.Lux * camera.Lens.Transmission.Value / (4 * fNumber * fNumber);
        var (seconds, iso) = Exposure.Of(camera, mode, options, white[most] * PixelArea(unexposed) * imageLux, mean);
        return new Photograph(picture, lens, tremor, SensorReading.Of(camera.Sensor, mode, iso, seconds), options, imageLux)
        {
            Camera = camera,
            Module = module,
            Scene = scene,
            Light = light,
            Setting = (focal, fNumber),
            Area = area,
        };
    }

    /// <summary>Gives where the camera looks in the middle of a frame, against the first one.</summary>
    /// <param name="frame">0, 1 …</param>
    /// <returns>The motion.</returns>
    public CameraMotion Motion(int frame) => _tremor.At(frame * (Reading.ExposureSeconds + FrameGapSeconds));

    /// <summary>Takes a frame.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="frame">0, 1 …</param>
    /// <returns>Codes of the written part.</returns>
    public Plane<ushort> Expose(ProcessingContext context, int frame)
    {
        ArgumentNullException.ThrowIfNull(context);
        var codes = context.Pool.Rent<ushort>(Area.Width, Area.Height);
        var reader = new PixelReader(Reading, Options.SensorSeed, Options.Seed);
        Each(context, frame, (y, electrons) => reader.Read(electrons, Area.Left, Area.Top + y, frame, codes.Row(y)));
        return codes;
    }

    /// <summary>Gives the mean electrons of a frame: what it would show without noise, were no full well in the way.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="frame">0, 1 …</param>
    /// <returns>Electrons of each pixel, its reads together.</returns>
    public Plane<float> MeanElectrons(ProcessingContext context, int frame)
    {
        ArgumentNullException.ThrowIfNull(context);
        var means = context.Pool.Rent<float>(Area.Width, Area.Height);
        Each(context, frame, (y, electrons) => electrons.CopyTo(means.Row(y)));
        return means;
    }

    /// <inheritdoc/>
    public void Dispose() => _light.Dispose();

    private static double PixelArea(SensorReading reading) => reading.Sensor.Pitch.Value * reading.Sensor.Pitch.Value * reading.Photosites;

    /// <summary>Finds a read mode by name; the first where none is named.</summary>
    /// <exception cref="ArgumentException">The sensor has no such mode.</exception>
    internal static ReadMode ModeOf(CameraSensor sensor, string? name) => name is null
        ? sensor.Modes[0]
        : sensor.Modes.FirstOrDefault(mode => mode.Name == name)
            ?? throw new ArgumentException($"the sensor has no mode '{name}'; it has {string.Join(", ", sensor.Modes.Select(mode => mode.Name))}", nameof(name));

    /// <summary>Gives the size of the written part: that which is asked for, or all.</summary>
    /// <exception cref="ArgumentException">The mode has not as many pixels.</exception>
    internal static (int Width, int Height) SizeOf(SensorReading reading, (int Width, int Height)? size)
    {
        var (width, height) = size ?? (reading.Columns, reading.Rows);
        return width >= 16 && height >= 16 && width <= reading.Columns && height <= reading.Rows
            ? (width, height)
            : throw new ArgumentException($"a size of {width} × {height} cannot be had; mode '{reading.Mode.Name}' has {reading.Columns} × {reading.Rows}", nameof(size));
    }

    // A part of the sensor, its corner on a whole repeat of the filters.
    private static PixelRectangle AreaOf(SensorReading reading, (int Width, int Height)? size, (double X, double Y) centre)
    {
        var (width, height) = SizeOf(reading, size);
        int Start(int whole, int part, double place, int repeat) =>
            (int)Math.Clamp(((whole - part) / 2) + Math.Round(place * whole / 2), 0, whole - part) / repeat * repeat;
        return new PixelRectangle(
            Start(reading.Columns, width, centre.X, reading.Filters.Columns), Start(reading.Rows, height, centre.Y, reading.Filters.Rows), width, height);
    }

    private static LensImage ImageOf(Camera camera, SpectralEye eye, Light light, double pitch, double fNumber, double reach, CancellationToken cancellation)
    {
        var sensor = camera.Sensor;
        var corner = sensor.Pitch.Value * double.Hypot(sensor.Columns.Value, sensor.Rows.Value) / 2;
        ILensModel model = camera.Lens.Drawing is { } drawing
            ? new DrawnLens(drawing, eye, light, pitch / 1000, corner / 1000, reach * pitch / 1000, cancellation)
            : new StandInLens(camera.Lens, fNumber, pitch, corner);
        return new LensImage(model, camera.Lens.Glare.Value, corner / pitch);
    }

    private static (double X, double Y) AxisOf(SensorReading reading, PixelRectangle area) => ((reading.Columns / 2.0) - area.Left, (reading.Rows / 2.0) - area.Top);

    private static double Farthest(PixelRectangle area, (double X, double Y) axis) =>
        double.Hypot(Math.Max(axis.X, area.Width - axis.X), Math.Max(axis.Y, area.Height - axis.Y));

    private static int Margin(double corner, LensImage lens, string colours, HandTremor tremor, CameraTuning tuning, CaptureOptions options)
    {
        var distorted = colours.Max(colour => Math.Abs(lens.Warp(colour).IdealOverReal((float)Math.Pow(corner / lens.CornerPixels, 2)) - 1)) * corner;
        var seconds = options.ExposureSeconds ?? tuning.LongestExposure.Value;
        var moved = Enumerable.Range(0, (4 * options.Frames) + 4)
            .Select(quarter => tremor.At(((quarter / 4.0) - 0.5) * (seconds + FrameGapSeconds)))
            .Max(motion => Math.Max(Math.Abs(motion.X), Math.Abs(motion.Y)) + (Math.Abs(motion.Roll) * corner));
        return (int)Math.Ceiling(distorted + (1.5 * moved)) + MarginBeyondMotion;
    }

    // Rows of mean electrons, crosstalk included, in bands; each band works its border rows out anew.
    private void Each(ProcessingContext context, int frame, RowAction action)
    {
        var sampler = new LightSampler(_light, Pattern, Reading.Filters.Used, Steps(frame), new FieldFrame(Axis.X, Axis.Y, Lens.CornerPixels), Lens.Illumination, ElectronsOfUnit);
        var crosstalk = CrosstalkKernel.Of(Reading.Sensor.Crosstalk.Values, Reading.Mode.Side);
        Bands.Run(context, Area.Width, Area.Height, Bands.DefaultHeight, () => new Rows(Area.Width), (rows, top, bottom) =>
        {
            sampler.Row(top - 1, rows.Scratch, rows.Above);
            sampler.Row(top, rows.Scratch, rows.Here);
            for (var y = top; y < bottom; y++)
            {
                sampler.Row(y + 1, rows.Scratch, rows.Below);
                crosstalk.Mix(rows.Above, rows.Here, rows.Below, rows.Mixed);
                action(y, rows.Mixed);
                (rows.Above, rows.Here, rows.Below) = (rows.Here, rows.Below, rows.Above);
            }
        });
    }

    // The way of the camera during an exposure, in steps of less than a pixel.
    private CameraMotion[] Steps(int frame)
    {
        var middle = frame * (Reading.ExposureSeconds + FrameGapSeconds);
        var (first, last) = (_tremor.At(middle - (Reading.ExposureSeconds / 2)), _tremor.At(middle + (Reading.ExposureSeconds / 2)));
        var length = Math.Sqrt(Math.Pow(last.X - first.X, 2) + Math.Pow(last.Y - first.Y, 2)) + (Math.Abs(last.Roll - first.Roll) * Lens.CornerPixels);
        var count = Math.Clamp((int)Math.Ceiling(length / PixelsAStep), 1, MostSteps);
        return [.. Enumerable.Range(0, count).Select(step => _tremor.At(middle + (Reading.ExposureSeconds * (((step + 0.5) / count) - 0.5))))];
    }

    private delegate void RowAction(int y, ReadOnlySpan<float> electrons);

    private sealed class Rows(int width)
    {
        public float[] Above { get; set; } = new float[width + 2];

        public float[] Here { get; set; } = new float[width + 2];

        public float[] Below { get; set; } = new float[width + 2];

        public float[] Mixed { get; } = new float[width];

        public LightSampler.Room Scratch { get; } = new(width + 2);
    }
}
