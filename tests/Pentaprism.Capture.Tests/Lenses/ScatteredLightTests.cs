using Pentaprism.Capture.Lenses;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests.Lenses;

public sealed class ScatteredLightTests
{
    private const double Share = 0.02;

    [Theory]
    [InlineData(-2.1)]
    [InlineData(-2.5)]
    [InlineData(-4)]
    public void The_tail_is_a_sum_of_Gaussians_whose_light_is_one(double slope)
    {
        var profile = new ScatterProfile(Share, 7, slope);
        double[] sigmas = [.. Enumerable.Range(-12, 2000).Select(i => 7 * Math.Pow(2, i / 2.0)).TakeWhile(double.IsFinite)];

        Assert.Equal(1, sigmas.Sum(profile.Weight), 1e-4);
        Assert.Equal(sigmas.Where(sigma => sigma < 8).Sum(profile.Weight), profile.WeightUpTo(7), 1e-6);
        foreach (var distance in new[] { 0, 1, 7, 40, 1000.0 })
        {
            var sum = sigmas.Sum(sigma => profile.Weight(sigma) / (2 * Math.PI * sigma * sigma) * Math.Exp(-distance * distance / (2 * sigma * sigma)));
            Assert.Equal(1, sum / profile.Density(distance), 1e-4);
        }
    }

    [Fact]
    public void The_light_within_a_distance_is_the_integral_of_the_density()
    {
        var profile = new ScatterProfile(Share, 5, -2.5);
        var sum = 0.0;
        for (var r = 0.005; r < 60; r += 0.01)
        {
            sum += profile.Density(r) * 2 * Math.PI * r * 0.01;
        }

        Assert.Equal(profile.Inside(60), sum, 1e-4);
    }

    // Lamps at places that lie differently to the coarser copies.
    [Theory]
    [InlineData(2.4, -2.5, 300, 200)]
    [InlineData(4.7, -2.5, 301, 203)]
    [InlineData(4.7, -2.1, 303, 201)]
    [InlineData(20, -2.5, 310, 199)]
    [InlineData(20, -3.5, 297, 190)]
    public void A_lamp_has_the_tail_of_the_formula(double shoulder, double slope, int column, int row)
    {
        var profile = new ScatterProfile(Share, shoulder, slope);
        var picture = new Plane<float>(640, 420);
        picture[column, row] = 1e6f;
        var mean = 1e6 / (640 * 420);

        new ScatteredLight(profile).Scatter(ProcessingContext.Create(), picture, mean);

        // All but the scattered share stays, and a little of that.
        Assert.Equal(1 - Share, (picture[column, row] - (1e6 * Share * profile.Density(0))) / 1e6, 0.0005);

        // Nearer the lamp the narrowest Gaussians lie in one.
        foreach (var distance in new[] { 5, 10, 30, 50, 90.0, 150 }.Where(distance => distance > 2 * shoulder))
        {
            for (var degrees = 0; degrees < 360; degrees += 15)
            {
                var (x, y) = ((int)Math.Round(distance * Math.Cos(degrees * Math.PI / 180)), (int)Math.Round(distance * Math.Sin(degrees * Math.PI / 180)));

                // What lies beyond the picture is as bright as its mean.
                var beyond = mean * (1 - Inside(profile, column + x + 0.5, row + y + 0.5, picture));
                var truth = Share * ((1e6 * profile.Density(double.Hypot(x, y))) + beyond);
                Assert.Equal(1, picture[column + x, row + y] / truth, 0.01);
            }
        }
    }

    [Fact]
    public void No_light_is_lost_but_what_falls_beside_the_picture()
    {
        var profile = new ScatterProfile(Share, 4, -2.5);
        var picture = new Plane<float>(512, 512);
        picture[256, 256] = 1e6f;
        var mean = 1e6 / (512 * 512);

        new ScatteredLight(profile).Scatter(ProcessingContext.Create(), picture, mean);

        // From beyond the picture comes as much as goes there of a lamp that would stand anywhere.
        var stays = Inside(profile, 256.5, 256.5, picture);
        var comes = Enumerable.Range(0, 32 * 32).Average(i => 1 - Inside(profile, 8 + (16 * (i % 32)), 8 + (16 * (i / 32)), picture));
        var sum = picture.Samples.ToArray().Sum(sample => (double)sample);
        Assert.Equal(1 - (Share * (1 - stays - comes)), sum / 1e6, 1e-4);
    }

    [Fact]
    public void An_even_surface_stays_even_and_no_pixel_is_darker_than_without_scatter()
    {
        var scattered = new ScatteredLight(new ScatterProfile(Share, 3, -2.5));
        var even = new Plane<float>(301, 203);
        even.Samples.Fill(0.7f);
        scattered.Scatter(ProcessingContext.Create(), even, 0.7);
        Assert.All(even.Samples.ToArray(), sample => Assert.Equal(0.7, sample, 1e-6));

        var street = new Plane<float>(301, 203);
        street.Samples.Fill(0.01f);
        street[5, 100] = 4000;
        var mean = street.Samples.ToArray().Average(sample => (double)sample);
        scattered.Scatter(ProcessingContext.Create(), street, mean);
        Assert.All(street.Samples.ToArray(), sample => Assert.True(sample >= 0.01f * (1 - Share)));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var random = new Random(1);
        var one = new Plane<float>(700, 500);
        foreach (ref var sample in one.Samples)
        {
            sample = random.Next(100) == 0 ? 1000 : random.NextSingle();
        }

        var many = new Plane<float>(700, 500);
        one.Samples.CopyTo(many.Samples);
        var scattered = new ScatteredLight(new ScatterProfile(Share, 6, -2.5));

        scattered.Scatter(ProcessingContext.Create() with { Workers = 1 }, one, 10);
        scattered.Scatter(ProcessingContext.Create() with { Workers = 7 }, many, 10);

        Assert.True(one.Samples.SequenceEqual(many.Samples));
    }

    // The share of the scattered light of a point in a picture that falls into it: in each direction what lies before the border.
    private static double Inside(ScatterProfile profile, double column, double row, Plane<float> picture)
    {
        const int Directions = 720;
        return Enumerable.Range(0, Directions).Average(i =>
        {
            var (sine, cosine) = Math.SinCos((i + 0.5) * 2 * Math.PI / Directions);
            var across = ((cosine > 0 ? picture.Width : 0) - column) / cosine;
            var down = ((sine > 0 ? picture.Height : 0) - row) / sine;
            return profile.Inside(Math.Min(across, down));
        });
    }
}
