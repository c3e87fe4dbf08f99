using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>An even surface without colour, over all of the picture.</summary>
/// <param name="Reflectance">0 to 1.</param>
public sealed record FlatScene(double Reflectance) : IScene
{
    /// <inheritdoc/>
    public string Name => "flat";

    /// <inheritdoc/>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(eye);
        picture.Fill(eye.See(light.Spectrum * Reflectance));
    }
}

/// <summary>The 24 patches of a ColorChecker on black, six by four.</summary>
public sealed record ColorCheckerScene : IScene
{
    /// <summary>Columns of patches.</summary>
    public const int Columns = 6;

    /// <summary>Rows of patches.</summary>
    public const int Rows = 4;

    // Of the pitch of the patches.
    private const double PatchSide = 0.84;
    private const double HeightOfChart = 0.9;
    private const double Border = 0.03;

    /// <inheritdoc/>
    public string Name => "colorchecker";

    /// <summary>Gives the middle half of a patch, in scene coordinates.</summary>
    /// <param name="index">0 to 23, row by row.</param>
    /// <param name="aspect">Width of the picture over its height.</param>
    /// <returns>Left, top, right, bottom.</returns>
    public static (double Left, double Top, double Right, double Bottom) Inside(int index, double aspect)
    {
        var (x, y, pitch) = Centre(index, aspect);
        return (x - (pitch / 4), y - (pitch / 4), x + (pitch / 4), y + (pitch / 4));
    }

    /// <inheritdoc/>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(eye);
        picture.Fill(eye.See(light.Spectrum * Border));
        for (var index = 0; index < Columns * Rows; index++)
        {
            var (x, y, pitch) = Centre(index, picture.Frame.Aspect);
            var half = pitch * PatchSide / 2;
            Painter.Rectangle(picture, x - half, y - half, x + half, y + half, eye.See(light.Spectrum * SpectralTable.ColorChecker[SpectralTable.ColorChecker.Names[index]]));
        }
    }

    private static (double X, double Y, double Pitch) Centre(int index, double aspect)
    {
        var pitch = Math.Min(HeightOfChart / Rows, HeightOfChart * aspect / Columns);
        return (((index % Columns) - ((Columns - 1) / 2.0)) * pitch, ((index / Columns) - ((Rows - 1) / 2.0)) * pitch, pitch);
    }
}

/// <summary>Squares turned by five degrees over the field, light on dark by 4 to 1: slanted edges for ISO 12233.</summary>
/// <param name="Pitch">Distance of the squares' centres, of the picture's height; one square lies in the middle.</param>
/// <param name="Side">Side of a square, of the picture's height.</param>
public sealed record EdgesScene(double Pitch = 0.2, double Side = 0.1) : IScene
{
    /// <summary>Reflectance of the ground.</summary>
    public const double Dark = 0.15;

    /// <summary>Reflectance of the squares.</summary>
    public const double Bright = 0.6;

    /// <summary>Turn of the squares, degrees.</summary>
    public const double Angle = 5;

    /// <inheritdoc/>
    public string Name => "edges";

    /// <inheritdoc/>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(eye);
        var white = eye.See(light.Spectrum);
        var frame = picture.Frame;
        var (sine, cosine) = Math.SinCos(Angle * Math.PI / 180);
        Painter.Each(context, picture, (column, row) =>
        {
            // In units of pixels from the centre of the nearest square.
            var (x, y) = (Nearest((column - frame.Column(0)) / frame.Height) * frame.Height, Nearest((row - frame.Row(0)) / frame.Height) * frame.Height);
            var (u, v) = ((x * cosine) + (y * sine), (y * cosine) - (x * sine));
            var half = Side * frame.Height / 2;
            var across = HalfPlane.Coverage(half - Math.Abs(u), cosine, sine);
            var along = HalfPlane.Coverage(half - Math.Abs(v), sine, cosine);
            return Dark + ((Bright - Dark) * across * along);
        }, white);
    }

    private double Nearest(double place) => place - (Math.Round(place / Pitch) * Pitch);
}

/// <summary>A Siemens star of 72 cycles, sinusoidal between 0.05 and 0.9, on grey.</summary>
public sealed record SiemensStarScene : IScene
{
    private const int Cycles = 72;
    private const double Radius = 0.45;
    private const double Middle = 0.475;
    private const double Swing = 0.425;
    private const int SamplesAlongPixel = 4;

    /// <inheritdoc/>
    public string Name => "star";

    /// <inheritdoc/>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(eye);
        var frame = picture.Frame;
        Painter.Each(context, picture, (column, row) =>
        {
            var sum = 0.0;
            for (var i = 0; i < SamplesAlongPixel * SamplesAlongPixel; i++)
            {
                var x = column - frame.Column(0) + ((((i % SamplesAlongPixel) + 0.5) / SamplesAlongPixel) - 0.5);
                var y = row - frame.Row(0) + ((((i / SamplesAlongPixel) + 0.5) / SamplesAlongPixel) - 0.5);
                sum += Math.Sqrt((x * x) + (y * y)) < Radius * frame.Height ? Math.Sin(Cycles * Math.Atan2(y, x)) : 0;
            }

            return Middle + (Swing * sum / (SamplesAlongPixel * SamplesAlongPixel));
        }, eye.See(light.Spectrum));
    }
}

/// <summary>Twenty grey steps from density 0.05 to 3, in two rows.</summary>
public sealed record StepWedgeScene : IScene
{
    /// <summary>Number of steps.</summary>
    public const int Steps = 20;

    private const double HalfHeight = 0.4;
    private const double Lightest = 0.05;
    private const double Darkest = 3;

    /// <inheritdoc/>
    public string Name => "wedge";

    /// <summary>Gives the middle part of a step, 0.7 of its width and of its height, in scene coordinates.</summary>
    /// <param name="step">0 to 19.</param>
    /// <param name="aspect">Width of the picture over its height.</param>
    /// <returns>Left, top, right, bottom.</returns>
    public static (double Left, double Top, double Right, double Bottom) Inside(int step, double aspect)
    {
        const double Border = 0.15;
        var (left, top, right, bottom) = Place(step, aspect);
        return (double.Lerp(left, right, Border), double.Lerp(top, bottom, Border), double.Lerp(right, left, Border), double.Lerp(bottom, top, Border));
    }

    /// <summary>Gives the reflectance of a step.</summary>
    /// <param name="step">0 to 19, lightest first.</param>
    /// <returns>10 to the power of minus its density.</returns>
    public static double Reflectance(int step) => Math.Pow(10, -(Lightest + ((Darkest - Lightest) * step / (Steps - 1))));

    /// <inheritdoc/>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(eye);
        picture.Fill(eye.See(light.Spectrum * 0.18));
        for (var step = 0; step < Steps; step++)
        {
            var (left, top, right, bottom) = Place(step, picture.Frame.Aspect);
            Painter.Rectangle(picture, left, top, right, bottom, eye.See(light.Spectrum * Reflectance(step)));
        }
    }

    // The lower row runs back, so that neighbours differ little.
    private static (double Left, double Top, double Right, double Bottom) Place(int step, double aspect)
    {
        var width = 0.9 * aspect / (Steps / 2);
        var row = step / (Steps / 2);
        var column = row == 0 ? step : Steps - 1 - step;
        var left = (column - (Steps / 4.0)) * width;
        return (left, row == 0 ? -HalfHeight : 0, left + width, row == 0 ? 0 : HalfHeight);
    }
}
