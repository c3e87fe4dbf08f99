using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>One colour channel of a <see cref="PsfField"/>: kernels, distortion with lateral colour, illumination.</summary>
/// <remarks>
/// The image of a point at distance r from the axis is Σ cₖ(r) Bₖ in a frame whose rows run away from the axis: a few eigen-kernels Bₖ, sampled
/// finely, and coefficients at computed radii, cubic between them. For a place of the picture the sum is turned to its azimuth and collected into
/// pixels, so that every direction is as good as the one computed. Places are millimetres from the axis; where y points does not matter.
/// </remarks>
public sealed record PsfFieldChannel
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the distance of pixels, mm: a kernel holds the light on each pixel's whole square.</summary>
    public required double PixelPitch { get; init; }

    /// <summary>Gets the side of a kernel in pixels, odd. Kernels are discs of this diameter.</summary>
    public required int Side { get; init; }

    /// <summary>Gets the samples along a side of an eigen-kernel, odd.</summary>
    public required int FineSide { get; init; }

    /// <summary>Gets the distance of the samples of an eigen-kernel, mm.</summary>
    public required double FineSpacing { get; init; }

    /// <summary>Gets the eigen-kernels, FineSide × FineSide row by row, orthonormal, the most important first.</summary>
    public required ImmutableArray<ImmutableArray<float>> Basis { get; init; }

    /// <summary>Gets the coefficients: of eigen-kernel k at radius i at i · Basis.Length + k.</summary>
    public required ImmutableArray<double> Coefficients { get; init; }

    /// <summary>Gets where an undistorted image of each computed point lies, mm from the axis, ascending from 0.</summary>
    public required ImmutableArray<double> IdealRadii { get; init; }

    /// <summary>Gets where its image in this channel really lies, mm from the axis, ascending from 0: distortion and lateral colour.</summary>
    /// <remarks>An image lies where the middle of its squared light is: about there it looks like its neighbours, and there an edge is seen.</remarks>
    public required ImmutableArray<double> RealRadii { get; init; }

    /// <summary>Gets the illumination of a uniform scene at each radius, that of the axis being 1.</summary>
    public required ImmutableArray<double> RelativeIllumination { get; init; }

    /// <summary>Gets which part of the light of a point falls on its kernel, at each radius; the rest is spread thinly beyond.</summary>
    public required ImmutableArray<double> EnergyInside { get; init; }

    /// <summary>Gets the largest error of kernels half-way between radii against the ones traced there, before those were taken in: √(Σ Δ² / Σ h²).</summary>
    public required double Error { get; init; }

    /// <summary>Gives where light really falls that an undistorted image would have at a radius.</summary>
    /// <param name="idealRadius">The undistorted radius, mm.</param>
    /// <returns>The real radius, mm; beyond the last one computed the last cubic is carried on.</returns>
    public double RealRadiusAt(double idealRadius) => RadialNodes.Interpolate(IdealRadii, RealRadii, idealRadius);

    /// <summary>Gives the undistorted radius of what is seen at a real one: where a simulation looks into its scene.</summary>
    /// <param name="realRadius">The real radius, mm.</param>
    /// <returns>The undistorted radius, mm.</returns>
    public double IdealRadiusAt(double realRadius) => RadialNodes.Interpolate(RealRadii, IdealRadii, realRadius);

    /// <summary>Gives the relative illumination at a real radius.</summary>
    /// <param name="realRadius">The real radius, mm.</param>
    /// <returns>The illumination, 0 or more; 1 on the axis.</returns>
    public double IlluminationAt(double realRadius) => Math.Max(0, RadialNodes.Interpolate(RealRadii, RelativeIllumination, realRadius));

    /// <summary>Gives which part of the light of a point falls on its kernel.</summary>
    /// <param name="realRadius">The real radius, mm; beyond the last one computed the last holds.</param>
    /// <returns>The part, 0 to 1.</returns>
    public double EnergyInsideAt(double realRadius) =>
        Math.Clamp(RadialNodes.Interpolate(RealRadii, EnergyInside, Math.Clamp(realRadius, 0, RealRadii[^1])), 0, 1);

    /// <summary>Gives the kernel of a point whose image lies at a place.</summary>
    /// <param name="x">Place along the picture's rows, mm from the axis.</param>
    /// <param name="y">Place along its columns, mm from the axis.</param>
    /// <returns>Side × Side values row by row: the part of the light on each pixel, in all 1, when the point falls on the middle of a pixel.</returns>
    public float[] KernelAt(double x, double y) => KernelTurn.ToPixels(this, RadialKernelAt(Math.Sqrt((x * x) + (y * y))), x, y);

    /// <summary>Gives the finely sampled kernel at a radius in the frame whose rows run away from the axis.</summary>
    /// <param name="radius">The real radius, mm; beyond the last one computed the last holds.</param>
    /// <returns>FineSide × FineSide values row by row.</returns>
    public float[] RadialKernelAt(double radius)
    {
        var (first, weights) = RadialNodes.Weights(RealRadii, Math.Clamp(radius, 0, RealRadii[^1]));
        var kernel = new float[FineSide * FineSide];
        for (var k = 0; k < Basis.Length; k++)
        {
            var coefficient = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                coefficient += weights[i] * Coefficients[((first + i) * Basis.Length) + k];
            }

            AddScaled((float)coefficient, Basis[k].AsSpan(), kernel);
        }

        return kernel;
    }

    internal static void AddScaled(float factor, ReadOnlySpan<float> x, Span<float> sum)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var f = new Vector<float>(factor);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = Vector.FusedMultiplyAdd(f, new Vector<float>(x[(i * Vector<float>.Count)..]), vectors[i]);
        }

        for (var i = vectors.Length * Vector<float>.Count; i < sum.Length; i++)
        {
            sum[i] = MathF.FusedMultiplyAdd(factor, x[i], sum[i]);
        }
    }
}
