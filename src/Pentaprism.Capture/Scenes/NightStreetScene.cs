using Pentaprism.Capture.Randomness;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>A street at night: houses with lit windows, lamps with pools of light on a wet road, signs of narrow colours; sixteen stops from the sky to the lamps.</summary>
/// <remarks>
/// Luminances are relative to a white surface in the light of the scene, which here is that of the lamps on the road. The road lies below the eye in
/// perspective, its grain is finest at the feet; what would be finer than a pixel is left out, so that all cameras see one street. It begins 3.5 m before
/// the lens and ends at the houses, 40 m away. Walkers and cars cross the picture (<see cref="StreetTraffic"/>).
/// </remarks>
/// <param name="Seed">Makes streets differ.</param>
public sealed record NightStreetScene(ulong Seed) : ILayeredScene
{
    private const double Horizon = 0.08;
    private const double Houses = 40;
    private const double Sky = 0.004;
    private const double Lamp = 250;
    private const double Sign = 12;
    private const double Window = 2.5;

    // Where the eye looks straight ahead; and grains of a cell of asphalt, an eye's height wide, in octaves.
    private const double EyeLevel = 0.04;
    private const double Cell = 0.4;
    private const double Grains = 6;
    private static readonly string[] _signs = ["HOTEL", "PHARMACY", "BLUE NOTE", "BAKERY", "CINEMA", "RADIO", "PRISM", "OPTICIAN"];

    /// <inheritdoc/>
    public string Name => "night-street";

    /// <inheritdoc/>
    public string UsualLight => "3200K";

    /// <inheritdoc/>
    public double Subject => 15;

    /// <inheritdoc/>
    public IReadOnlyList<SceneLayer> Layers(double aspect)
    {
        var random = new Philox(Seed);
        var lamps = Enumerable.Range(0, 7).Select(i => (X: (i - 3) * aspect / 6.4, Depth: 0.6 + (0.4 * Fraction(random, i, 900)))).ToArray();
        var near = lamps.Select(lamp => new SceneLayer(StreetTraffic.DepthAt(Horizon + (0.1 * lamp.Depth), EyeLevel), (_, picture, _, eye) => LampPost(picture, eye, lamp.X, lamp.Depth))
        {
            Bounds = new SceneBox(lamp.X - 0.01, Horizon - (0.35 * lamp.Depth), lamp.X + 0.01, Horizon + (0.1 * lamp.Depth)),
        });
        return
        [
            new SceneLayer((_, y) => y < Horizon ? Houses : StreetTraffic.DepthAt(y, EyeLevel), (context, picture, _, eye) => Street(context, picture, eye, random, lamps)),
            .. near.Concat(new StreetTraffic(Seed, EyeLevel).Layers(aspect)).OrderByDescending(layer => layer.Depth(0, 0)),
        ];
    }

    private void Street(ProcessingContext context, ScenePicture picture, SpectralEye eye, Philox random, (double X, double Depth)[] lamps)
    {
        var warm = eye.See(Spectra.Light.Of("2700K").Spectrum);
        Ground(context, picture, eye.See(Spectra.Light.Of("9000K").Spectrum), warm, lamps);
        HousesWithWindows(picture, random, warm, eye);
        Signs(picture, random, eye);
    }

    private static void LampPost(ScenePicture picture, SpectralEye eye, double x, double depth)
    {
        var warm = eye.See(Spectra.Light.Of("2700K").Spectrum);
        var y = Horizon - (0.34 * depth);
        Painter.Rectangle(picture, x - (0.0018 * depth), y, x + (0.0018 * depth), Horizon + (0.1 * depth), Scaled(warm, 0.01));
        Painter.Disc(picture, x, y, 0.007 * depth, Scaled(warm, Lamp));
    }

    // Sky glow above, road below with pools of light under the lamps and the grain of asphalt.
    private void Ground(ProcessingContext context, ScenePicture picture, double[] sky, double[] warm, (double X, double Depth)[] lamps)
    {
        var frame = picture.Frame;
        var noise = new GradientNoise(Seed);
        double X(int column) => (column + 0.5 - frame.Column(0)) / frame.Height;
        double[] mirrors = [.. Enumerable.Range(0, frame.Columns).Select(column => Mirrors(X(column), lamps))];
        Bands.Run(context, frame.Columns, frame.Rows, (top, bottom) =>
        {
            for (var row = top; row < bottom; row++)
            {
                var y = (row + 0.5 - frame.Row(0)) / frame.Height;
                var glow = y < Horizon ? Sky * (0.3 + Math.Exp(4 * (y - Horizon))) : 0.0005;
                var nearness = Math.Exp(-(y - Horizon) / 0.12);
                for (var column = 0; column < frame.Columns; column++)
                {
                    var pool = y < Horizon ? 0 : (Pools(X(column), y, lamps) + (mirrors[column] * nearness)) * Asphalt(noise, X(column), y, frame.Height);
                    for (var plane = 0; plane < picture.Planes.Count; plane++)
                    {
                        picture.Planes[plane].Row(row)[column] = (float)((glow * sky[plane]) + (pool * warm[plane]));
                    }
                }
            }
        });
    }

    private static double Pools(double x, double y, (double X, double Depth)[] lamps)
    {
        var sum = 0.02;
        foreach (var (lampX, depth) in lamps)
        {
            var (dx, dy) = ((x - lampX) / (0.16 * depth), (y - Horizon - (0.1 * depth)) / (0.08 * depth));
            var square = 1 + (dx * dx) + (dy * dy);
            sum += 0.3 / (square * Math.Sqrt(square));
        }

        return sum;
    }

    // The mirror images of lamps on the wet road, drawn out towards the camera.
    private static double Mirrors(double x, (double X, double Depth)[] lamps) =>
        lamps.Sum(lamp => 0.5 * Math.Exp(-(x - lamp.X) * (x - lamp.X) / (0.012 * 0.012)));

    // On the ground, in heights of the eye: distance 1 / (y − eye level); a pixel covers more along the way than across it.
    private static double Asphalt(GradientNoise noise, double x, double y, int rows)
    {
        var distance = 1 / (y - EyeLevel);
        var octaves = Math.Clamp(Math.Log2(Cell * rows / (2 * distance * distance)), 0, Grains);
        return Math.Max(0.17 + (0.16 * noise.Octaves(x * distance / Cell, distance / Cell, octaves, 0.8)), 0.03);
    }

    private static void HousesWithWindows(ScenePicture picture, Philox random, double[] warm, SpectralEye eye)
    {
        var cool = eye.See(Spectra.Light.Of("LED-B3").Spectrum);
        var right = (picture.Frame.Aspect / 2) + 0.1;
        for (var (x, house) = (-right, 0); x < right; house++)
        {
            var (width, height) = (0.1 + (0.12 * Fraction(random, house, 0)), 0.18 + (0.28 * Fraction(random, house, 1)));
            var wall = Scaled(warm, 0.004 + (0.02 * Fraction(random, house, 2)));
            Painter.Rectangle(picture, x, Horizon - height, x + width, Horizon, wall);
            for (var floor = 0; floor < (int)(height / 0.045) - 1; floor++)
            {
                for (var i = 0; i < (int)(width / 0.03); i++)
                {
                    var chance = Fraction(random, (house * 4096) + (floor * 64) + i, 3);
                    var (left, top) = (x + 0.008 + (i * 0.03), Horizon - height + 0.015 + (floor * 0.045));
                    var lit = chance < 0.35 ? Scaled(chance < 0.08 ? cool : warm, Window * (0.1 + (2.5 * chance))) : Scaled(warm, 0.002);
                    Painter.Rectangle(picture, left, top, left + 0.016, top + 0.026, lit);
                    Painter.Rectangle(picture, left + 0.0072, top, left + 0.0088, top + 0.026, wall);
                }
            }

            x += width + 0.004;
        }
    }

    // Light-emitting diodes: bell curves of some tens of nanometres. Large signs and small ones.
    private static void Signs(ScenePicture picture, Philox random, SpectralEye eye)
    {
        double[] peaks = [628, 525, 462, 595];
        for (var sign = 0; sign < _signs.Length; sign++)
        {
            var peak = peaks[sign % peaks.Length];
            var glow = Spectrum.Of(nm => Math.Exp(-Math.Pow((nm - peak) / 15, 2)));
            var colour = Scaled(eye.See(glow * (1 / Observer.Xyz(glow).Y)), Sign * (0.1 + (0.6 * Fraction(random, sign, 5))));
            var width = (0.4 + (0.5 * Fraction(random, sign, 8))) * picture.Frame.Aspect / _signs.Length;
            var height = Math.Min(width / BlockLetters.Width(_signs[sign]), 0.03);
            width = height * BlockLetters.Width(_signs[sign]);
            var (x, y, rim) = ((((sign + 0.5) / _signs.Length) - 0.5) * picture.Frame.Aspect, Horizon - 0.05 - (0.07 * Fraction(random, sign, 7)), height * 0.4);
            Painter.Rectangle(picture, x - (width / 2) - rim, y - rim, x + (width / 2) + rim, y + height + rim, Scaled(colour, 0.0005));
            BlockLetters.Draw(picture, _signs[sign], x - (width / 2), y, height, colour);
        }
    }

    private static double Fraction(Philox random, int index, int purpose) => RandomWords.Fraction(random.At((uint)index, (uint)purpose, 0, 0).A);

    private static double[] Scaled(double[] colour, double factor) => [.. colour.Select(value => value * factor)];
}
