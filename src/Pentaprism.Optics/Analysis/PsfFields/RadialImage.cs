using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Optics.Analysis;

/// <summary>What a lens makes of one field along y: the finely sampled image of a point for each channel, and where it lies.</summary>
/// <param name="Field">The field.</param>
/// <param name="IdealRadius">Where an undistorted image lies, mm from the axis.</param>
/// <param name="BundleArea">The light, against that of other fields.</param>
/// <param name="RealRadius">Where the image of each channel lies: the middle of its squared light.</param>
/// <param name="Fine">The image of each channel about that place, rows running away from the axis.</param>
internal sealed record RadialImage(
    double Field, double IdealRadius, double BundleArea, ImmutableArray<double> RealRadius, ImmutableArray<float[]> Fine)
{
    // Samples on each side that interpolate between samples, and the shape of their window: flat to 10⁻³ up to nine tenths of the limit.
    private const int Reach = 12;
    private const double Shape = 4.5;

    /// <summary>Computes it.</summary>
    /// <remarks>
    /// The middle of squared light is the mean place of all waves that make the image, each counting as much as its contrast. About it images change
    /// least from field to field; the chief ray, which coma leaves at the tip of the image, would have them walk, and a mean of two is then blurred.
    /// </remarks>
    /// <param name="waves">The waves of the field.</param>
    /// <param name="grid">How images are sampled.</param>
    /// <returns>The images.</returns>
    public static RadialImage Of(RadialWaves waves, KernelGrid grid)
    {
        var images = waves.Channels.Select(channel => Centred(channel, grid)).ToArray();
        return new(waves.Field, waves.IdealRadius, waves.BundleArea, [.. images.Select(image => image.Radius)], [.. images.Select(image => image.Fine)]);
    }

    private static (double Radius, float[] Fine) Centred(ChannelWaves channel, KernelGrid grid)
    {
        var chief = Image(channel, grid);
        double squares = 0, moment = 0;
        for (var row = 0; row < grid.FineSide; row++)
        {
            var line = 0.0;
            foreach (var value in chief.AsSpan(row * grid.FineSide, grid.FineSide))
            {
                line += (double)value * value;
            }

            (squares, moment) = (squares + line, moment + (line * (row - (grid.FineSide / 2))));
        }

        var middle = moment / squares;
        return (Math.Abs(Math.Abs(channel.CentreY) + (middle * grid.FineSpacing)), Moved(chief, grid.FineSide, middle));
    }

    // Rows as they are some way farther from the axis, by a windowed sinc; beyond the outermost there is nothing.
    private static float[] Moved(float[] fine, int side, double way)
    {
        var moved = new float[fine.Length];
        for (var row = 0; row < side; row++)
        {
            var first = Math.Max(0, (int)Math.Ceiling(row + way - Reach));
            var last = Math.Min(side - 1, (int)Math.Floor(row + way + Reach));
            var line = moved.AsSpan(row * side, side);
            for (var from = first; from <= last; from++)
            {
                var weight = (float)WindowedSinc.At(from - row - way, Reach, Shape);
                for (var i = 0; i < side; i++)
                {
                    line[i] += weight * fine[(from * side) + i];
                }
            }
        }

        return moved;
    }

    private static float[] Image(ChannelWaves channel, KernelGrid grid)
    {
        var samples = new double[grid.WaveSide * grid.WaveSide];
        var plane = new ImageGrid(grid.WaveSide, grid.WaveSpacing, 0, channel.CentreY);
        for (var k = 0; k < channel.Waves.Length; k++)
        {
            FourierImage.AddTo(samples, channel.Samplers[k], channel.Waves[k], plane, channel.Weights[k]);
        }

        float[] fine = [.. KernelGrid.Collect(samples, grid.WaveSide, 0, grid.Substeps).Select(value => (float)value)];

        // A lens that turns its image over puts the far side of it below the axis.
        if (channel.CentreY < 0)
        {
            for (var row = 0; row < grid.FineSide / 2; row++)
            {
                var (near, far) = (row * grid.FineSide, (grid.FineSide - 1 - row) * grid.FineSide);
                for (var i = 0; i < grid.FineSide; i++)
                {
                    (fine[near + i], fine[far + i]) = (fine[far + i], fine[near + i]);
                }
            }
        }

        return fine;
    }
}
