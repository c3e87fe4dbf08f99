using System.Numerics;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Opcode 3, FixVignetteRadial: gain = 1 + k0 r² + k1 r⁴ + … + k4 r¹⁰, r = 1 in the corner farthest from the centre.</summary>
internal static class RadialVignette
{
    /// <summary>Multiplies all planes, and the gain plane, by the falloff's reciprocal.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="opcode">Centre and coefficients.</param>
    /// <param name="context">Workers.</param>
    public static void Apply(OpcodeCanvas canvas, FixVignetteRadialOpcode opcode, ProcessingContext context)
    {
        var frame = RadialFrame.Of(canvas.Width, canvas.Height, opcode.CentreX, opcode.CentreY);
        var dx2 = new float[canvas.Width];
        for (var x = 0; x < dx2.Length; x++)
        {
            var dx = (x - frame.X) / frame.Radius;
            dx2[x] = (float)(dx * dx);
        }

        float[] k = [1, (float)opcode.K0, (float)opcode.K1, (float)opcode.K2, (float)opcode.K3, (float)opcode.K4];
        var gain = canvas.RequireGain(context);
        Bands.Run(context, canvas.Width, canvas.Height, (top, bottom) =>
        {
            var row = new float[dx2.Length];
            for (var y = top; y < bottom; y++)
            {
                var dy = (y - frame.Y) / frame.Radius;
                Gains(dx2, (float)(dy * dy), k, row);
                foreach (var plane in canvas.Planes)
                {
                    RowProduct.Multiply(plane.Row(y), row);
                }

                RowProduct.Multiply(gain.Row(y), row);
            }
        });
    }

    private static void Gains(ReadOnlySpan<float> dx2, float dy2, ReadOnlySpan<float> k, Span<float> gains)
    {
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= gains.Length - n; x += n)
        {
            var r2 = new Vector<float>(dx2.Slice(x, n)) + new Vector<float>(dy2);
            var sum = new Vector<float>(k[^1]);
            for (var i = k.Length - 2; i >= 0; i--)
            {
                sum = Vector.FusedMultiplyAdd(sum, r2, new Vector<float>(k[i]));
            }

            sum.CopyTo(gains.Slice(x, n));
        }

        for (; x < gains.Length; x++)
        {
            var r2 = dx2[x] + dy2;
            var sum = k[^1];
            for (var i = k.Length - 2; i >= 0; i--)
            {
                sum = MathF.FusedMultiplyAdd(sum, r2, k[i]);
            }

            gains[x] = sum;
        }
    }
}
