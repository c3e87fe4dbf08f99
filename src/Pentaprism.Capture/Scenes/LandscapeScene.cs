using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>A landscape with detail at all scales: sky with clouds, ridges that fade into the haze, a meadow down to single blades.</summary>
/// <remarks>
/// Shapes and textures are sums of gradient noise in octaves, from a third of the picture down to a pixel; each octave has 0.55 of the amplitude of
/// the one before, so that the spectrum falls as that of natural scenes does. Leaves and grass reflect as the green patches of a ColorChecker do.
/// </remarks>
/// <param name="Seed">Makes landscapes differ.</param>
public sealed record LandscapeScene(ulong Seed) : IScene
{
    private const double Persistence = 0.55;
    private const int Ridges = 4;

    /// <inheritdoc/>
    public string Name => "landscape";

    /// <inheritdoc/>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(eye);
        var frame = picture.Frame;
        var noise = new GradientNoise(Seed);
        double[] Surface(string patch) => eye.See(light.Spectrum * SpectralTable.ColorChecker[patch]);
        var (sky, cloud, haze) = (Surface("blue sky"), Surface("white 9.5"), Surface("neutral 6.5"));
        var (leaves, grass, straw, soil) = (Surface("foliage"), Surface("yellow green"), Surface("orange yellow"), Surface("dark skin"));
        var octaves = (int)Math.Ceiling(Math.Log2(frame.Height / 3.0));
        var lines = Enumerable.Range(0, Ridges).Select(ridge => Enumerable.Range(0, frame.Columns).Select(column => Line(noise, ridge, (column + 0.5 - frame.Column(0)) / frame.Height)).ToArray()).ToArray();
        Bands.Run(context, frame.Columns, frame.Rows, 16, (top, bottom) =>
        {
            Span<double> colour = stackalloc double[picture.Planes.Count];
            Span<double> land = stackalloc double[picture.Planes.Count];
            for (var row = top; row < bottom; row++)
            {
                var y = (row + 0.5 - frame.Row(0)) / frame.Height;
                for (var column = 0; column < frame.Columns; column++)
                {
                    var x = (column + 0.5 - frame.Column(0)) / frame.Height;
                    var first = FirstSeen(lines, column, y, frame.Height);
                    if (first < 0)
                    {
                        var clouds = Math.Clamp((2.2 * noise.Octaves(x * 1.5, y * 4, 7, Persistence)) + 0.2, 0, 1);
                        Set(colour, sky, cloud, clouds, 1.5 + (0.8 * y));
                    }

                    // From the farthest ridge that is not hidden to the nearest; only at a rim are there two.
                    for (var ridge = Math.Max(first, 0); ridge < Ridges; ridge++)
                    {
                        var cover = Cover(lines[ridge][column], y, frame.Height);
                        if (cover <= 0)
                        {
                            continue;
                        }

                        var nearness = ridge / (Ridges - 1.0);
                        var texture = noise.Octaves((x * 9) + (ridge * 17), y * (ridge == Ridges - 1 ? 24 : 12), Math.Max(octaves - 3, 1), Persistence);
                        var shade = Math.Clamp(0.75 + (1.3 * texture), 0.05, 1.8);
                        var (a, b) = ridge == Ridges - 1 ? (grass, straw) : (leaves, soil);
                        Set(land, a, b, Math.Clamp(0.35 + (1.2 * noise.Octaves(x * 5, (y * 5) + 40 + ridge, 6, Persistence)), 0, 1), shade * (0.5 + (0.5 * nearness)));
                        for (var i = 0; i < colour.Length; i++)
                        {
                            colour[i] = double.Lerp(colour[i], double.Lerp(haze[i], land[i], 0.25 + (0.75 * nearness)), cover);
                        }
                    }

                    for (var plane = 0; plane < colour.Length; plane++)
                    {
                        picture.Planes[plane].Row(row)[column] = (float)colour[plane];
                    }
                }
            }
        });
    }

    private static void Set(Span<double> colour, double[] a, double[] b, double mix, double factor)
    {
        for (var i = 0; i < colour.Length; i++)
        {
            colour[i] = double.Lerp(a[i], b[i], mix) * factor;
        }
    }

    // The nearest ridge that covers a place wholly; −1 where none does.
    private static int FirstSeen(double[][] lines, int column, double y, int height)
    {
        var ridge = Ridges - 1;
        while (ridge >= 0 && Cover(lines[ridge][column], y, height) < 1)
        {
            ridge--;
        }

        return ridge;
    }

    // A rim is one pixel wide.
    private static double Cover(double line, double y, int height) => Math.Clamp(((y - line) * height) + 0.5, 0, 1);

    private static double Line(GradientNoise noise, int ridge, double x) =>
        -0.18 + (0.13 * ridge) + ((0.2 - (0.04 * ridge)) * noise.Octaves((x * (1 + (0.6 * ridge))) + (31 * ridge), 3 + ridge, 10, 0.5));
}
