using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>The power of a vector of spectra, and its mean over neighbouring bins, which spares texture and stops lone peaks of noise.</summary>
/// <remarks>Half of each spectrum is kept, columns kx = 0 to 8 of 16 bins, as in <see cref="BlockSpectra"/>.</remarks>
internal static class SpectrumPower
{
    /// <summary>Weight of a bin itself in the mean of three.</summary>
    public const float Centre = 0.70710678f;

    /// <summary>Weight of each of its two neighbours.</summary>
    public const float Neighbour = (1 - Centre) / 2;

    private const int Size = Fourier16.Size;

    /// <summary>Takes the power of each bin.</summary>
    /// <param name="re">Real parts.</param>
    /// <param name="im">Imaginary parts, as many.</param>
    /// <param name="power">Receives re² + im².</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(ReadOnlySpan<Vector<float>> re, ReadOnlySpan<Vector<float>> im, Span<Vector<float>> power)
    {
        for (var i = 0; i < power.Length && i < re.Length && i < im.Length; i++)
        {
            power[i] = Vector.FusedMultiplyAdd(re[i], re[i], im[i] * im[i]);
        }
    }

    /// <summary>Averages each bin with its neighbours in kx. Beyond bins 0 and 8 the spectrum of real samples goes on mirrored.</summary>
    /// <param name="power">The power of all bins.</param>
    /// <param name="across">Receives the means.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PoolAcross(ReadOnlySpan<Vector<float>> power, Span<Vector<float>> across)
    {
        var centre = new Vector<float>(Centre);
        var neighbour = new Vector<float>(Neighbour);
        for (var ky = 0; ky < Size; ky++)
        {
            var mirror = (Size - ky) & (Size - 1);
            across[ky] = Vector.FusedMultiplyAdd(power[Size + ky] + power[Size + mirror], neighbour, power[ky] * centre);
            across[(8 * Size) + ky] = Vector.FusedMultiplyAdd(
                power[(7 * Size) + ky] + power[(7 * Size) + mirror], neighbour, power[(8 * Size) + ky] * centre);
        }

        for (var i = Size; i < 8 * Size; i++)
        {
            across[i] = Vector.FusedMultiplyAdd(power[i - Size] + power[i + Size], neighbour, power[i] * centre);
        }
    }
}
