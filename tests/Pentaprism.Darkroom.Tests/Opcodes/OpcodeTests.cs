using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Darkroom.Tests.Linearise;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Opcodes;

public sealed class OpcodeTests
{
    private const int Width = 21;
    private const int Height = 15;

    [Fact]
    public void A_table_is_interpolated_and_held_at_its_end()
    {
        var canvas = Canvas(1, (x, _) => x / 65535f * 0.5f);
        Apply(canvas, new MapTableOpcode(Frames.Everything(Width, Height), [100, 200, 400]));
        Assert.Equal(100 / 65535.0, canvas.Planes[0][0, 0], 1e-9);
        Assert.Equal(150 / 65535.0, canvas.Planes[0][1, 0], 1e-9);
        Assert.Equal(300 / 65535.0, canvas.Planes[0][3, 0], 1e-9);
        Assert.Equal(400 / 65535.0, canvas.Planes[0][20, 14], 1e-9);
    }

    [Fact]
    public void A_polynomial_moves_the_clip_level_and_goes_on_straight_above_it()
    {
        var canvas = Canvas(1, (x, _) => (x - 5) / 10f);
        Apply(canvas, new MapPolynomialOpcode(Frames.Everything(Width, Height), [0.1, 0.5, 0.25]));
        double Truth(double v) => v < 0 ? 0.1 + (0.5 * v) : v > 1 ? 0.85 + (1.0 * (v - 1)) : 0.1 + (0.5 * v) + (0.25 * v * v);
        for (var x = 0; x < Width; x++)
        {
            Assert.Equal(Truth((x - 5) / 10.0), canvas.Planes[0][x, 4], 1e-5);
        }

        Assert.Equal(0.85, canvas.Gain![3, 3], 1e-6);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Rows_and_columns_take_their_own_number(bool byColumn, bool isScale)
    {
        var canvas = Canvas(3, (_, _) => 0.5f);
        var area = new OpcodeArea(3, 2, 12, 19, 1, 2, 2, 3);
        var count = byColumn ? 6 : 5;
        Apply(canvas, new RowColumnOpcode(area, byColumn, isScale, [.. Enumerable.Range(1, count).Select(i => i * 0.25f)]));
        for (var plane = 0; plane < 3; plane++)
        {
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    var inside = plane >= 1 && y is >= 3 and < 12 && x is >= 2 and < 19 && (y - 3) % 2 == 0 && (x - 2) % 3 == 0;
                    var value = 0.25f * ((byColumn ? (x - 2) / 3 : (y - 3) / 2) + 1);
                    Assert.Equal(!inside ? 0.5f : isScale ? 0.5f * value : 0.5f + value, canvas.Planes[plane][x, y]);
                }
            }
        }

        Assert.Equal(isScale ? 0.25f : 1.25f, canvas.Gain![2, 3]);
        Assert.Equal(1f, canvas.Gain[2, 4]);
    }

    [Fact]
    public void The_last_plane_of_a_map_serves_all_further_planes()
    {
        var canvas = Canvas(3, (_, _) => 1);
        var area = new OpcodeArea(0, 0, Height, Width, 0, 3, 1, 1);
        Apply(canvas, new GainMapOpcode(area, 1, 1, 1, 1, 0, 0, 2, [2, 3]));
        Assert.Equal([2f, 3f, 3f], canvas.Planes.Select(plane => plane[20, 14]));
        Assert.Equal(3, canvas.Gain![0, 0]);
    }

    [Fact]
    public void A_map_with_an_origin_holds_its_edge_gain_outside()
    {
        var canvas = Canvas(1, (_, _) => 1);
        Apply(canvas, new GainMapOpcode(Frames.Everything(Width, Height), 2, 2, 0.5, 0.25, 0.25, 0.5, 1, [1, 2, 3, 4]));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var u = Math.Clamp((((x + 0.5) / Width) - 0.5) / 0.25, 0, 1);
                var v = Math.Clamp((((y + 0.5) / Height) - 0.25) / 0.5, 0, 1);
                Assert.Equal(1 + u + (2 * v), canvas.Planes[0][x, y], 1e-5);
            }
        }
    }

    [Fact]
    public void Radial_falloff_is_undone_in_all_planes_and_recorded()
    {
        var canvas = Canvas(3, (_, _) => 2);
        Apply(canvas, new FixVignetteRadialOpcode(0.4, -0.2, 0.1, 0.05, 0.02, 0.3, 0.6));
        var (cx, cy) = (0.3 * (Width - 1), 0.6 * (Height - 1));
        var m2 = Math.Pow(Width - 1 - cx, 2) + Math.Pow(cy, 2);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var r2 = (Math.Pow(x - cx, 2) + Math.Pow(y - cy, 2)) / m2;
                var gain = 1 + (0.4 * r2) - (0.2 * r2 * r2) + (0.1 * Math.Pow(r2, 3)) + (0.05 * Math.Pow(r2, 4)) + (0.02 * Math.Pow(r2, 5));
                Assert.Equal(2 * gain, canvas.Planes[2][x, y], 1e-5);
                Assert.Equal(gain, canvas.Gain![x, y], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bad_photosites_are_filled_from_their_own_colour(int phase)
    {
        // Each colour is a plane of its own slope, so that any mix of colours would show.
        var cfa = CfaPattern.Bayer(new[] { "RGGB", "GRBG", "GBRG", "BGGR" }[phase]);
        float Truth(int x, int y) => (cfa[x, y] * 100) + x + (2 * y);
        var bad = new[] { (0, 0), (4, 6), (4, 7), (5, 6), (14, 20), (8, 3) };
        var canvas = Canvas(1, (x, y) => bad.Contains((y, x)) ? 999 : Truth(x, y), cfa);
        Apply(canvas, new FixBadPixelsListOpcode(phase, [.. bad, (99, 99)], [(10, 10, 12, 11)]));
        foreach (var (y, x) in bad.Skip(1).Append((10, 10)).Where(at => at is not (14, 20)))
        {
            Assert.Equal(Truth(x, y), canvas.Planes[0][x, y], 1e-3);
        }

        // In a corner only a mean of one side is to be had.
        Assert.InRange(canvas.Planes[0][0, 0], Truth(0, 0), Truth(0, 0) + 7);
        Assert.InRange(canvas.Planes[0][20, 14], Truth(20, 14) - 7, Truth(20, 14));
    }

    [Fact]
    public void Photosites_that_hold_the_bad_code_are_filled()
    {
        var canvas = Canvas(1, (x, y) => (x, y) is (6, 6) or (10, 3) ? 0 : 500 + x, null, true);
        Apply(canvas, new FixBadPixelsConstantOpcode(0, 0));
        Assert.Equal(506, canvas.Planes[0][6, 6], 1e-3);
        Assert.Equal(510, canvas.Planes[0][10, 3], 1e-3);
    }

    [Fact]
    public void A_bad_photosite_on_an_edge_is_filled_along_it()
    {
        var canvas = Canvas(1, (x, y) => (x, y) == (10, 8) ? 50 : x < 10 ? 0 : 1);
        Apply(canvas, new FixBadPixelsListOpcode(0, [(8, 10)], []));
        Assert.Equal(1, canvas.Planes[0][10, 8]);
    }

    [Fact]
    public void Warping_a_mosaic_is_refused()
    {
        var canvas = Canvas(1, (_, _) => 1);
        var warp = new WarpRectilinearOpcode([new WarpCoefficients(1, 0, 0, 0, 0, 0)], 0.5, 0.5);
        var problem = Assert.Throws<ImageFileException>(() => Apply(canvas, warp));
        Assert.Contains("OpcodeList2", problem.Message, StringComparison.Ordinal);
        Apply(canvas, warp with { IsOptional = true });
    }

    private static void Apply(OpcodeCanvas canvas, Opcode opcode) => OpcodeApplier.Apply(canvas, [opcode], Frames.Context(2));

    private static OpcodeCanvas Canvas(int planes, Func<int, int, float> value, CfaPattern? cfa = null, bool codes = false)
    {
        var made = new Plane<float>[planes];
        for (var p = 0; p < planes; p++)
        {
            made[p] = new Plane<float>(Width, Height);
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    made[p][x, y] = value(x, y);
                }
            }
        }

        return new OpcodeCanvas { Planes = made, Cfa = planes == 1 ? cfa ?? CfaPattern.Rggb : null, HoldsCodes = codes, ListName = "OpcodeList2" };
    }
}
