using System.Numerics;

namespace Pentaprism.Imaging.Tests.Fourier;

[Trait("Category", "Kernel")]
public sealed class TileTransformTests
{
    public static TheoryData<int> Sizes => [8, 16, 32];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_lane_equals_the_sum_of_the_definition(int size)
    {
        var transform = Of(size);
        var planes = Enumerable.Range(0, TileTransform.Lanes).Select(lane => Kernels.NoisePlane(size, size, 100 + lane)).ToArray();
        var (real, imaginary) = Forward(transform, planes);
        for (var lane = 0; lane < TileTransform.Lanes; lane++)
        {
            for (var v = 0; v < size; v++)
            {
                for (var u = 0; u < transform.Columns; u++)
                {
                    var truth = NaiveDft.At(planes[lane], u, v);
                    Assert.Equal(truth.Real, real[(v * transform.Columns) + u][lane], 2e-6 * size * size);
                    Assert.Equal(truth.Imaginary, imaginary[(v * transform.Columns) + u][lane], 2e-6 * size * size);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void There_and_back_gives_the_tiles_back(int size)
    {
        var transform = Of(size);
        var planes = Enumerable.Range(0, TileTransform.Lanes).Select(lane => Kernels.NoisePlane(size, size, lane)).ToArray();
        var (real, imaginary) = Forward(transform, planes);
        var tiles = new Vector<float>[transform.Samples];
        transform.Inverse(real, imaginary, tiles);
        for (var lane = 0; lane < TileTransform.Lanes; lane++)
        {
            for (var i = 0; i < tiles.Length; i++)
            {
                Assert.Equal(planes[lane].Samples[i], tiles[i][lane], 2e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_impulse_has_a_flat_spectrum_and_its_place_is_pure_phase(int size)
    {
        var transform = Of(size);
        for (var at = 0; at < size * size; at += 7)
        {
            var plane = new Plane<float>(size, size);
            plane.Samples[at] = 1;
            var (real, imaginary) = Forward(transform, [plane]);
            for (var v = 0; v < size; v++)
            {
                for (var u = 0; u < transform.Columns; u++)
                {
                    var angle = -2 * Math.PI * ((u * (at % size)) + (v * (at / size))) / size;
                    Assert.Equal(Math.Cos(angle), real[(v * transform.Columns) + u][0], 1e-6);
                    Assert.Equal(Math.Sin(angle), imaginary[(v * transform.Columns) + u][0], 1e-6);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Energy_is_kept(int size)
    {
        var transform = Of(size);
        var plane = Kernels.NoisePlane(size, size, 9);
        var (real, imaginary) = Forward(transform, [plane]);
        var energy = 0.0;
        for (var v = 0; v < size; v++)
        {
            for (var u = 0; u < transform.Columns; u++)
            {
                var at = (v * transform.Columns) + u;
                var power = ((double)real[at][0] * real[at][0]) + ((double)imaginary[at][0] * imaginary[at][0]);

                // Bins that have a mirror stand for two.
                energy += u == 0 || u == size / 2 ? power : 2 * power;
            }
        }

        var truth = plane.Samples.ToArray().Sum(sample => (double)sample * sample);
        Assert.Equal(truth, energy / (size * size), 1e-6 * truth);
    }

    [Fact]
    public void A_tile_has_the_same_bits_in_every_lane()
    {
        var plane = Kernels.NoisePlane(16, 16, 3);
        var (real, _) = Forward(TileTransform.Size16, [.. Enumerable.Repeat(plane, TileTransform.Lanes)]);
        Assert.All(real, bin => Assert.True(Vector.EqualsAll(bin, new Vector<float>(bin[0]))));
    }

    [Fact]
    public void Tiles_at_the_border_are_mirrored_on_loading_and_cut_on_adding()
    {
        using var source = Kernels.NoisePlane(11, 9, 4);
        var tiles = new Vector<float>[64];
        foreach (var (left, top) in new[] { (-3, -5), (2, 1), (7, 6), (3, 0) })
        {
            var lane = (left + 3) % TileTransform.Lanes;
            TileTransform.Size8.Load(source, left, top, lane, tiles);
            using var sum = new Plane<float>(11, 9);
            sum.Samples.Fill(10);
            TileTransform.Size8.Add(tiles, lane, sum, left, top);
            for (var y = 0; y < 8; y++)
            {
                for (var x = 0; x < 8; x++)
                {
                    Assert.Equal(source[Kernels.Mirror(left + x, 11), Kernels.Mirror(top + y, 9)], tiles[(y * 8) + x][lane]);
                }
            }

            for (var y = 0; y < 9; y++)
            {
                for (var x = 0; x < 11; x++)
                {
                    var inside = x >= left && x < left + 8 && y >= top && y < top + 8;
                    Assert.Equal(inside ? 10 + source[x, y] : 10, sum[x, y]);
                }
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => TileTransform.Size8.Load(source, 0, 0, TileTransform.Lanes, tiles));
        Assert.Throws<ArgumentException>(() => TileTransform.Size16.Forward(tiles, tiles, tiles));
    }

    private static TileTransform Of(int size) => size switch
    {
        8 => TileTransform.Size8,
        16 => TileTransform.Size16,
        _ => TileTransform.Size32,
    };

    private static (Vector<float>[] Real, Vector<float>[] Imaginary) Forward(TileTransform transform, Plane<float>[] planes)
    {
        var tiles = new Vector<float>[transform.Samples];
        for (var lane = 0; lane < planes.Length; lane++)
        {
            transform.Load(planes[lane], 0, 0, lane, tiles);
        }

        var (real, imaginary) = (new Vector<float>[transform.Bins], new Vector<float>[transform.Bins]);
        Array.Fill(real, new Vector<float>(float.NaN));
        Array.Fill(imaginary, new Vector<float>(float.NaN));
        transform.Forward(tiles, real, imaginary);
        return (real, imaginary);
    }
}
