using Pentaprism.Capture.Cameras;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Lenses;

/// <summary>A lens of which only a few numbers are known: diffraction and a Gaussian that grows towards the corner, polynomials for all else.</summary>
/// <param name="lens">The numbers.</param>
/// <param name="fNumber">f-number.</param>
/// <param name="pixelPitch">Distance of the file's pixels, µm.</param>
/// <param name="corner">Distance of the sensor's corner from the axis, µm.</param>
internal sealed class StandInLens(CameraLens lens, double fNumber, double pixelPitch, double corner) : ILensModel
{
    private const int KernelRadii = 9;
    private const int LargestSide = 25;

    // Wavelengths at which diffraction is worked out for each colour, µm.
    private static readonly Dictionary<char, double> _wavelengths = new() { ['R'] = 0.6, ['G'] = 0.54, ['B'] = 0.46, ['W'] = 0.55 };

    /// <inheritdoc/>
    public RadialTable Illumination { get; } = new(radius => RadialModel.Polynomial(lens.Illumination.Values, radius));

    /// <inheritdoc/>
    public int Reach => Side / 2;

    private int Side => Math.Min((2 * (int)Math.Ceiling(3 + (3 * lens.Blur.Values.Max() / pixelPitch))) + 1, LargestSide);

    /// <inheritdoc/>
    public RadialWarp Warp(char colour) => new(lens.Distortion.Values, 1 + (Shift(colour) / corner));

    /// <inheritdoc/>
    public LightShares Blur(ProcessingContext context, char colour, FieldFrame field, Plane<float> source, Plane<float> destination)
    {
        var side = Side;
        float[] Kernel(double squaredRadius) =>
            LensKernel.Make(side, pixelPitch, _wavelengths[colour], fNumber, double.Lerp(lens.Blur.Values[0], lens.Blur.Values[1], squaredRadius));
        float[][] kernels = [.. Enumerable.Range(0, KernelRadii).Select(i => Kernel(i / (KernelRadii - 1.0)))];

        // Everywhere as much light stays within the kernel as on the axis.
        var near = kernels[0].Sum();
        foreach (var kernel in kernels)
        {
            var sum = kernel.Sum();
            foreach (ref var weight in kernel.AsSpan())
            {
                weight /= sum;
            }
        }

        FieldBlur.Apply(context, source, kernels, field, destination);
        return new LightShares(
            new RadialTable(_ => near),
            RadialTable.Between([.. kernels.Select(kernel => (double)kernel[kernel.Length / 2])], radius => radius * radius));
    }

    private double Shift(char colour) => colour switch
    {
        'R' => lens.LateralColour.Values[0],
        'B' => lens.LateralColour.Values[1],
        _ => 0,
    };
}
