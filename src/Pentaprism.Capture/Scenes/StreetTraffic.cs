using Pentaprism.Capture.Randomness;
using Pentaprism.Capture.Spectra;

namespace Pentaprism.Capture.Scenes;

/// <summary>Walkers and cars of a street, each a layer that moves across the picture.</summary>
/// <remarks>The eye stands 1.6 m above the road: what is a metre long at d metres is 1/d of the picture's height. Walkers go 1.1 to 1.7 m/s, cars 5 to 10 m/s.</remarks>
/// <param name="seed">Makes them differ.</param>
/// <param name="eyeLevel">Where the eye looks straight ahead, scene coordinates.</param>
internal sealed class StreetTraffic(ulong seed, double eyeLevel)
{
    private const double EyeHeight = 1.6;
    private const double Dim = 0.09;

    // Distances from far to near, m.
    private static readonly double[] _cars = [21, 14];
    private static readonly double[] _walkers = [27, 19, 10.5, 8.2, 6.6];
    private static readonly string[] _coats = ["moderate red", "neutral 3.5", "blue", "dark skin", "foliage", "neutral 6.5", "purple"];

    private readonly Philox _random = new(seed);

    /// <summary>Gives the distance of a place on the road, m.</summary>
    public static double DepthAt(double y, double eyeLevel) => EyeHeight / (y - eyeLevel);

    /// <summary>Gives who and what is under way.</summary>
    /// <param name="aspect">Width of the picture over its height.</param>
    public IEnumerable<SceneLayer> Layers(double aspect)
    {
        for (uint i = 0; i < _cars.Length; i++)
        {
            var (depth, way) = (_cars[i], i % 2 == 0 ? -1 : 1);
            var (x, length, foot) = ((Fraction(i, 20) - 0.5) * 0.9 * aspect, 4.4 / depth, eyeLevel + (EyeHeight / depth));
            var paint = _coats[(int)(Fraction(i, 21) * _coats.Length)];
            yield return new SceneLayer(depth, (_, picture, light, eye) => Car(picture, light, eye, paint, x, foot, 1 / depth, way))
            {
                Bounds = new SceneBox(x - (0.55 * length), foot - (1.6 / depth), x + (0.55 * length), foot + (0.05 / depth)),
                Velocity = (way * (5 + (5 * Fraction(i, 22))) / depth, 0),
            };
        }

        for (uint i = 0; i < _walkers.Length; i++)
        {
            var (depth, way) = (_walkers[i], Fraction(i, 30) < 0.5 ? -1 : 1);
            var (x, foot, tall) = ((Fraction(i, 31) - 0.5) * 0.9 * aspect, eyeLevel + (EyeHeight / depth), 1.6 + (0.25 * Fraction(i, 32)));
            var (coat, trousers, stride) = (_coats[(int)(Fraction(i, 33) * _coats.Length)], _coats[(int)(Fraction(i, 34) * _coats.Length)], Fraction(i, 35));
            yield return new SceneLayer(depth, (_, picture, light, eye) => Walker(picture, light, eye, (coat, trousers), (x, foot), tall / depth, way * (0.1 + (0.12 * stride))))
            {
                Bounds = new SceneBox(x - (0.5 / depth), foot - (1.1 * tall / depth), x + (0.5 / depth), foot + (0.05 / depth)),
                Velocity = (way * (1.1 + (0.6 * Fraction(i, 36))) / depth, 0),
            };
        }
    }

    // From the side: body, cabin, wheels, lamps.
    private static void Car(ScenePicture picture, Light light, SpectralEye eye, string paint, double x, double foot, double metre, int way)
    {
        double[] Lit(string patch, double factor) => eye.See(light.Spectrum * (SpectralTable.ColorChecker[patch] * factor));
        double[] Glow(string name, double luminance) => eye.See(Light.Of(name).Spectrum * luminance);
        void Box(double left, double top, double right, double bottom, double[] colour) =>
            Painter.Rectangle(picture, x + ((way > 0 ? left : -right) * metre), foot - (top * metre), x + ((way > 0 ? right : -left) * metre), foot - (bottom * metre), colour);
        void Stroke(double fromX, double fromY, double toX, double toY, double width, double[] colour) =>
            Painter.Stroke(picture, (x + (way * fromX * metre), foot - (fromY * metre)), (x + (way * toX * metre), foot - (toY * metre)), width * metre, width * metre, colour);
        void Round(double atX, double atY, double radius, double[] colour) => Painter.Disc(picture, x + (way * atX * metre), foot - (atY * metre), radius * metre, colour);

        var (body, shade, glass, tyre) = (Lit(paint, Dim * 1.4), Lit(paint, Dim * 0.6), Lit("neutral 3.5", Dim * 0.5), Lit("black 2", Dim));
        Box(-1.05, 1.4, 0.55, 0.8, body);
        Stroke(-1.15, 1.3, -1.5, 0.85, 0.3, body);
        Stroke(0.6, 1.3, 1.15, 0.85, 0.3, body);
        Box(-0.95, 1.32, -0.2, 0.92, glass);
        Box(-0.12, 1.32, 0.6, 0.92, glass);
        Stroke(0.62, 1.24, 0.95, 0.95, 0.12, glass);
        Box(-2.1, 0.9, 2.1, 0.55, body);
        Box(-2.15, 0.55, 2.15, 0.28, shade);
        Box(-2.0, 0.92, 2.0, 0.88, Lit("neutral 8", Dim));
        foreach (var axle in new[] { -1.3, 1.35 })
        {
            Round(axle, 0.32, 0.36, tyre);
            Round(axle, 0.32, 0.2, Lit("neutral 6.5", Dim));
        }

        Box(1.95, 0.8, 2.14, 0.64, Glow("LED-B3", 60));
        Box(-2.14, 0.84, -2.02, 0.62, RedGlow(eye, 6));
    }

    private static void Walker(ScenePicture picture, Light light, SpectralEye eye, (string Coat, string Trousers) clothes, (double X, double Y) foot, double tall, double stride)
    {
        double[] Lit(string patch, double factor) => eye.See(light.Spectrum * (SpectralTable.ColorChecker[patch] * factor));
        void Limb(double fromX, double fromY, double toX, double toY, double from, double to, double[] colour) =>
            Painter.Stroke(picture, (foot.X + (fromX * tall), foot.Y - (fromY * tall)), (foot.X + (toX * tall), foot.Y - (toY * tall)), from * tall, to * tall, colour);
        var (coat, inside, trousers, skin, hair, shoe) = (Lit(clothes.Coat, Dim * 1.3), Lit(clothes.Coat, Dim * 0.8), Lit(clothes.Trousers, Dim * 0.7), Lit("light skin", Dim), Lit("dark skin", Dim * 0.5), Lit("black 2", Dim));
        var knee = 0.35 * stride;
        Limb(0, 0.48, -knee, 0.27, 0.085, 0.065, trousers);
        Limb(-knee, 0.28, -stride, 0.03, 0.062, 0.045, trousers);
        Limb(0, 0.48, knee + (0.2 * stride), 0.26, 0.085, 0.065, trousers);
        Limb(knee + (0.2 * stride), 0.27, stride, 0.03, 0.062, 0.045, trousers);
        Limb(-stride - (0.1 * stride), 0.015, -stride + (0.3 * stride), 0.015, 0.03, 0.03, shoe);
        Limb(stride - (0.1 * stride), 0.015, stride + (0.3 * stride), 0.015, 0.03, 0.03, shoe);
        Limb(0, 0.78, 0.6 * stride, 0.5, 0.05, 0.04, inside);
        Limb(0, 0.84, 0, 0.42, 0.15, 0.175, coat);
        Limb(0, 0.8, -0.5 * stride, 0.48, 0.055, 0.045, inside);
        Limb(0, 0.88, 0, 0.82, 0.05, 0.06, skin);
        Painter.Disc(picture, foot.X + (0.04 * stride), foot.Y - (0.935 * tall), 0.055 * tall, skin);
        Painter.Disc(picture, foot.X - (0.06 * stride), foot.Y - (0.95 * tall), 0.05 * tall, hair);
    }

    private static double[] RedGlow(SpectralEye eye, double luminance)
    {
        var glow = Spectrum.Of(nm => Math.Exp(-Math.Pow((nm - 628) / 15, 2)));
        return eye.See(glow * (luminance / Observer.Xyz(glow).Y));
    }

    private double Fraction(uint index, uint purpose) => RandomWords.Fraction(_random.At(index, purpose, 0, 10).A);
}
