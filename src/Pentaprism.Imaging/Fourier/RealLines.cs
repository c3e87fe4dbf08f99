using System.Numerics;

namespace Pentaprism.Imaging;

/// <summary>Two real lines travel through one complex transform as its real and imaginary part; their spectra are parted and joined here.</summary>
internal static class RealLines
{
    /// <summary>A(k) = ½ (Z(k) + conj Z(N − k)), B(k) = −½ i (Z(k) − conj Z(N − k)) for k = 0 … N/2.</summary>
    public static void Part(ComplexLine z, ComplexLine first, ComplexLine second)
    {
        var zr = z.Real;
        var zi = z.Imaginary;
        var half = new Vector<float>(0.5f);
        var n = zr.Length;
        for (var k = 0; k <= n / 2; k++)
        {
            var mirrored = (n - k) & (n - 1);
            var (r, i, mr, mi) = (zr[k], zi[k], zr[mirrored], zi[mirrored]);
            (first.Real[k], first.Imaginary[k]) = ((r + mr) * half, (i - mi) * half);
            (second.Real[k], second.Imaginary[k]) = ((i + mi) * half, (mr - r) * half);
        }
    }

    /// <summary>Z(k) = A(k) + i B(k), Z(N − k) = conj A(k) + i conj B(k).</summary>
    public static void Join(ComplexLine first, ComplexLine second, ComplexLine z)
    {
        var zr = z.Real;
        var zi = z.Imaginary;
        var n = zr.Length;
        for (var k = 1; k < n / 2; k++)
        {
            (zr[k], zi[k]) = (first.Real[k] - second.Imaginary[k], first.Imaginary[k] + second.Real[k]);
            (zr[n - k], zi[n - k]) = (first.Real[k] + second.Imaginary[k], second.Real[k] - first.Imaginary[k]);
        }

        // The two bins that are their own mirror are real in each line.
        (zr[0], zi[0]) = (first.Real[0], second.Real[0]);
        (zr[n / 2], zi[n / 2]) = (first.Real[n / 2], second.Real[n / 2]);
    }
}
