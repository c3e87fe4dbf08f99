using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.LinearDng;

/// <summary>Codes of 16 bits whose black lies on a pedestal, so that negative samples survive, and whose white is the last code.</summary>
internal static class PedestalCodes
{
    /// <summary>The code of white.</summary>
    public const int White = ushort.MaxValue;

    private static readonly int[] _pedestals = [512, 1024, 2048, 4096, 8192];

    /// <summary>Chooses the code of black: the lowest of a few that the darkest sample stays above, else the highest.</summary>
    /// <param name="least">The darkest sample, in units of white.</param>
    /// <returns>512 to 8192.</returns>
    public static int Black(double least)
    {
        foreach (var pedestal in _pedestals)
        {
            if (-least * (White - pedestal) <= pedestal)
            {
                return pedestal;
            }
        }

        return _pedestals[^1];
    }

    /// <summary>Encodes a plane.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="black">The code of 0.</param>
    /// <param name="white">The sample that becomes <see cref="White"/>; what is above it becomes that too.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The codes; the caller disposes them.</returns>
    public static Plane<ushort> Of(Plane<float> samples, int black, double white, ProcessingContext context)
    {
        var codes = context.Pool.Rent<ushort>(samples.Width, samples.Height);
        var step = (float)((White - black) / white);
        Bands.Run(context, samples.Width, samples.Height, (top, bottom) =>
        {
            Encode(samples.Rows(top, bottom), step, black, codes.Rows(top, bottom));
        });
        return codes;
    }

    private static void Encode(ReadOnlySpan<float> samples, float step, float black, Span<ushort> codes)
    {
        var n = Vector<float>.Count;
        var i = 0;
        for (; i <= codes.Length - (2 * n); i += 2 * n)
        {
            Vector.Narrow(Code(samples.Slice(i, n)), Code(samples.Slice(i + n, n))).CopyTo(codes.Slice(i, 2 * n));
        }

        for (; i < codes.Length; i++)
        {
            codes[i] = (ushort)Math.Clamp(MathF.Round(MathF.FusedMultiplyAdd(samples[i], step, black)), 0, White);
        }

        Vector<uint> Code(ReadOnlySpan<float> values)
        {
            var code = Vector.Round(Vector.FusedMultiplyAdd(new Vector<float>(values), new Vector<float>(step), new Vector<float>(black)));
            return Vector.ConvertToUInt32(Vector.MinNative(Vector.MaxNative(code, Vector<float>.Zero), new Vector<float>(White)));
        }
    }
}
