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
/// <item><term>lens</term><description><see cref="LensImage"/>: distortion, lateral colour, point spread function, scattered light, glare; once for all frames</description></item>
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
    private const double WholePupil = 0.5;

    // Of white: glints and windows are as much a surface of the scene as a sheet of paper.
    private const double BrightestSurface = 4;

    private readonly SceneLight _light;

    // Where a share of the light comes through the left half of the pupil.
    private readonly Func<double, SceneView> _viewThrough;
    private readonly HandTremor _tremor;

    private Photograph(SceneLight light, Func<double, SceneView> viewThrough, LensImage lens, HandTremor tremor, SensorReading reading, CaptureOptions options, double imageLux)
    {
        Lens = lens;
        _light = light;
        _viewThrough = viewThrough;
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

    /// <summary>Gets the distance before the lens that is sharp, m; infinite for a scene without depth and where depth does not count.</summary>
    public required double FocusMetres { get; init; }

    /// <summary>Gets the illuminance on the middle of the sensor where the scene is white, lux.</summary>
    public double ImageLux { get; }

    /// <summary>Gets the part of the sensor that is written, in pixels of the file.</summary>
    public required PixelRectangle Area { get; init; }

    /// <summary>Gets where the axis of the lens meets the sensor, in pixels from the upper left corner of the written part.</summary>
    internal (double X, double Y) Axis => PartOfSensor.AxisOf(Reading, Area);

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
        var mode = SensorReading.ModeOf(camera.Sensor, options.Mode);
        var (focal, fNumber) = camera.Lens.At(options.FocalLength);
        var focus = options.DepthOfField ? Focus.Of(camera, focal, scene, options.FocusMetres) : double.PositiveInfinity;
        var unexposed = SensorReading.Of(camera.Sensor, mode, 0, 1);
        var area = PartOfSensor.AreaOf(unexposed, options.Size, options.Centre);
        var axis = PartOfSensor.AxisOf(unexposed, area);
        var tremor = new HandTremor(options.Seed, options.Tremor, camera.Stabilisation.Stops.Value, focal * 1000 / unexposed.PixelPitch);

        var light = Light.Of(options.Light ?? scene.UsualLight);
        var eye = SpectralEye.Of(camera.Sensor with { Filters = unexposed.Filters });
        var farthest = PartOfSensor.Farthest(area, axis);
        var lens = ImageOf(camera, eye, light, unexposed.PixelPitch, (focal, fNumber), farthest, context.Cancellation);
        SceneView View(int margin, double leftShare) => new(
            light,
            eye,
            lens,
            options.DepthOfField && scene is ILayeredScene
                ? new Defocus(focal, fNumber, focus, unexposed.PixelPitch, camera.Lens.Vignetting?.Value ?? 0, new FieldFrame(axis.X + margin, axis.Y + margin, lens.CornerPixels), leftShare)
                : null,
            new SceneFrame(area.Width, area.Height, margin),
            axis,
            !options.Still);
        var margin = (int)Math.Ceiling(lens.Distortion(eye.Colours, farthest) + (1.5 * Moved(farthest, tremor, camera.Tuning, options))) + MarginBeyondMotion;
        margin += SceneLight.Reach(scene, View(margin, WholePupil));
        var sceneLight = SceneLight.Of(context, scene, View(margin, WholePupil));

        // m = f / (s − f).
        var magnification = focal / ((1000 * focus) - focal);
        var imageLux = Exposure.ImageLux(camera.Lens, fNumber, options.Lux, magnification);
        var electronsOfWhite = eye.See(light.Spectrum).Max() * PixelArea(unexposed) * imageLux;
        var (seconds, iso) = Exposure.Of(camera, mode, options, electronsOfWhite, sceneLight.Mean);
        return new Photograph(sceneLight, leftShare => View(margin, leftShare), lens, tremor, SensorReading.Of(camera.Sensor, mode, iso, seconds), options, imageLux)
        {
            Camera = camera,
            Module = module,
            Scene = scene,
            Light = light,
            Setting = (focal, fNumber),
            FocusMetres = focus,
            Area = area,
        };
    }

    /// <summary>Gives where the camera looks on average while a frame is exposed, against the middle of the first one.</summary>
    /// <param name="frame">0, 1 …</param>
    /// <returns>The motion.</returns>
    public CameraMotion Motion(int frame)
    {
        var steps = Steps(frame);
        return new CameraMotion(steps.Average(step => step.X), steps.Average(step => step.Y), steps.Average(step => step.Roll));
    }

    /// <summary>Gives the middle of the exposure of a frame, seconds after that of the first.</summary>
    /// <param name="frame">0, 1 …</param>
    internal double Middle(int frame) => frame * (Reading.ExposureSeconds + FrameGapSeconds);

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

    /// <summary>Gives what the left or the right of two photodiodes under each microlens sees: half of the light, out of focus from another place of the pupil.</summary>
    /// <param name="context">Workers, memory, progress, cancellation.</param>
    /// <param name="side">Which photodiode.</param>
    /// <returns>What gives its frames, with noise of their own; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The sensor has one photodiode under a microlens.</exception>
    public Photograph Half(ProcessingContext context, PhotodiodeSide side)
    {
        ArgumentNullException.ThrowIfNull(context);
        var separation = Camera.Sensor.DualPixel?.Value ?? throw new ArgumentException($"{Camera.Name} has one photodiode under a microlens: there are no dual-pixel pairs");
        var leftShare = side == PhotodiodeSide.Left ? separation : 1 - separation;
        var seeds = (ulong)side + 1;
        return new Photograph(SceneLight.Of(context, Scene, _viewThrough(leftShare)), _viewThrough, Lens, _tremor, Reading, Options with { Seed = Options.Seed ^ (seeds << 62), SensorSeed = Options.SensorSeed ^ (seeds << 62) }, ImageLux / 2)
        {
            Camera = Camera,
            Module = Module,
            Scene = Scene,
            Light = Light,
            Setting = Setting,
            FocusMetres = FocusMetres,
            Area = Area,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _light.Dispose();

    /// <summary>Gets the light-sensitive area of a pixel of the file, µm².</summary>
    internal static double PixelArea(SensorReading reading) => reading.Sensor.Pitch.Value * reading.Sensor.Pitch.Value * reading.Photosites;

    private static LensImage ImageOf(Camera camera, SpectralEye eye, Light light, double pitch, (double FocalLength, double FNumber) setting, double reach, CancellationToken cancellation)
    {
        var sensor = camera.Sensor;
        var corner = sensor.Pitch.Value * double.Hypot(sensor.Columns.Value, sensor.Rows.Value) / 2;
        ILensModel model = camera.Lens.Drawing is { } drawing
            ? new DrawnLens(drawing, eye, light, pitch / 1000, corner / 1000, reach * pitch / 1000, cancellation)
            : new StandInLens(camera.Lens, setting.FNumber, pitch, corner);
        return new LensImage(model, camera.Lens.Glare.Value, corner / pitch, BrightestSurface * eye.See(light.Spectrum).Max())
        {
            Scatter = camera.Lens.Scatter is { } scatter ? new ScatterProfile(scatter.Share.Value, 1000 * scatter.ShoulderOnSensor(setting.FocalLength) / pitch, scatter.Slope.Value) : null,
        };
    }

    // The farthest that the hand may move a point of the picture, pixels.
    private static double Moved(double farthest, HandTremor tremor, CameraTuning tuning, CaptureOptions options)
    {
        var seconds = options.ExposureSeconds ?? tuning.LongestExposure.Value;
        return Enumerable.Range(0, (4 * options.Frames) + 4)
            .Select(quarter => tremor.At(((quarter / 4.0) - 0.5) * (seconds + FrameGapSeconds)))
            .Max(motion => Math.Max(Math.Abs(motion.X), Math.Abs(motion.Y)) + (Math.Abs(motion.Roll) * farthest));
    }

    // Rows of mean electrons, crosstalk included, in bands; each band works its border rows out anew.
    private void Each(ProcessingContext context, int frame, RowAction action)
    {
        using var moving = _light.Moving(context, Middle(frame), Reading.ExposureSeconds);
        var sampler = new LightSampler(moving ?? _light.Still, Pattern, Reading.Filters.Used, Steps(frame), new FieldFrame(Axis.X, Axis.Y, Lens.CornerPixels), Lens.Illumination, ElectronsOfUnit);
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
        var middle = Middle(frame);
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
