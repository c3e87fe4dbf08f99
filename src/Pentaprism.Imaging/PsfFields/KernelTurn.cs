using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pentaprism.Imaging;

/// <summary>Turns a finely sampled kernel from the frame whose rows run away from the axis into the picture and collects it into pixels.</summary>
internal static class KernelTurn
{
    /// <summary>Turns and collects.</summary>
    /// <param name="channel">The geometry of kernels.</param>
    /// <param name="fine">The fine kernel.</param>
    /// <param name="x">Place in the picture from the axis; only its direction counts.</param>
    /// <param name="y">Place along columns.</param>
    /// <returns>The part of the light on each pixel of the kernel's disc, in all 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] ToPixels(PsfFieldChannel channel, float[] fine, double x, double y)
    {
        var (side, parts) = (channel.Side, (int)Math.Ceiling((channel.PixelPitch / channel.FineSpacing) - 1e-9));
        var radius = Math.Sqrt((x * x) + (y * y));
        var (sin, cos) = radius > 0 ? (x / radius, y / radius) : (0, 1);
        var (kernel, sum) = (new float[side * side], 0.0);
        var (step, pitch) = (channel.PixelPitch / channel.FineSpacing / parts, channel.PixelPitch / channel.FineSpacing);
        var (middle, reach) = (channel.FineSide / 2, pitch * side / 2);
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                double left = (column - (side / 2)) * pitch, top = (row - (side / 2)) * pitch;
                var energy = 0f;
                for (var j = 0; j < parts; j++)
                {
                    var v = top + ((j + 0.5) * step) - (pitch / 2);
                    for (var i = 0; i < parts; i++)
                    {
                        // Away from the axis is y in the frame of the kernel.
                        var u = left + ((i + 0.5) * step) - (pitch / 2);
                        if ((u * u) + (v * v) > reach * reach)
                        {
                            continue;
                        }

                        energy += Sample(fine, channel.FineSide, middle + (u * cos) - (v * sin), middle + (u * sin) + (v * cos));
                    }
                }

                // A sum of pieces of waves may dip below nothing by rounding.
                kernel[(row * side) + column] = Math.Max(0, energy);
                sum += kernel[(row * side) + column];
            }
        }

        var scale = (float)(1 / sum);
        for (var i = 0; i < kernel.Length; i++)
        {
            kernel[i] *= scale;
        }

        return kernel;
    }

    /// <summary>Turns a kernel and leaves it on a grid as fine.</summary>
    /// <param name="samples">The kernel, its rows running away from the axis.</param>
    /// <param name="side">Its samples along a side, odd.</param>
    /// <param name="turnedSide">Samples along a side of the result, odd.</param>
    /// <param name="reach">Samples from the middle beyond which there is nothing.</param>
    /// <param name="x">Place in the picture from the axis; only its direction counts.</param>
    /// <param name="y">Place along columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] ToSamples(float[] samples, int side, int turnedSide, double reach, double x, double y)
    {
        var radius = Math.Sqrt((x * x) + (y * y));
        var (sin, cos) = radius > 0 ? (x / radius, y / radius) : (0, 1);
        var (middle, half) = (side / 2, turnedSide / 2);
        var turned = new float[turnedSide * turnedSide];
        for (var v = -half; v <= half; v++)
        {
            var end = (int)Math.Min(half, Math.Sqrt(Math.Max(0, (reach * reach) - (v * v))));
            for (var u = -end; u <= end; u++)
            {
                turned[((v + half) * turnedSide) + u + half] = Sample(samples, side, middle + (u * cos) - (v * sin), middle + (u * sin) + (v * cos));
            }
        }

        return turned;
    }

    // Keys's cubic convolution with a = −½ through 4 × 4 samples; 0 outside.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sample(float[] fine, int side, double x, double y)
    {
        var (column, row) = ((int)Math.Floor(x) - 1, (int)Math.Floor(y) - 1);
        if (column < 0 || row < 0 || column > side - 4 || row > side - 4)
        {
            return 0;
        }

        var (across, down) = (Weights((float)(x - column - 1)), Weights((float)(y - row - 1)));
        ref var corner = ref fine[(row * side) + column];
        var sum = Vector128.LoadUnsafe(ref corner) * down[0];
        sum = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref corner, (nuint)side), Vector128.Create(down[1]), sum);
        sum = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref corner, (nuint)(2 * side)), Vector128.Create(down[2]), sum);
        sum = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref corner, (nuint)(3 * side)), Vector128.Create(down[3]), sum);
        return FourLanes.Sum(sum * across);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Weights(float t)
    {
        var s = 1 - t;
        return Vector128.Create(
            -0.5f * t * s * s,
            1 + (t * t * ((1.5f * t) - 2.5f)),
            1 + (s * s * ((1.5f * s) - 2.5f)),
            -0.5f * s * t * t);
    }
}
