using Pentaprism.Capture.Randomness;
using Pentaprism.Capture.Spectra;

namespace Pentaprism.Capture.Scenes;

/// <summary>Hair: thousands of strands that fall from a parting to the shoulders, and some that stand off, lit from the front and from behind.</summary>
/// <remarks>A strand is brightest where it runs across the light (J. T. Kajiya, T. L. Kay, Rendering fur with three dimensional textures, 1989). It is 80 µm wide at 1.2 m, a half-metre picture assumed.</remarks>
/// <param name="seed">Places the strands.</param>
internal sealed class Hair(ulong seed)
{
    /// <summary>What it covers at most.</summary>
    public static readonly SceneBox Bounds = new(-0.34, -0.42, 0.38, 0.44);

    private const double Width = 0.00028;
    private const int Pieces = 20;
    private const double CrownX = 0.045;
    private const double MiddleX = 0.014;
    private const double MiddleY = -0.055;

    private readonly Philox _random = new(seed);

    /// <summary>Paints what falls behind the head, and what stands off from it.</summary>
    public void Behind(ScenePicture picture, Light light, SpectralEye eye)
    {
        var colours = new Colours(light, eye);
        Painter.Disc(picture, MiddleX, MiddleY - 0.03, 0.15, colours.Of(0.1));
        for (uint i = 0; i < 5200; i++)
        {
            Strand(picture, colours, i, 0.08 + (0.1 * Fraction(i, 0)), 0.17 + (0.045 * Fraction(i, 8)), 0.28 + (0.12 * Fraction(i, 1)), 0.7);
        }

        for (uint i = 6000; i < 6220; i++)
        {
            Stray(picture, colours, i);
        }
    }

    /// <summary>Paints what falls before the head: over the crown and along the temples.</summary>
    public void Before(ScenePicture picture, Light light, SpectralEye eye)
    {
        var colours = new Colours(light, eye);
        for (uint i = 10_000; i < 15_000; i++)
        {
            var outward = Math.Sqrt(Fraction(i, 0));
            Strand(picture, colours, i, 0.095 + (0.075 * outward), 0.115 + (0.095 * outward), 0.08 + (0.3 * Fraction(i, 1)), 1);
        }
    }

    // From the parting over the round of the head, and from the temple down, with waves; the ends turn in.
    private void Strand(ScenePicture picture, Colours colours, uint index, double width, double height, double end, double strength)
    {
        var side = index % 2 == 0 ? -1 : 1;
        var (wave, phase, tone) = (0.005 * Fraction(index, 5), 6.28 * Fraction(index / 40, 6), Fraction(index, 7));
        var parting = CrownX * (1 - (0.5 * Fraction(index, 2)));
        Draw(picture, colours, t =>
        {
            const double Round = 0.45;
            var turn = Math.Min(t / Round, 1) * Math.PI / 2;
            var down = Math.Max(t - Round, 0) / (1 - Round);
            var x = double.Lerp(parting, MiddleX, Math.Sin(turn)) + (side * width * Math.Sin(turn)) - (side * 0.035 * down * down) + (wave * Math.Sin((9 * t) + phase) * Math.Sin(turn));
            return (x, MiddleY - (height * Math.Cos(turn)) + (down * (end - MiddleY)));
        }, tone, side, strength);
    }

    private void Stray(ScenePicture picture, Colours colours, uint index)
    {
        var angle = Math.PI * (1.02 + (0.96 * Fraction(index, 0)));
        var (startX, startY) = (MiddleX + (0.15 * Math.Cos(angle)), MiddleY + (0.2 * Math.Sin(angle)));
        var (length, bend, lift) = (0.03 + (0.11 * Fraction(index, 1)), 2.5 * (Fraction(index, 2) - 0.5), 0.9 * (Fraction(index, 3) - 0.5));
        Draw(picture, colours, t =>
        {
            var direction = angle + lift + (bend * t);
            return (startX + (length * t * Math.Cos(direction)), startY + (length * t * Math.Sin(direction)) + (0.05 * t * t));
        }, Fraction(index, 4), 0, 1.5);
    }

    private static void Draw(ScenePicture picture, Colours colours, Func<double, (double X, double Y)> at, double tone, int side, double strength)
    {
        var from = at(0);
        for (var piece = 1; piece <= Pieces + 1; piece++)
        {
            // Strands bend at places of their own.
            var to = at(Math.Min((piece - tone) / Pieces, 1));
            var (dx, dy) = (to.X - from.X, to.Y - from.Y);
            var length = Math.Max(double.Hypot(dx, dy), 1e-9);

            // Sine of the angle between strand and lamp: the lamp stands upper left, another behind on the right.
            var alongKey = ((-0.62 * dx) + (-0.5 * dy)) / length;
            var alongRim = ((0.8 * dx) + (-0.35 * dy)) / length;
            var facing = Math.Clamp(1 - (3.2 * Math.Max(from.X - 0.02, 0)), 0.25, 1) * (side > 0 ? 0.6 : 1);
            var shine = (0.3 * facing * Math.Sqrt(1 - (alongKey * alongKey))) + (0.5 * facing * Math.Pow(1 - (alongKey * alongKey), 14));
            var rim = from.X > 0.1 || side == 0 ? 0.9 * Math.Pow(1 - (alongRim * alongRim), 3) : 0;
            Painter.Stroke(picture, from, to, Width * (0.7 + (0.6 * tone)), Width * (0.7 + (0.6 * tone)), colours.Of(strength * (0.1 + shine + (0.4 * rim)) * (0.4 + tone)));
            from = to;
        }
    }

    private double Fraction(uint index, uint purpose) => RandomWords.Fraction(_random.At(index, purpose, 0, 9).A);

    // Brown hair; its polish has the colour of the light.
    private sealed class Colours(Light light, SpectralEye eye)
    {
        private readonly double[] _brown = eye.See(light.Spectrum * (SpectralTable.ColorChecker["dark skin"] * 0.9));
        private readonly double[] _gold = eye.See(light.Spectrum * (SpectralTable.ColorChecker["light skin"] * 0.8));

        public double[] Of(double brightness) =>
            [.. _brown.Zip(_gold, (brown, gold) => brightness * double.Lerp(brown, gold, Math.Clamp(brightness - 0.15, 0, 1)))];
    }
}
