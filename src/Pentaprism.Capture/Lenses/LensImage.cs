using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Scenes;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Lenses;

/// <summary>What a lens makes of a sharp, undistorted picture: distortion and lateral colour, blur over the field, veiling glare, fall of light.</summary>
internal sealed class LensImage
{
    private const int KernelRadii = 9;
    private const int LargestSide = 25;

    // Wavelengths at which diffraction is worked out for each colour, µm.
    private static readonly Dictionary<char, double> _wavelengths = new() { ['R'] = 0.6, ['G'] = 0.54, ['B'] = 0.46, ['W'] = 0.55 };

    private readonly CameraLens _lens;
    private readonly double _pixelPitch;
    private readonly double _fNumber;
    private readonly double _cornerMicrometres;

    /// <summary>Makes the image-maker of a camera.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="pixelPitch">Distance of the file's pixels, µm.</param>
    /// <param name="fNumber">f-number.</param>
    public LensImage(Camera camera, double pixelPitch, double fNumber)
    {
        var sensor = camera.Sensor;
        _lens = camera.Lens;
        _pixelPitch = pixelPitch;
        _fNumber = fNumber;
        _cornerMicrometres = sensor.Pitch.Value * Math.Sqrt(Math.Pow(sensor.Columns.Value, 2) + Math.Pow(sensor.Rows.Value, 2)) / 2;
    }

    /// <summary>Gets the distance of the sensor's corner from the axis in pixels of the file.</summary>
    public double CornerPixels => _cornerMicrometres / _pixelPitch;

    /// <summary>Gets the fall of light: coefficients of 1 + Σ cₖ r²ᵏ.</summary>
    public System.Collections.Immutable.ImmutableArray<double> Illumination => _lens.Illumination.Values;

    /// <summary>Gives the warp of a colour.</summary>
    public RadialWarp Warp(char colour) => new(_lens.Distortion.Values, 1 + (Shift(colour) / _cornerMicrometres));

    /// <summary>Turns a sharp, undistorted plane into what falls on the sensor, but for the fall of light.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="colour">Letter of the plane.</param>
    /// <param name="frame">The picture within the plane.</param>
    /// <param name="axis">Where the axis lies, pixels from the upper left corner of the picture.</param>
    /// <param name="plane">The plane; takes the result.</param>
    public void Form(ProcessingContext context, char colour, SceneFrame frame, (double X, double Y) axis, Plane<float> plane)
    {
        var field = new FieldFrame(axis.X + frame.Margin, axis.Y + frame.Margin, CornerPixels);
        using var other = context.Pool.Rent<float>(plane.Width, plane.Height);
        var warp = Warp(colour);
        if (warp.IsIdentity)
        {
            plane.Samples.CopyTo(other.Samples);
        }
        else
        {
            LensWarp.Apply(context, plane, warp, field, other);
        }

        var kernels = Kernels(colour);
        FieldBlur.Apply(context, other, kernels, field, plane);
        Spread(plane, frame, kernels[0].Sum());
    }

    private float[][] Kernels(char colour)
    {
        var widest = _lens.Blur.Values.Max() / _pixelPitch;
        var side = Math.Min((2 * (int)Math.Ceiling(3 + (3 * widest))) + 1, LargestSide);
        float[] Kernel(double squaredRadius) =>
            LensKernel.Make(side, _pixelPitch, _wavelengths[colour], _fNumber, double.Lerp(_lens.Blur.Values[0], _lens.Blur.Values[1], squaredRadius));
        var axis = Kernel(0);
        var reached = axis.Sum();

        // Everywhere the same share of light stays within the kernel, so that an even surface stays even.
        return [axis, .. Enumerable.Range(1, KernelRadii - 1).Select(i => Kernel(i / (KernelRadii - 1.0))).Select(kernel => kernel.Select(weight => weight * reached / kernel.Sum()).ToArray())];
    }

    // Glare, and what of the diffraction pattern lies beyond the kernel, is spread over all of the picture.
    private void Spread(Plane<float> plane, SceneFrame frame, float reached)
    {
        var sum = 0.0;
        for (var y = 0; y < frame.Height; y++)
        {
            var line = 0.0;
            foreach (var sample in plane.Row(y + frame.Margin).Slice(frame.Margin, frame.Width))
            {
                line += sample;
            }

            sum += line;
        }

        // The blurred picture has the share of light that was reached.
        var mean = sum / ((double)frame.Width * frame.Height * reached);
        var stays = 1 - (float)_lens.Glare.Value;
        var veil = (float)((1 - (stays * reached)) * mean);
        foreach (ref var sample in plane.Samples)
        {
            sample = (stays * sample) + veil;
        }
    }

    private double Shift(char colour) => colour switch
    {
        'R' => _lens.LateralColour.Values[0],
        'B' => _lens.LateralColour.Values[1],
        _ => 0,
    };
}
