using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Tests.Burst;
using Pentaprism.Darkroom.Tests.Denoise;
using Pentaprism.Darkroom.Tests.SmallLights;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Night;

/// <summary>A hand-held burst of stars over a town with lit windows, from files to the picture.</summary>
public sealed class NightBurstTests : IDisposable
{
    private const int Width = 280;
    private const int Height = 240;
    private const int Roofs = 150;
    private static readonly (double X, double Y)[] _places = [(0, 0), (2.3, -1.6), (-3.2, 2.4), (4.7, 0.5), (1.1, 3.3)];

    private readonly Bursts _bursts = new();
    private readonly List<(double X, double Y, double Peak)> _stars = StarField.Stars(Width, Roofs, 0.2, 0.4, 0.8);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Stars_survive_defects_trust_merge_and_denoising(bool isMoved)
    {
        (double X, double Y)[] places = [.. _places.Select(place => isMoved ? place : (0, 0))];
        string[] files = [.. places.Select((place, i) => Frame(i, place))];
        var (mode, night) = Fluxes(files, places, BurstMode.Auto);
        Assert.Equal(BurstMode.Night, mode);
        foreach (var group in night.GroupBy(star => star.Peak))
        {
            Assert.InRange(group.Average(star => star.Flux), 0.85, 1.2);
        }

        // Without the settings of a night the faint ones suffer; a burst that stood still is not resampled and keeps a little more of them.
        var ordinary = Fluxes(files, places, BurstMode.Burst).Stars.Where(star => star.Peak == 0.2).Average(star => star.Flux);
        Assert.InRange(ordinary, -0.1, isMoved ? 0.6 : 0.7);
    }

    [Fact]
    public void The_exposure_of_a_night_rises_by_no_more_than_is_allowed_and_is_that_of_a_single_frame()
    {
        string[] files = [.. _places.Take(3).Select((place, i) => Frame(i, place))];
        var (burst, frame) = (Brightness(files, BurstMode.Auto), Brightness(files[..1], BurstMode.Auto));
        Assert.InRange(burst / frame, 0.9, 1.1);
        Assert.True(burst * 1.15 < Brightness(files, BurstMode.Burst), "a night picture is darker than one that is lifted freely");
    }

    public void Dispose() => _bursts.Dispose();

    private (BurstMode Mode, List<(double Peak, double Flux)> Stars) Fluxes(string[] files, (double X, double Y)[] shifts, BurstMode mode)
    {
        var recipe = new Recipe
        {
            Burst = new() { Mode = mode, Reference = 1 },
            Render = Rendering.Scene,
            Sharpening = new() { Strength = 0 },
            Finish = new() { Samples = SampleKind.Float },
        };
        using var developed = BurstDeveloper.Develop(files, recipe, null, Bursts.Context, TimeProvider.System);
        Assert.All(developed.Report.Frames.Index(), frame => Assert.Equal(shifts[frame.Index].X, frame.Item.ShiftX ?? double.NaN, 0.2));
        var floats = developed.Picture.Picture.Floats!;
        using var green = new Plane<float>(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                green[x, y] = floats[(3 * x) + 1, y];
            }
        }

        return (developed.Report.Mode, [.. _stars.Select(star => (star.Peak, StarField.Measure(green, 1, star).Flux))]);
    }

    private static double Brightness(string[] files, BurstMode mode)
    {
        var recipe = new Recipe { Burst = new() { Mode = mode, Reference = 1 }, Finish = new() { Samples = SampleKind.Float, IsLinear = true } };
        using var developed = BurstDeveloper.Develop(files, recipe, null, Bursts.Context, TimeProvider.System);
        var samples = developed.Picture.Picture.Floats!.Samples.ToArray();
        Array.Sort(samples);
        return samples[samples.Length / 2];
    }

    private string Frame(int number, (double X, double Y) place)
    {
        var random = new Random(10 + number);
        var metadata = Bursts.Metadata(Width, Height) with
        {
            Noise = new NoiseModel(StarField.Noise),
            Colour = new CameraColour { AsShotNeutral = Vector3d.One },
            Exif = new ExifData { ExposureSeconds = 1 / 30.0, Iso = 3200, FNumber = 1.8 },
        };
        return _bursts.Dng($"f{number}.dng", metadata, Bursts.Codes(Width, Height, (x, y) =>
        {
            var light = Light(x - place.X, y - place.Y);
            return (int)Math.Round(64 + (959 * (light + (NoisyMosaics.Gauss(random) * Math.Sqrt(StarField.Noise.Variance(light))))));
        }));
    }

    // Windows of 5 × 7 samples with soft edges, each as bright as chance has it.
    private double Light(double x, double y)
    {
        if (y < Roofs)
        {
            return StarField.Light(_stars, x, y);
        }

        var (column, row) = ((int)Math.Floor(x / 12), (int)Math.Floor(y / 15));
        var shade = 0.3 * Math.Max(0, new Random((column * 31) + (row * 1009)).NextDouble() - 0.4);
        double Inside(double place, double period, double size) => Math.Clamp((size / 2) - Math.Abs((place - (Math.Floor(place / period) * period)) - (period / 2)) + 0.5, 0, 1);
        return StarField.Sky + (shade * Inside(x, 12, 5) * Inside(y, 15, 7));
    }
}
