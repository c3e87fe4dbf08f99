namespace Pentaprism.Imaging;

/// <summary>How the kernels of a channel come onto pixels.</summary>
internal abstract class KernelPixels(PsfFieldChannel channel)
{
    /// <summary>Gets the side of a kernel on pixels, odd.</summary>
    public virtual int Side => Channel.Side;

    protected PsfFieldChannel Channel { get; } = channel;

    /// <summary>Gets the kernels at the computed radii, as <see cref="Collect"/> wants them.</summary>
    public virtual float[][] Radial() => [.. Channel.RealRadii.Select(Channel.RadialKernelAt)];

    /// <summary>Turns a kernel to its place and brings it onto pixels.</summary>
    /// <param name="radial">A blend of those of <see cref="Radial"/>.</param>
    /// <param name="x">Place along rows, mm from the axis.</param>
    /// <param name="y">Place along columns.</param>
    /// <returns>Side × Side values, in all 1.</returns>
    public abstract float[] Collect(float[] radial, double x, double y);
}

/// <summary>The light of a point on each pixel's square: for scenes of points.</summary>
internal sealed class SquarePixels(PsfFieldChannel channel) : KernelPixels(channel)
{
    public override float[] Collect(float[] radial, double x, double y) => KernelTurn.ToPixels(Channel, radial, x, y);
}
