namespace Pentaprism.Imaging;

/// <summary>The kernels of a channel on pixels, anywhere in the picture.</summary>
internal sealed class RadialKernels
{
    private readonly PsfFieldChannel _channel;
    private readonly KernelPixels _pixels;

    // Those at the computed radii: four of them make one between, which is quicker than the whole basis for every tile.
    private readonly float[][] _radial;

    public RadialKernels(PsfFieldChannel channel, KernelPixels pixels) => (_channel, _pixels, _radial) = (channel, pixels, pixels.Radial());

    /// <summary>Gets the side of a kernel, odd.</summary>
    public int Side => _pixels.Side;

    /// <summary>Gets the largest radius at which a kernel was computed, pixels.</summary>
    public double Farthest => _channel.RealRadii[^1] / _channel.PixelPitch;

    /// <summary>Gives the kernel at a radius, pixels from the axis, in a direction.</summary>
    /// <param name="radius">Pixels; as good below 0 as above it.</param>
    /// <param name="x">The direction along rows.</param>
    /// <param name="y">The direction along columns.</param>
    public float[] At(double radius, double x, double y)
    {
        var (first, weights) = RadialNodes.Weights(_channel.RealRadii, Math.Clamp(Math.Abs(radius) * _channel.PixelPitch, 0, _channel.RealRadii[^1]));
        var kernel = new float[_radial[0].Length];
        for (var i = 0; i < weights.Length; i++)
        {
            PsfFieldChannel.AddScaled((float)weights[i], _radial[first + i], kernel);
        }

        return _pixels.Collect(kernel, x, y);
    }
}
