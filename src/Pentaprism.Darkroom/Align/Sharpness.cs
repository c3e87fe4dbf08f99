using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>How sharp a frame is, to choose the reference by; compares frames of one burst only.</summary>
internal static class Sharpness
{
    /// <summary>Gives the mean gradient energy of a picture above what its noise explains.</summary>
    /// <param name="picture">The picture, before any blur.</param>
    /// <param name="noiseVariance">Variance of its white noise.</param>
    /// <param name="context">Workers, cancellation.</param>
    /// <returns>Mean of (f(x + 1) − f(x))² + (f(y + 1) − f(y))², less 4 variances of the noise.</returns>
    public static double Of(Plane<float> picture, double noiseVariance, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var rows = new double[picture.Height];
        Bands.Run(context, picture.Width, picture.Height - 1, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                rows[y] = RowEnergy(picture.Row(y), picture.Row(y + 1));
            }
        });
        var count = (double)(picture.Width - 1) * (picture.Height - 1);
        return count > 0 ? (rows.Sum() / count) - (4 * noiseVariance) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double RowEnergy(ReadOnlySpan<float> row, ReadOnlySpan<float> below)
    {
        var n = Vector256<float>.Count;
        var sum = Vector256<float>.Zero;
        var x = 0;
        for (; x < row.Length - n; x += n)
        {
            var here = Vector256.Create(row.Slice(x, n));
            var right = Vector256.Create(row.Slice(x + 1, n)) - here;
            var down = Vector256.Create(below.Slice(x, n)) - here;
            sum = Vector256.FusedMultiplyAdd(right, right, Vector256.FusedMultiplyAdd(down, down, sum));
        }

        double total = Vector256.Sum(sum);
        for (; x < row.Length - 1; x++)
        {
            var (right, down) = (row[x + 1] - row[x], below[x] - row[x]);
            total += (right * right) + (down * down);
        }

        return total;
    }
}
