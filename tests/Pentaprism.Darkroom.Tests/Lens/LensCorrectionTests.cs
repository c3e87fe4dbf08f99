using Pentaprism.Darkroom.Lens;
using Pentaprism.Darkroom.Tests.Linearise;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Lens;

public sealed class LensCorrectionTests
{
    private const int Width = 301;
    private const int Height = 223;
    private static readonly LensOptions Defaults = new();

    public static TheoryData<string> Warps => ["barrel", "pincushion", "tangential", "odd powers", "reciprocal", "valid radius", "fisheye"];

    [Theory]
    [MemberData(nameof(Warps))]
    public void A_warp_reads_where_the_specification_says(string name)
    {
        var (opcode, place) = Sample(name);
        using var image = Picture((x, y, _) => Smooth(x, y));
        LensCorrection.Apply(image, new OpcodeList([opcode]), Defaults, Frames.Context(2));
        var worst = 0.0;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (sx, sy) = place(x, y);
                if (sx is > 3 and < Width - 6 && sy is > 3 and < Height - 6)
                {
                    worst = Math.Max(worst, Math.Abs(image.Pixels.Green[x, y] - Smooth(sx, sy)));
                }
            }
        }

        // 0.28 % of the two waves of 0.25 for the kernel, 1/1024 pixel of rounding on a slope of 0.17: a place off by 1/100 pixel shows.
        Assert.InRange(worst, 0, 1.6e-3);
    }

    [Fact]
    public void A_neutral_warp_changes_no_bit()
    {
        using var image = Picture((x, y, c) => ((x * 31) + (y * 17) + c) % 97);
        var before = image.Pixels.Blue.Samples.ToArray();
        LensCorrection.Apply(image, new OpcodeList([Barrel(0)]), Defaults, Frames.Context(2));
        Assert.Equal(before, image.Pixels.Blue.Samples.ToArray());
    }

    [Fact]
    public void An_even_picture_stays_even_up_to_the_border()
    {
        using var image = Picture((_, _, _) => 0.7);
        LensCorrection.Apply(image, new OpcodeList([Barrel(0.3)]), Defaults, Frames.Context(2));
        Assert.All(image.Pixels.Red.Samples.ToArray(), value => Assert.Equal(0.7f, value, 1e-6f));
    }

    [Fact]
    public void Bent_lines_become_straight()
    {
        // A line at x = 40 in the corrected frame, as the lens bent it.
        const double k1 = -0.12;
        var unbend = Inverse(k1);
        using var image = Picture((x, y, _) => Math.Exp(-Math.Pow(unbend(x, y).X - 40.3, 2) / 4));
        Assert.InRange(Spread(image.Pixels.Green), 3, 10);
        LensCorrection.Apply(image, new OpcodeList([Barrel(k1)]), Defaults, Frames.Context(2));
        Assert.InRange(Spread(image.Pixels.Green), 0, 0.02);
    }

    [Fact]
    public void Each_plane_has_its_own_map()
    {
        var sets = new[] { 1.002, 1, 0.997 }.Select(k0 => new WarpCoefficients(k0, 0, 0, 0, 0, 0));
        var list = new OpcodeList([new WarpRectilinearOpcode([.. sets], 0.5, 0.5)]);
        using var image = Picture((x, y, _) => Smooth(x, y));
        LensCorrection.Apply(image, list, Defaults, Frames.Context(2));
        var (cx, cy) = ((Width - 1) / 2.0, (Height - 1) / 2.0);
        Assert.Equal(Smooth(cx + (1.002 * (40 - cx)), cy + (1.002 * (50 - cy))), image.Pixels.Red[40, 50], 1e-3);
        Assert.Equal(Smooth(40, 50), image.Pixels.Green[40, 50], 1e-6);
        Assert.Equal(Smooth(cx + (0.997 * (40 - cx)), cy + (0.997 * (50 - cy))), image.Pixels.Blue[40, 50], 1e-3);
    }

    [Fact]
    public void Distortion_and_lateral_colour_can_be_told_apart()
    {
        WarpCoefficients[] sets = [new(1.002, 0.1, 0, 0, 0, 0), new(1, 0.1, 0, 0, 0, 0), new(0.998, 0.1, 0, 0, 0, 0)];
        var list = new OpcodeList([new WarpRectilinearOpcode([.. sets], 0.5, 0.5)]);
        var original = Picture((x, y, _) => Smooth(x, y)).Pixels.Green.Samples.ToArray();

        using var colour = Picture((x, y, _) => Smooth(x, y));
        LensCorrection.Apply(colour, list, Defaults with { Distortion = false }, Frames.Context(1));
        Assert.Equal(original, colour.Pixels.Green.Samples.ToArray());
        var cx = (Width - 1) / 2.0;
        Assert.Equal(Smooth(cx + (1.002 * (40 - cx)), 111), colour.Pixels.Red[40, 111], 1e-3);

        using var shape = Picture((x, y, _) => Smooth(x, y));
        LensCorrection.Apply(shape, list, Defaults with { LateralColour = false }, Frames.Context(1));
        Assert.Equal(shape.Pixels.Green.Samples.ToArray(), shape.Pixels.Red.Samples.ToArray());
        Assert.NotEqual(original, shape.Pixels.Green.Samples.ToArray());

        using var none = Picture((x, y, _) => Smooth(x, y));
        LensCorrection.Apply(none, list, Defaults with { LateralColour = false, Distortion = false }, Frames.Context(1));
        Assert.Equal(original, none.Pixels.Red.Samples.ToArray());
    }

    [Fact]
    public void An_optional_second_kind_of_warp_stands_in_for_the_first_right_behind_it()
    {
        var newer = new WarpRectilinear2Opcode([new Warp2Coefficients([1.05, 0, 0], 0, 0, 0, 1)], 0.5, 0.5, false);
        var older = Barrel(0.2);
        var alone = Corrected(newer);
        Assert.Equal(alone, Corrected(newer with { IsOptional = true }, older));
        Assert.NotEqual(alone, Corrected(newer, older));
        var between = new UnknownOpcode(77, 0, []) { IsOptional = true };
        Assert.NotEqual(alone, Corrected(newer with { IsOptional = true }, between, older));
    }

    [Fact]
    public void Shading_counts_in_list_order_and_reaches_the_gains()
    {
        var area = new OpcodeArea(0, 0, Height, Width, 0, 3, 1, 1);
        var ramp = new GainMapOpcode(area, 1, 2, 1, 1, 0, 0, 1, [1, 3]);
        using var before = Picture((_, _, _) => 1);
        LensCorrection.Apply(before, new OpcodeList([ramp, Barrel(0.2)]), Defaults, Frames.Context(1));
        using var after = Picture((_, _, _) => 1);
        LensCorrection.Apply(after, new OpcodeList([Barrel(0.2), ramp]), Defaults, Frames.Context(1));
        Assert.Equal(before.Pixels.Red[60, 60], before.Gain![60, 60], 1e-3);
        Assert.Equal(1 + (2 * 60.5 / Width), after.Pixels.Red[60, 60], 1e-5);
        Assert.True(before.Pixels.Red[60, 60] < after.Pixels.Red[60, 60] - 0.01);
        using var off = Picture((_, _, _) => 1);
        LensCorrection.Apply(off, new OpcodeList([ramp]), Defaults with { Shading = false }, Frames.Context(1));
        Assert.Null(off.Gain);
    }

    [Fact]
    public void A_warp_that_folds_the_picture_is_refused()
    {
        using var image = Picture((_, _, _) => 1);
        var folding = Barrel(-0.9);
        Assert.Throws<ImageFileException>(() => LensCorrection.Apply(image, new OpcodeList([folding]), Defaults, Frames.Context(1)));
        LensCorrection.Apply(image, new OpcodeList([folding with { IsOptional = true }]), Defaults, Frames.Context(1));
    }

    [Fact]
    public void A_result_does_not_depend_on_the_number_of_workers()
    {
        using var one = Picture((x, y, c) => Smooth(x, y + c));
        using var five = Picture((x, y, c) => Smooth(x, y + c));
        var list = new OpcodeList([Barrel(-0.1)]);
        LensCorrection.Apply(one, list, Defaults, Frames.Context(1));
        LensCorrection.Apply(five, list, Defaults, Frames.Context(5));
        Assert.Equal(one.Pixels.Red.Samples.ToArray(), five.Pixels.Red.Samples.ToArray());
    }

    [Fact]
    public void One_plane_more_is_all_the_memory_it_takes()
    {
        var context = Frames.Context(2);
        using var image = new CameraImage { Pixels = RgbPlanes.Rent(context.Pool, Width, Height), Noise = new NoiseModel(new NoiseLine(0, 0)) };
        image.Pixels.Red.Samples.Clear();
        image.Pixels.Green.Samples.Clear();
        image.Pixels.Blue.Samples.Clear();
        LensCorrection.Apply(image, new OpcodeList([Barrel(-0.1)]), Defaults, context);
        Assert.Equal(4L * Width * Height * sizeof(float), context.Pool.PeakBytes);
    }

    private static WarpRectilinearOpcode Barrel(double k1) => new([new WarpCoefficients(1, k1, 0, 0, 0, 0)], 0.5, 0.5);

    private static float[] Corrected(params Opcode[] opcodes)
    {
        using var image = Picture((x, y, _) => Smooth(x, y));
        LensCorrection.Apply(image, new OpcodeList([.. opcodes]), Defaults, Frames.Context(1));
        return image.Pixels.Green.Samples.ToArray();
    }

    private static double Smooth(double x, double y) => 0.5 + (0.25 * Math.Sin(0.31 * x)) + (0.25 * Math.Cos((0.27 * y) + (0.1 * x)));

    private static (Opcode Opcode, Func<double, double, (double X, double Y)> Place) Sample(string name)
    {
        (Opcode, Func<double, double, (double, double)>) Radial(Opcode opcode, double u, double v, Func<double, double> factor, double kt0 = 0, double kt1 = 0)
        {
            var (cx, cy) = (u * (Width - 1), v * (Height - 1));
            var m = Math.Sqrt(Math.Pow(Math.Max(cx, Width - 1 - cx), 2) + Math.Pow(Math.Max(cy, Height - 1 - cy), 2));
            (double X, double Y) Place(double x, double y)
            {
                var (dx, dy) = ((x - cx) / m, (y - cy) / m);
                var r2 = (dx * dx) + (dy * dy);
                var f = factor(Math.Sqrt(r2));
                return (cx + (m * ((f * dx) + (kt0 * 2 * dx * dy) + (kt1 * (r2 + (2 * dx * dx))))),
                    cy + (m * ((f * dy) + (kt1 * 2 * dx * dy) + (kt0 * (r2 + (2 * dy * dy))))));
            }

            return (opcode, Place);
        }

        return name switch
        {
            "barrel" => Radial(Barrel(-0.12), 0.5, 0.5, r => 1 - (0.12 * r * r)),
            "pincushion" => Radial(new WarpRectilinearOpcode([new WarpCoefficients(0.95, 0.1, -0.03, 0.01, 0, 0)], 0.45, 0.55), 0.45, 0.55,
                r => 0.95 + (0.1 * r * r) - (0.03 * Math.Pow(r, 4)) + (0.01 * Math.Pow(r, 6))),
            "tangential" => Radial(new WarpRectilinearOpcode([new WarpCoefficients(1, 0.02, 0, 0, 0.01, -0.02)], 0.5, 0.5), 0.5, 0.5,
                r => 1 + (0.02 * r * r), 0.01, -0.02),
            "odd powers" => Radial(new WarpRectilinear2Opcode([new Warp2Coefficients([1, 0.03, -0.05, 0.02], 0.004, 0.003, 0, 2)], 0.5, 0.5, false), 0.5, 0.5,
                r => 1 + (0.03 * r) - (0.05 * r * r) + (0.02 * r * r * r), 0.004, 0.003),
            "reciprocal" => Radial(new WarpRectilinear2Opcode([new Warp2Coefficients([1, 0, 0.1], 0, 0, 0, 2)], 0.5, 0.5, true), 0.5, 0.5,
                r => 1 / (1 + (0.1 * r * r))),
            "valid radius" => Radial(new WarpRectilinear2Opcode([new Warp2Coefficients([1, 0, -0.1], 0, 0, 0.3, 0.7)], 0.5, 0.5, false), 0.5, 0.5,
                r => 1 - (0.1 * Math.Pow(Math.Clamp(r, 0.3, 0.7), 2))),
            _ => Radial(new WarpFisheyeOpcode([(1.1, 0.1, 0.02, 0.01)], 0.5, 0.5), 0.5, 0.5, r =>
            {
                var t = Math.Atan(r);
                return r < 1e-9 ? 1.1 : ((1.1 * t) + (0.1 * Math.Pow(t, 3)) + (0.02 * Math.Pow(t, 5)) + (0.01 * Math.Pow(t, 7))) / r;
            }),
        };
    }

    // The corrected place of a captured pixel, by fixed-point iteration.
    private static Func<double, double, (double X, double Y)> Inverse(double k1)
    {
        var (cx, cy) = ((Width - 1) / 2.0, (Height - 1) / 2.0);
        var m2 = (cx * cx) + (cy * cy);
        return (x, y) =>
        {
            var (ux, uy) = (x - cx, y - cy);
            for (var i = 0; i < 60; i++)
            {
                var f = 1 + (k1 * ((ux * ux) + (uy * uy)) / m2);
                (ux, uy) = ((x - cx) / f, (y - cy) / f);
            }

            return (cx + ux, cy + uy);
        };
    }

    // How far the centre of a bright line wanders from row to row, in pixels.
    private static double Spread(Plane<float> plane)
    {
        var centres = Enumerable.Range(10, Height - 20).Select(y =>
        {
            double sum = 0, weight = 0;
            for (var x = 15; x < 80; x++)
            {
                sum += x * (double)plane[x, y];
                weight += plane[x, y];
            }

            return sum / weight;
        }).ToArray();
        return centres.Max() - centres.Min();
    }

    private static CameraImage Picture(Func<double, double, int, double> value)
    {
        var planes = Enumerable.Range(0, 3).Select(c =>
        {
            var plane = new Plane<float>(Width, Height);
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    plane[x, y] = (float)value(x, y, c);
                }
            }

            return plane;
        }).ToArray();
        return new CameraImage { Pixels = new RgbPlanes(planes[0], planes[1], planes[2]), Noise = new NoiseModel(new NoiseLine(1e-4, 1e-6)) };
    }
}
