using Pentaprism.Darkroom.Colour;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Colour;

public sealed class HueSatTableStageTests
{
    [Theory]
    [InlineData(1, 2, 1, false, false)]
    [InlineData(6, 4, 1, false, false)]
    [InlineData(90, 30, 1, true, false)]
    [InlineData(36, 8, 16, true, true)]
    [InlineData(5, 3, 2, false, true)]
    public void Table_equals_the_specification_written_out(int hues, int saturations, int values, bool encoded, bool clips)
    {
        var random = new Random(7);
        var table = new HueSatTable(hues, saturations, values,
            [.. Enumerable.Range(0, hues * saturations * values).SelectMany(_ => new[] { (random.NextSingle() - 0.5f) * 60, 0.5f + random.NextSingle(), 0.7f + (0.6f * random.NextSingle()) })]);
        using var image = Pictures.Noise(1100, 4, 5);
        using var original = Pictures.Noise(1100, 4, 5);
        HueSatTableStage.Apply(image.Pixels, table, encoded, clips, Pictures.Context);
        for (var i = 0; i < 4400; i++)
        {
            var (r, g, b) = (original.Pixels.Red.Samples[i], original.Pixels.Green.Samples[i], original.Pixels.Blue.Samples[i]);
            var (wr, wg, wb) = Truth(table, encoded, clips, r, g, b);
            Assert.Equal(wr, image.Pixels.Red.Samples[i], 2e-4);
            Assert.Equal(wg, image.Pixels.Green.Samples[i], 2e-4);
            Assert.Equal(wb, image.Pixels.Blue.Samples[i], 2e-4);
        }
    }

    [Fact]
    public void Hue_shift_of_120_degrees_turns_red_into_green()
    {
        var table = new HueSatTable(1, 2, 1, [120, 1, 1, 120, 1, 1]);
        using var image = Pictures.Flat(new Vector3d(0.8, 0.1, 0.1), 3, 1);
        HueSatTableStage.Apply(image.Pixels, table, false, false, Pictures.Context);
        Assert.Equal(0.1f, image.Pixels.Red[0, 0], 1e-5f);
        Assert.Equal(0.8f, image.Pixels.Green[0, 0], 1e-5f);
        Assert.Equal(0.1f, image.Pixels.Blue[0, 0], 1e-5f);
    }

    [Fact]
    public void Greys_stay_and_so_does_what_is_all_below_zero()
    {
        var table = new HueSatTable(1, 2, 1, [90, 0.5f, 1, 90, 0.5f, 1]);
        using var image = Pictures.Make(2, 1, (x, _, c) => x == 0 ? 0.4f : -0.01f * (c + 1));
        HueSatTableStage.Apply(image.Pixels, table, false, false, Pictures.Context);
        Assert.Equal((0.4f, 0.4f, 0.4f), (image.Pixels.Red[0, 0], image.Pixels.Green[0, 0], image.Pixels.Blue[0, 0]));
        Assert.Equal((-0.01f, -0.02f, -0.03f), (image.Pixels.Red[1, 0], image.Pixels.Green[1, 0], image.Pixels.Blue[1, 0]));
    }

    [Fact]
    public void Noise_around_zero_does_not_tear_saturated_colours_apart()
    {
        var table = new HueSatTable(1, 2, 1, [25, 1, 1, 25, 1.2f, 1]);
        using var image = Pictures.Make(2, 1, (x, _, c) => c switch { 0 => x == 0 ? -1e-4f : 1e-4f, 1 => 0.02f, _ => 0.6f });
        HueSatTableStage.Apply(image.Pixels, table, false, false, Pictures.Context);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(image.Pixels[c][0, 0], image.Pixels[c][1, 0], 5e-4f);
        }
    }

    [Fact]
    public void Values_above_one_are_kept_unless_clipped()
    {
        var table = new HueSatTable(1, 2, 1, [0, 1, 1, 0, 1, 1]);
        using var kept = Pictures.Flat(new Vector3d(3, 2, 1), 1, 1);
        using var clipped = Pictures.Flat(new Vector3d(3, 2, 1), 1, 1);
        HueSatTableStage.Apply(kept.Pixels, table, false, false, Pictures.Context);
        HueSatTableStage.Apply(clipped.Pixels, table, false, true, Pictures.Context);
        Assert.Equal(3, kept.Pixels.Red[0, 0], 1e-5f);
        Assert.Equal(1, clipped.Pixels.Red[0, 0], 1e-6f);
        Assert.Equal(1f / 3, clipped.Pixels.Blue[0, 0], 1e-5f);
    }

    [Fact]
    public void Identity_on_the_working_space_comes_back()
    {
        var table = new HueSatTable(6, 2, 1, [.. Enumerable.Repeat(new float[] { 0, 1, 1 }, 12).SelectMany(e => e)]);
        using var image = Pictures.Noise(700, 3, 9);
        using var original = Pictures.Noise(700, 3, 9);
        HueSatTableStage.ApplyToWorking(image.Pixels, table, true, false, Pictures.Context);
        for (var i = 0; i < 2100; i++)
        {
            Assert.Equal(original.Pixels.Green.Samples[i], image.Pixels.Green.Samples[i], 1e-5f);
        }
    }

    [Fact]
    public void Bands_and_workers_do_not_change_a_bit()
    {
        var random = new Random(3);
        var table = new HueSatTable(12, 5, 3, [.. Enumerable.Range(0, 180).SelectMany(_ => new[] { random.NextSingle() * 10, 0.8f + random.NextSingle(), 1f })]);
        using var one = Pictures.Noise(301, 150, 11);
        using var two = Pictures.Noise(301, 150, 11);
        HueSatTableStage.Apply(one.Pixels, table, true, false, Pictures.Context with { Workers = 1 });
        HueSatTableStage.Apply(two.Pixels, table, true, false, Pictures.Context with { Workers = 4 });
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.True(one.Pixels[colour].Samples.SequenceEqual(two.Pixels[colour].Samples));
        }
    }

    private static (double R, double G, double B) Truth(HueSatTable table, bool encoded, bool clips, double r, double g, double b)
    {
        // What lies below zero passes by the table.
        if (Math.Min(r, Math.Min(g, b)) < 0)
        {
            var (tr, tg, tb) = Truth(table, encoded, clips, Math.Max(r, 0), Math.Max(g, 0), Math.Max(b, 0));
            return (tr + Math.Min(r, 0), tg + Math.Min(g, 0), tb + Math.Min(b, 0));
        }

        double max = Math.Max(r, Math.Max(g, b)), range = max - Math.Min(r, Math.Min(g, b));
        var h = range == 0 ? 0 : max == r ? (g - b) / range : max == g ? 2 + ((b - r) / range) : 4 + ((r - g) / range);
        h = h < 0 ? h + 6 : h;
        var s = max == 0 ? 0 : range / max;
        var v = encoded ? TransferFunction.Srgb.Encode(max) : max;
        var entry = Interpolate(table, h * table.Hues / 6, s * (table.Saturations - 1), Math.Clamp(v, 0, 1) * (table.Values - 1));
        h += entry[0] * 6 / 360;
        h -= 6 * Math.Floor(h / 6);
        s = Math.Min(1, s * entry[1]);
        v *= entry[2];
        v = encoded ? TransferFunction.Srgb.Decode(v) : v;
        v = clips ? Math.Min(v, 1) : v;
        var (p, f) = (v * (1 - s), h - Math.Floor(h));
        var (q, t) = (v * (1 - (s * f)), v * (1 - (s * (1 - f))));
        return (int)h switch
        {
            0 or 6 => (v, t, p),
            1 => (q, v, p),
            2 => (p, v, t),
            3 => (p, q, v),
            4 => (t, p, v),
            _ => (v, p, q),
        };
    }

    private static double[] Interpolate(HueSatTable table, double h, double s, double v)
    {
        var result = new double[3];
        for (var corner = 0; corner < 8; corner++)
        {
            var weight = Share(h, corner & 1) * Share(s, (corner >> 1) & 1) * Share(v, corner >> 2);
            var hi = ((int)h + (corner & 1)) % table.Hues;
            var si = Math.Min((int)s + ((corner >> 1) & 1), table.Saturations - 1);
            var vi = Math.Min((int)v + (corner >> 2), table.Values - 1);
            for (var k = 0; k < 3; k++)
            {
                result[k] += weight * table.Entries[(((((vi * table.Hues) + hi) * table.Saturations) + si) * 3) + k];
            }
        }

        return result;
    }

    private static double Share(double at, int side) => side == 0 ? 1 - (at - Math.Floor(at)) : at - Math.Floor(at);
}
