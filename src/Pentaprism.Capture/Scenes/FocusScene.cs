using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>Targets for focus: a ruled board that leans away from the lens, and seven plates that stand one behind the other with stars, slanted edges and points of light.</summary>
/// <remarks>
/// The plates stand at 0.6, 0.75, 0.9, 1.05 (the subject), 1.3, 1.7 and 2.6 m, each marked by a letter from A; behind them at 4 m is a grey wall. The board
/// runs below them from 0.5 to 3 m; a line is drawn across it every 5 cm, a thick one every half metre.
/// </remarks>
public sealed record FocusScene : ILayeredScene
{
    private const double Wall = 4;
    private const double Upper = 0.08;
    private const double Nearest = 0.5;
    private const double Farthest = 3;
    private const double Lines = 0.05;
    private const double White = 0.85;
    private const double Black = 0.04;
    private const int SamplesAlongPixel = 4;

    /// <summary>Distances of the plates, m.</summary>
    private static readonly double[] _plates = [0.6, 0.75, 0.9, 1.05, 1.3, 1.7, 2.6];

    /// <inheritdoc/>
    public string Name => "focus";

    /// <inheritdoc/>
    public double Subject => _plates[3];

    /// <inheritdoc/>
    public IReadOnlyList<SceneLayer> Layers(double aspect) =>
    [
        new SceneLayer(Wall, (context, picture, light, eye) => Painter.Each(context, picture, (_, _) => 0.18, eye.See(light.Spectrum))),
        new SceneLayer((_, y) => DepthAt(Math.Max(y, Upper)), Board) { Bounds = new SceneBox(-5, Upper, 5, 5) },
        .. Enumerable.Range(0, _plates.Length).OrderByDescending(plate => _plates[plate])
            .Select(plate => new SceneLayer(_plates[plate], (context, picture, light, eye) => Plate(context, picture, light, eye, plate, aspect)) { Bounds = Place(plate, aspect) }),
    ];

    // The board is a plane: the inverse of the distance grows in a straight line down the picture.
    private static double DepthAt(double y) => 1 / double.Lerp(1 / Farthest, 1 / Nearest, Math.Min((y - Upper) / (0.5 - Upper), 1.2));

    private static SceneBox Place(int plate, double aspect)
    {
        var pitch = 0.96 * aspect / _plates.Length;
        var left = (plate - (_plates.Length / 2.0)) * pitch;
        return new SceneBox(left + (0.05 * pitch), -0.06 - (1.9 * pitch), left + (0.95 * pitch), -0.06);
    }

    // Lines across the board are as sharp as their pixels: each sample is a mean over its own.
    private static void Board(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        var frame = picture.Frame;
        var white = eye.See(light.Spectrum);
        var first = Math.Max((int)Math.Floor(frame.Row(Upper)), 0);
        Bands.Run(context, frame.Columns, Math.Max(frame.Rows - first, 0), 16, (top, bottom) =>
        {
            Span<double> colour = stackalloc double[white.Length];
            for (var row = first + top; row < first + bottom; row++)
            {
                for (var column = 0; column < frame.Columns; column++)
                {
                    var sum = 0.0;
                    var cover = 0;
                    for (var i = 0; i < SamplesAlongPixel * SamplesAlongPixel; i++)
                    {
                        var (x, y) = frame.Place(column + (((i % SamplesAlongPixel) + 0.5) / SamplesAlongPixel), row + (((i / SamplesAlongPixel) + 0.5) / SamplesAlongPixel));
                        if (y >= Upper)
                        {
                            cover++;
                            sum += Marked(x, y) ? Black : White;
                        }
                    }

                    if (cover > 0)
                    {
                        for (var plane = 0; plane < colour.Length; plane++)
                        {
                            colour[plane] = white[plane] * sum / cover;
                        }

                        Painter.Mix(picture, column, row, colour, cover / (double)(SamplesAlongPixel * SamplesAlongPixel));
                    }
                }
            }
        });
    }

    // Along the middle a strip of checks of 2.5 cm, beside it lines.
    private static bool Marked(double x, double y)
    {
        var depth = DepthAt(y);
        var across = x * depth;
        if (Math.Abs(across) < 0.05)
        {
            return ((int)Math.Floor(across / 0.025) + (int)Math.Floor(depth / 0.025)) % 2 == 0;
        }

        var ofThick = depth / (10 * Lines);
        var ofLine = depth / Lines;
        return Math.Abs(ofThick - Math.Round(ofThick)) < 0.02 || (Math.Abs(ofLine - Math.Round(ofLine)) < 0.08 && Math.Abs(across) < 0.3);
    }

    private static void Plate(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye, int plate, double aspect)
    {
        double[] Grey(double factor) => eye.See(light.Spectrum * factor);
        var place = Place(plate, aspect);
        var side = place.Right - place.Left;
        Painter.Rectangle(picture, place.Left, place.Top, place.Right, place.Bottom, Grey(White));
        Star(context, picture, Grey(1), (place.Left + place.Right) / 2, place.Top + (0.55 * side), 0.42 * side);
        Painter.Rectangle(picture, place.Left + (0.06 * side), place.Bottom - (0.9 * side), place.Right - (0.06 * side), place.Bottom - (0.06 * side), Grey(Black));

        // A slanted edge: a bright stroke across the dark field, five degrees off the upright.
        var (sine, cosine) = Math.SinCos(5 * Math.PI / 180);
        var (x, y, half) = (place.Left + (0.66 * side), place.Bottom - (0.48 * side), 0.3 * side);
        Painter.Stroke(picture, (x - (half * sine), y - (half * cosine)), (x + (half * sine), y + (half * cosine)), 0.36 * side, 0.36 * side, Grey(0.6));
        BlockLetters.Draw(picture, ((char)('A' + plate)).ToString(), place.Left + (0.12 * side), place.Bottom - (0.84 * side), 0.22 * side, Grey(White));
        Painter.Disc(picture, place.Left + (0.23 * side), place.Bottom - (0.28 * side), 0.012 * side, eye.See(Light.Of("D65").Spectrum * 300));
    }

    private static void Star(ProcessingContext context, ScenePicture picture, double[] white, double centreX, double centreY, double radius)
    {
        const int Cycles = 24;
        var frame = picture.Frame;
        var box = new SceneBox(centreX - radius, centreY - radius, centreX + radius, centreY + radius).Pixels(frame, 1);
        var window = frame.Window ?? new PixelRectangle(0, 0, frame.Columns, frame.Rows);
        var seen = box.Common(window);
        Bands.Run(context, Math.Max(seen.Width, 1), seen.Height, 16, (top, bottom) =>
        {
            Span<double> colour = stackalloc double[white.Length];
            for (var row = seen.Top - window.Top + top; row < seen.Top - window.Top + bottom; row++)
            {
                for (var column = seen.Left - window.Left; column < seen.Right - window.Left; column++)
                {
                    var (sum, inside) = (0.0, 0);
                    for (var i = 0; i < SamplesAlongPixel * SamplesAlongPixel; i++)
                    {
                        var (x, y) = frame.Place(column + (((i % SamplesAlongPixel) + 0.5) / SamplesAlongPixel), row + (((i / SamplesAlongPixel) + 0.5) / SamplesAlongPixel));
                        if (double.Hypot(x - centreX, y - centreY) < radius)
                        {
                            inside++;
                            sum += 0.5 + (0.5 * Math.Sin(Cycles * Math.Atan2(y - centreY, x - centreX)));
                        }
                    }

                    for (var plane = 0; plane < colour.Length; plane++)
                    {
                        colour[plane] = white[plane] * double.Lerp(Black, White, inside > 0 ? sum / inside : 0);
                    }

                    Painter.Mix(picture, column, row, colour, inside / (double)(SamplesAlongPixel * SamplesAlongPixel));
                }
            }
        });
    }
}
