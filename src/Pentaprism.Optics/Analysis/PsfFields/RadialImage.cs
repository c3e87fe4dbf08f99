using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>What a lens makes of one field along y: the finely sampled image of a point for each channel, and where it lies.</summary>
/// <param name="Field">The field.</param>
/// <param name="IdealRadius">Where an undistorted image lies, mm from the axis.</param>
/// <param name="BundleArea">The light, against that of other fields.</param>
/// <param name="RealRadius">Where the image of each channel lies.</param>
/// <param name="Fine">The image of each channel, rows running away from the axis.</param>
internal sealed record RadialImage(
    double Field, double IdealRadius, double BundleArea, ImmutableArray<double> RealRadius, ImmutableArray<float[]> Fine)
{
    /// <summary>Computes it.</summary>
    /// <param name="waves">The waves of the field.</param>
    /// <param name="grid">How images are sampled.</param>
    /// <returns>The images.</returns>
    public static RadialImage Of(RadialWaves waves, KernelGrid grid)
    {
        var images = waves.Channels.Select(channel => Image(channel, grid));
        return new(
            waves.Field, waves.IdealRadius, waves.BundleArea, [.. waves.Channels.Select(channel => Math.Abs(channel.CentreY))], [.. images]);
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
