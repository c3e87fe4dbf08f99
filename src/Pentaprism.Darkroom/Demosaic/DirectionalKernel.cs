using System.Numerics;
using static Pentaprism.Darkroom.Demosaic.BayerTile;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>Green from four interpolators along each axis, blended by fitted weights; red and blue follow it as in RCD.</summary>
/// <remarks>
/// <para>
/// No single rule for green wins everywhere: ratios serve edges and unrelated colours, second differences serve fine detail that all
/// colours share, averaged colour differences serve weaves and noise. All are cheap, so all are computed, for each axis: RCD;
/// Hamilton and Adams (US patent 5,629,734, expired); its colour difference under the nine-tap low-pass of Zhang and Wu (IEEE
/// Transactions on Image Processing 14, 2005); the plain mean. A small fitted function of 20 local measures gives each its share,
/// see <see cref="EstimateBlend"/>. Shares are positive and sum to 1, so green never leaves the span of the estimates.
/// </para>
/// <para>Reach: green 10, all 15 photosites.</para>
/// </remarks>
internal static class DirectionalKernel
{
    private const int LowPass = FirstFree + 2;
    private const int Differences = RcdKernel.Energies;
    private const int Smoothed = FirstFree + 7;
    private const int Energy = FirstFree + 11;
    private const int Spread = FirstFree + 13;

    // Centre and one side of Zhang and Wu's Gaussian of sigma 2; all nine sum to 1.
    private static ReadOnlySpan<float> Gaussian => [26 / 128f, 23 / 128f, 15 / 128f, 9 / 128f, 4 / 128f];

    /// <summary>Gets the method.</summary>
    public static TileMethod Method { get; } =
        new(16, 108, FirstFree + 15, (EstimateBlend.Estimates + EstimateBlend.ScratchRows + 2) * Stride, 0.68f, 0.35f, Run);

    private static void Run(BayerTile tile)
    {
        RcdKernel.FindAxes(tile);
        AddEnergies(tile);
        RcdKernel.LowPass(tile, tile.Half(LowPass));
        for (var axis = 0; axis < 2; axis++)
        {
            FindDifferences(tile, axis);
            Smooth(tile, axis);
            FindSpread(tile, axis);
        }

        FillGreen(tile);
        ChromaKernel.Run(tile);
    }

    // High-pass energy of three neighbours along either axis at chroma sites.
    private static void AddEnergies(BayerTile tile)
    {
        for (var axis = 0; axis < 2; axis++)
        {
            ReadOnlySpan<float> own = tile.Half(RcdKernel.Energies + (2 * axis));
            ReadOnlySpan<float> other = tile.Half(RcdKernel.Energies + (2 * axis) + 1);
            var output = tile.Half(Energy + axis);
            for (var r = 4; r < tile.Height - 4; r++)
            {
                var line = Line.Of(axis, tile.ChromaColumn(r));
                for (var k = 0; k < Stride; k += Vector<float>.Count)
                {
                    var i = Row(r) + k;
                    Put(output, i, At(own, i) + At(other, i + line.Before) + At(other, i + line.After));
                }
            }
        }
    }

    // Green minus chroma along one axis, by second differences (Hamilton and Adams), at every photosite; reach 2.
    private static void FindDifferences(BayerTile tile, int axis)
    {
        for (var r = 2; r < tile.Height - 2; r++)
        {
            var s = tile.ChromaColumn(r);
            FindDifferences(tile.Half(Chroma), tile.Half(Green), Row(r), Line.Of(axis, s), 1, tile.Half(Differences + (2 * axis)));
            FindDifferences(tile.Half(Green), tile.Half(Chroma), Row(r), Line.Of(axis, 1 - s), -1, tile.Half(Differences + (2 * axis) + 1));
        }
    }

    private static void FindDifferences(ReadOnlySpan<float> own, ReadOnlySpan<float> other, int row, Line line, float sign, Span<float> output)
    {
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            var i = row + k;
            var centre = At(own, i);
            var between = (At(other, i + line.Before) + At(other, i + line.After)) * 0.5f;
            var curve = (centre + centre - At(own, i - line.Step) - At(own, i + line.Step)) * 0.25f;
            Put(output, i, (between + curve - centre) * sign);
        }
    }

    // Nine-tap low-pass of the differences along their axis; reach 4.
    private static void Smooth(BayerTile tile, int axis)
    {
        var atChroma = tile.Half(Differences + (2 * axis));
        var atGreen = tile.Half(Differences + (2 * axis) + 1);
        for (var r = 6; r < tile.Height - 6; r++)
        {
            var s = tile.ChromaColumn(r);
            Smooth(atChroma, atGreen, Row(r), Line.Of(axis, s), tile.Half(Smoothed + (2 * axis)));
            Smooth(atGreen, atChroma, Row(r), Line.Of(axis, 1 - s), tile.Half(Smoothed + (2 * axis) + 1));
        }
    }

    private static void Smooth(ReadOnlySpan<float> own, ReadOnlySpan<float> other, int row, Line line, Span<float> output)
    {
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            var i = row + k;
            var sum = At(own, i) * Gaussian[0];
            sum = Vector.FusedMultiplyAdd(At(other, i + line.Before) + At(other, i + line.After), new Vector<float>(Gaussian[1]), sum);
            sum = Vector.FusedMultiplyAdd(At(own, i - line.Step) + At(own, i + line.Step), new Vector<float>(Gaussian[2]), sum);
            sum = Vector.FusedMultiplyAdd(
                At(other, i + line.Before - line.Step) + At(other, i + line.After + line.Step), new Vector<float>(Gaussian[3]), sum);
            sum = Vector.FusedMultiplyAdd(At(own, i - (2 * line.Step)) + At(own, i + (2 * line.Step)), new Vector<float>(Gaussian[4]), sum);
            Put(output, i, sum);
        }
    }

    // Variance of seven differences along their axis, at chroma sites; reach 3.
    private static void FindSpread(BayerTile tile, int axis)
    {
        ReadOnlySpan<float> own = tile.Half(Differences + (2 * axis));
        ReadOnlySpan<float> other = tile.Half(Differences + (2 * axis) + 1);
        var output = tile.Half(Spread + axis);
        for (var r = 5; r < tile.Height - 5; r++)
        {
            var line = Line.Of(axis, tile.ChromaColumn(r));
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var sum = Vector<float>.Zero;
                var squares = Vector<float>.Zero;
                Add(At(own, i), ref sum, ref squares);
                Add(At(own, i - line.Step), ref sum, ref squares);
                Add(At(own, i + line.Step), ref sum, ref squares);
                Add(At(other, i + line.Before), ref sum, ref squares);
                Add(At(other, i + line.After), ref sum, ref squares);
                Add(At(other, i + line.Before - line.Step), ref sum, ref squares);
                Add(At(other, i + line.After + line.Step), ref sum, ref squares);
                var mean = sum * (1 / 7f);
                Put(output, i, Vector.MaxNative(Vector<float>.Zero, (squares * (1 / 7f)) - (mean * mean)));
            }
        }
    }

    private static void FillGreen(BayerTile tile)
    {
        var estimates = tile.Scratch[..(EstimateBlend.Estimates * Stride)];
        var noise = tile.Scratch.Slice(EstimateBlend.Estimates * Stride, 2 * Stride);
        var scratch = tile.Scratch[((EstimateBlend.Estimates + 2) * Stride)..];
        var output = tile.Half(GreenAtChroma);
        for (var r = 8; r < tile.Height - 8; r++)
        {
            EstimateRatios(tile, r, estimates);
            for (var axis = 0; axis < 2; axis++)
            {
                Estimate(tile, r, axis, estimates, scratch);
            }

            FindNoise(tile, r, noise);
            EstimateBlend.Run(noise[..Stride], estimates, scratch, output.Slice(Row(r), Stride));
        }
    }

    // Photon noise under the root grows with the root of the gain.
    private static void FindNoise(BayerTile tile, int r, Span<float> noise)
    {
        tile.ReadGains(r, noise[..Stride], noise[Stride..]);
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            Put(noise, k, Vector.SquareRoot(At(noise, k)) * tile.Noise);
        }
    }

    private static void EstimateRatios(BayerTile tile, int r, Span<float> estimates)
    {
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            RcdKernel.EstimateGreen(
                tile.Half(Chroma), tile.Half(Green), tile.Half(LowPass), Row(r) + k, tile.ChromaColumn(r), out var vertical, out var horizontal);
            Put(estimates, k, vertical);
            Put(estimates, Stride + k, horizontal);
        }
    }

    // The other three estimates of an axis, and its nine measures.
    private static void Estimate(BayerTile tile, int r, int axis, Span<float> estimates, Span<float> measures)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        ReadOnlySpan<float> green = tile.Half(Green);
        ReadOnlySpan<float> difference = tile.Half(Differences + (2 * axis));
        ReadOnlySpan<float> smoothed = tile.Half(Smoothed + (2 * axis));
        ReadOnlySpan<float> energy = tile.Half(Energy + axis);
        ReadOnlySpan<float> spread = tile.Half(Spread + axis);
        var s = tile.ChromaColumn(r);
        var line = Line.Of(axis, s);
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            var i = Row(r) + k;
            var centre = At(chroma, i);
            var before = At(green, i + line.Before);
            var after = At(green, i + line.After);
            var ratio = At(estimates, (axis * Stride) + k);
            var raw = At(difference, i);
            var smooth = At(smoothed, i);
            var mean = (before + after) * 0.5f;
            var second = centre + raw;
            Put(estimates, ((2 + axis) * Stride) + k, second);
            Put(estimates, ((4 + axis) * Stride) + k, centre + smooth);
            Put(estimates, ((6 + axis) * Stride) + k, mean);

            // Root-mean-squares and differences, each brought to the size of a step between neighbours.
            Put(measures, (axis * Stride) + k, Vector.SquareRoot(At(energy, i) * (0.04f / 3)));
            Put(measures, ((2 + axis) * Stride) + k, Vector.SquareRoot(Around(energy, i, s) * (0.04f / 3)));
            Put(measures, ((4 + axis) * Stride) + k, Vector.SquareRoot(At(spread, i)));
            Put(measures, ((6 + axis) * Stride) + k, Vector.SquareRoot(Around(spread, i, s)));
            Put(measures, ((8 + axis) * Stride) + k, Vector.Abs(before - after));
            Put(measures, ((10 + axis) * Stride) + k, Vector.Abs(centre + centre - At(chroma, i - line.Step) - At(chroma, i + line.Step)) * 0.5f);
            Put(measures, ((12 + axis) * Stride) + k, Vector.Abs(ratio - second) * 2);
            Put(measures, ((14 + axis) * Stride) + k, Vector.Abs(smooth - raw) * 2);
            Put(measures, ((16 + axis) * Stride) + k, Vector.Abs(mean - second));
        }
    }

    private static Vector<float> Around(ReadOnlySpan<float> values, int i, int s) =>
        (At(values, i - Stride + s - 1) + At(values, i - Stride + s) + At(values, i + Stride + s - 1) + At(values, i + Stride + s)) * 0.25f;

    private static void Add(Vector<float> value, ref Vector<float> sum, ref Vector<float> squares)
    {
        sum += value;
        squares = Vector.FusedMultiplyAdd(value, value, squares);
    }

    /// <summary>How to walk along an axis: places of the neighbours of the other kind, and the step to the next of the same kind.</summary>
    private readonly record struct Line(int Before, int After, int Step)
    {
        public static Line Of(int axis, int s) => axis == 0 ? new Line(-Stride, Stride, 2 * Stride) : new Line(s - 1, s, 1);
    }
}
