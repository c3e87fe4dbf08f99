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
    public RadialTable Blur(ProcessingContext context, char colour, FieldFrame field, Plane<float> source, Plane<float> destination)
    {
        var kernels = Kernels(colour);
        FieldBlur.Apply(context, source, kernels, field, destination);
        var reached = kernels[0].Sum();
        return new RadialTable(_ => reached);
    }

    private float[][] Kernels(char colour)
    {
        var side = Side;
        float[] Kernel(double squaredRadius) =>
            LensKernel.Make(side, pixelPitch, _wavelengths[colour], fNumber, double.Lerp(lens.Blur.Values[0], lens.Blur.Values[1], squaredRadius));
        var axis = Kernel(0);
        var reached = axis.Sum();

        // Everywhere the same share of light stays within the kernel, so that an even surface stays even.
        return [axis, .. Enumerable.Range(1, KernelRadii - 1).Select(i => Kernel(i / (KernelRadii - 1.0))).Select(kernel => kernel.Select(weight => weight * reached / kernel.Sum()).ToArray())];
    }

    private double Shift(char colour) => colour switch
    {
        'R' => lens.LateralColour.Values[0],
        'B' => lens.LateralColour.Values[1],
        _ => 0,
    };
}
