using Pentaprism.Capture.Randomness;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>A head with fine strands of hair before the lights of a town at night, with leaves near the lens.</summary>
/// <remarks>
/// The subject stands 1.2 m before the lens, its face turned a little to the light; lights hang between 3 and 40 m, leaves at 0.5 m. Skin and cloth
/// reflect as patches of a ColorChecker do, lights are black bodies, sodium lamps and diodes, up to 9 stops above white.
/// </remarks>
/// <param name="Seed">Makes hair and towns differ.</param>
public sealed record PortraitScene(ulong Seed) : ILayeredScene
{
    private const double Town = 30;
    private const double Leaves = 0.5;

    /// <inheritdoc/>
    public string Name => "portrait";

    /// <inheritdoc/>
    public string UsualLight => "4000K";

    /// <inheritdoc/>
    public double Subject => 1.2;

    /// <inheritdoc/>
    public IReadOnlyList<SceneLayer> Layers(double aspect)
    {
        var hair = new Hair(Seed);
        return
        [
            new SceneLayer(Town, (context, picture, _, eye) => TownAtNight(context, picture, eye)),
            .. Lights.Layers(new Philox(Seed), aspect),
            new SceneLayer(Subject + 0.06, (_, picture, light, eye) => hair.Behind(picture, light, eye)) { Bounds = Hair.Bounds },
            new SceneLayer(Subject, Bust.Paint) { Bounds = Bust.Bounds },
            new SceneLayer(Subject + 0.02, (_, picture, light, eye) => hair.Before(picture, light, eye)) { Bounds = Hair.Bounds },
            new SceneLayer(Leaves, (_, picture, light, eye) => Twig(picture, light, eye, aspect)) { Bounds = new SceneBox((-aspect / 2) - 0.16, 0.15, (-aspect / 2) + 0.42, 0.7) },
        ];
    }

    // Dark houses before a sky with some glow.
    private void TownAtNight(ProcessingContext context, ScenePicture picture, SpectralEye eye)
    {
        var noise = new GradientNoise(Seed);
        var (cold, warm) = (eye.See(Light.Of("9000K").Spectrum), eye.See(Light.Of("2500K").Spectrum));
        var random = new Philox(Seed);
        Bands.Run(context, picture.Frame.Columns, picture.Frame.Rows, (top, bottom) =>
        {
            for (var row = top; row < bottom; row++)
            {
                for (var column = 0; column < picture.Frame.Columns; column++)
                {
                    var (x, y) = picture.Frame.Place(column + 0.5, row + 0.5);
                    var house = (int)Math.Floor((x + 8) / 0.17);
                    var roof = -0.28 + (0.3 * RandomWords.Fraction(random.At((uint)house, 0, 0, 7).A));
                    var wall = 0.003 + (0.006 * RandomWords.Fraction(random.At((uint)house, 0, 0, 7).B));
                    var inside = Math.Clamp((y - roof) * 200, 0, 1);
                    var street = 0.03 * Math.Exp(-Math.Pow((y - 0.42) / 0.16, 2)) * (1 + noise.Octaves(x * 3, y * 3, 3, 0.5));
                    for (var plane = 0; plane < picture.Planes.Count; plane++)
                    {
                        picture.Planes[plane].Row(row)[column] = (float)((cold[plane] * (1 - inside) * 0.006 * Math.Exp(1.5 * y)) + (warm[plane] * inside * (wall + Math.Max(street, 0))));
                    }
                }
            }
        });
    }

    private void Twig(ScenePicture picture, Light light, SpectralEye eye, double aspect)
    {
        var (leaf, bark) = (eye.See(light.Spectrum * SpectralTable.ColorChecker["foliage"]), eye.See(light.Spectrum * SpectralTable.ColorChecker["dark skin"]));
        var random = new Philox(Seed);
        var left = (-aspect / 2) - 0.05;
        Painter.Stroke(picture, (left, 0.55), (left + 0.32, 0.28), 0.012, 0.006, bark);
        for (uint i = 0; i < 9; i++)
        {
            var (place, turn) = (RandomWords.Fraction(random.At(i, 0, 0, 8).A), (RandomWords.Fraction(random.At(i, 0, 0, 8).B) - 0.5) * 2.6);
            var (x, y) = (left + (0.32 * (i + place) / 9), 0.55 - (0.27 * (i + place) / 9));
            var (sine, cosine) = Math.SinCos(-0.7 + turn);
            double[] shade = [.. leaf.Select(value => value * (0.5 + (0.5 * place)))];
            Painter.Stroke(picture, (x, y), (x + (0.045 * cosine), y + (0.045 * sine)), 0.004, 0.032, shade);
            Painter.Stroke(picture, (x + (0.045 * cosine), y + (0.045 * sine)), (x + (0.09 * cosine), y + (0.09 * sine)), 0.032, 0.002, shade);
        }
    }

    /// <summary>The lights of a town, in rows from far to near; each is a layer, as small as it is.</summary>
    private static class Lights
    {
        private static readonly (double Distance, int Count)[] _rows = [(40, 130), (15, 60), (7, 24), (3, 10)];

        public static IEnumerable<SceneLayer> Layers(Philox random, double aspect)
        {
            for (var row = 0; row < _rows.Length; row++)
            {
                for (uint i = 0; i < _rows[row].Count; i++)
                {
                    var (place, look) = (random.At(i, (uint)row, 0, 5), random.At(i, (uint)row, 0, 6));
                    var (x, y) = ((RandomWords.Fraction(place.A) - 0.5) * (aspect + 0.2), -0.3 + (0.62 * RandomWords.Fraction(place.B)) - (0.03 * row));
                    var (radius, luminance, kind) = (0.0016 + (0.0004 * row) + (0.0012 * RandomWords.Fraction(look.C)), 40 * Math.Pow(2, 3.5 * RandomWords.Fraction(look.B)), RandomWords.Fraction(look.A));
                    yield return new SceneLayer(_rows[row].Distance, (_, picture, _, eye) => Painter.Disc(picture, x, y, radius, eye.See(Glow(kind) * luminance)))
                    {
                        Bounds = new SceneBox(x - radius, y - radius, x + radius, y + radius),
                    };
                }
            }
        }

        // Bulbs, sodium lamps and white diodes each a fifth, the rest coloured diodes.
        private static Spectrum Glow(double kind) => kind switch
        {
            < 0.2 => Light.Of("2700K").Spectrum,
            < 0.4 => Light.Of("2200K").Spectrum,
            < 0.6 => Light.Of("LED-B3").Spectrum,
            < 0.7 => Diode(630),
            < 0.8 => Diode(525),
            < 0.9 => Diode(465),
            _ => Diode(590),
        };

        private static Spectrum Diode(double peak)
        {
            var glow = Spectrum.Of(nm => Math.Exp(-Math.Pow((nm - peak) / 15, 2)));
            return glow * (0.6 / Observer.Xyz(glow).Y);
        }
    }
}
