namespace Pentaprism.Optics.Analysis;

/// <summary>How kernels of a field are sampled.</summary>
/// <param name="PixelPitch">Distance of pixels, mm.</param>
/// <param name="Side">Side of a kernel, pixels, odd.</param>
/// <param name="Oversampling">Fine samples along a side of a pixel, odd, so that a pixel is a block of them.</param>
/// <param name="Substeps">Samples of the wave along a side of a fine one, odd.</param>
internal sealed record KernelGrid(double PixelPitch, int Side, int Oversampling, int Substeps)
{
    // Samples beyond the kernel that the cubic between samples reaches for.
    private const int Margin = 2;

    // Samples in λF: an image has no detail finer than two of them, and a pixel of five or more sums them right. Where kernels are too wide for that,
    // five quarters do: what they take for coarser detail is still too fine for the sums over three and more of them that make a pixel.
    private const double SamplesOfDetail = 2;
    private const int SamplesOfPixel = 5;
    private const double StepsOfDetail = 1.25;

    private const int LargestFineSide = 515;
    private const int LargestWaveSide = 2047;

    // Diffraction spreads light beyond the spot: outside 5 λF some 4 % of an Airy disc is left, thinly.
    private const double DiffractionReach = 5;

    public int FineSide => (Side * Oversampling) + (2 * Margin);

    public double FineSpacing => PixelPitch / Oversampling;

    public int WaveSide => FineSide * Substeps;

    public double WaveSpacing => FineSpacing / Substeps;

    /// <summary>Chooses the sampling.</summary>
    /// <param name="options">The pixel, and the side where it is asked for.</param>
    /// <param name="spotRadius">How far rays fall from the middle of an image at most, mm.</param>
    /// <param name="finest">The finest λF of an image, mm.</param>
    /// <param name="coarsest">The coarsest.</param>
    /// <returns>The sampling.</returns>
    public static KernelGrid Choose(PsfFieldOptions options, double spotRadius, double finest, double coarsest)
    {
        var pitch = options.PixelPitch;
        var reach = Math.Min(PsfFieldOptions.LargestSide / 2, Math.Ceiling((spotRadius + (DiffractionReach * coarsest)) / pitch));
        var side = options.Side > 0 ? options.Side : Math.Max(9, (2 * (int)reach) + 1);
        var most = Odd(Math.Max(3, ((LargestFineSide - (2 * Margin)) / side) - 1));
        var oversampling = Math.Min(most, Math.Max(SamplesOfPixel, Odd((int)Math.Ceiling(SamplesOfDetail * pitch / finest))));
        var fine = (side * oversampling) + (2 * Margin);
        var substeps = Odd((int)Math.Ceiling(StepsOfDetail * pitch / oversampling / finest));
        while (substeps > 1 && fine * substeps > LargestWaveSide)
        {
            substeps -= 2;
        }

        return new(pitch, side, oversampling, substeps);
    }

    /// <summary>Collects samples into the blocks they belong to.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="side">Samples in a row.</param>
    /// <param name="margin">Samples to leave out on each side.</param>
    /// <param name="block">Samples along a side of a block.</param>
    /// <returns>The sums, row by row.</returns>
    public static double[] Collect(IReadOnlyList<double> samples, int side, int margin, int block)
    {
        var count = (side - (2 * margin)) / block;
        var sums = new double[count * count];
        for (var row = 0; row < count * block; row++)
        {
            for (var column = 0; column < count * block; column++)
            {
                sums[(row / block * count) + (column / block)] += samples[((row + margin) * side) + column + margin];
            }
        }

        return sums;
    }

    /// <summary>Collects a fine kernel into pixels.</summary>
    /// <param name="fine">The kernel, in the frame it was computed in.</param>
    /// <returns>Side × Side values.</returns>
    public double[] ToPixels(IReadOnlyList<float> fine) => Collect([.. fine.Select(value => (double)value)], FineSide, Margin, Oversampling);

    /// <summary>Gives the energy within the disc that a kernel is.</summary>
    /// <param name="fine">The kernel.</param>
    /// <returns>The energy.</returns>
    public double EnergyOfDisc(float[] fine)
    {
        var (sum, middle, reach) = (0.0, FineSide / 2, Side * Oversampling / 2.0);
        for (var i = 0; i < fine.Length; i++)
        {
            double x = (i % FineSide) - middle, y = (i / FineSide) - middle;
            sum += (x * x) + (y * y) <= reach * reach ? fine[i] : 0;
        }

        return sum;
    }

    private static int Odd(int number) => number | 1;
}
