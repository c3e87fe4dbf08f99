using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>How a lens draws every point of a picture, small enough to keep in a file.</summary>
/// <remarks>
/// The kernel at a place is Σ cₖ Bₖ with a few eigen-kernels Bₖ (singular value decomposition of kernels computed at several radii and turned
/// to several azimuths) and coefficients cₖ that vary slowly over the picture: one convolution of the picture for each Bₖ.
/// Where the wave changes by more than about a wave from one radius to the next, kernels between them are far off however many Bₖ there are:
/// <see cref="PsfFieldChannel.Error"/> tells, and more radii help.
/// </remarks>
public sealed record PsfField
{
    /// <summary>Gets the options it was made with.</summary>
    public required PsfFieldOptions Options { get; init; }

    /// <summary>Gets the places of an undistorted image from the axis, mm, one for each radius.</summary>
    public required ImmutableArray<double> IdealRadii { get; init; }

    /// <summary>Gets the illumination relative to the axis at each radius.</summary>
    public required ImmutableArray<double> RelativeIllumination { get; init; }

    /// <summary>Gets the channels, in the order of the options.</summary>
    public required ImmutableArray<PsfFieldChannel> Channels { get; init; }
}

/// <summary>One channel of a <see cref="PsfField"/>.</summary>
public sealed record PsfFieldChannel
{
    /// <summary>Gets the side of kernels in pixels.</summary>
    public required int Side { get; init; }

    /// <summary>Gets the real places of the image from the axis, mm, one for each radius: distortion and lateral colour.</summary>
    public required ImmutableArray<double> RealRadii { get; init; }

    /// <summary>Gets the eigen-kernels, row by row, orthonormal.</summary>
    public required ImmutableArray<ImmutableArray<float>> Basis { get; init; }

    /// <summary>Gets the coefficients: of kernel k at radius i and azimuth j at (i · azimuths + j) · rank + k.</summary>
    public required ImmutableArray<float> Coefficients { get; init; }

    /// <summary>Gets the number of azimuths, equispaced from +y towards +x.</summary>
    public required int Azimuths { get; init; }

    /// <summary>Gets the largest error of a kernel half-way between radii and azimuths against the one computed there: root of Σ Δ² over Σ h².</summary>
    public required double Error { get; init; }

    /// <summary>Gives the coefficients at a place of the picture: linear between radii and azimuths.</summary>
    /// <param name="x">Real place along x from the axis, mm.</param>
    /// <param name="y">Real place along y, mm.</param>
    /// <param name="coefficients">Receives one for each eigen-kernel.</param>
    public void CoefficientsAt(double x, double y, Span<float> coefficients)
    {
        var radius = Math.Sqrt((x * x) + (y * y));
        var found = RealRadii.BinarySearch(radius);
        var i = Math.Clamp(found < 0 ? ~found - 1 : found, 0, RealRadii.Length - 2);
        var t = (float)Math.Clamp((radius - RealRadii[i]) / (RealRadii[i + 1] - RealRadii[i]), 0, 1);
        var turn = Math.Atan2(x, y) / (2 * Math.PI) * Azimuths;
        var j = (int)Math.Floor(turn);
        var s = (float)(turn - j);
        for (var k = 0; k < Basis.Length; k++)
        {
            var near = ((1 - s) * At(i, j, k)) + (s * At(i, j + 1, k));
            var far = ((1 - s) * At(i + 1, j, k)) + (s * At(i + 1, j + 1, k));
            coefficients[k] = ((1 - t) * near) + (t * far);
        }
    }

    /// <summary>Gives the kernel at a place of the picture.</summary>
    /// <param name="x">Real place along x from the axis, mm.</param>
    /// <param name="y">Real place along y, mm.</param>
    /// <returns>Side × Side values, row by row along y; together the energy on the kernel's pixels.</returns>
    public float[] KernelAt(double x, double y)
    {
        Span<float> coefficients = new float[Basis.Length];
        CoefficientsAt(x, y, coefficients);
        var kernel = new float[Side * Side];
        for (var k = 0; k < Basis.Length; k++)
        {
            for (var i = 0; i < kernel.Length; i++)
            {
                kernel[i] += coefficients[k] * Basis[k][i];
            }
        }

        return kernel;
    }

    private float At(int radius, int azimuth, int kernel)
    {
        var j = ((azimuth % Azimuths) + Azimuths) % Azimuths;
        return Coefficients[(((radius * Azimuths) + j) * Basis.Length) + kernel];
    }
}
