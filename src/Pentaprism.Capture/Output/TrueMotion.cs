using Pentaprism.Capture.Lenses;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Output;

/// <summary>Where in a frame the camera sees what lies at a pixel while neither hand nor scene has moved yet.</summary>
/// <remarks>
/// A point at p of the sensor lies at u(p) of the undistorted picture, after t seconds at u(p) + v t, and there the lens puts it to the sensor again;
/// then the hand moves the picture: s = c + (x, y) + R (u⁻¹(u(p) + v t) − c), with c the axis of the lens and R a turn by the roll.
/// </remarks>
/// <param name="photograph">The capture.</param>
/// <param name="seen">What is seen where.</param>
internal sealed class TrueMotion(Photograph photograph, SeenLayers seen)
{
    private const int Steps = 12;

    private readonly RadialWarp _warp = photograph.Lens.Warp(LensImage.ReferenceOf(photograph.Reading.Filters.Used));

    /// <summary>Gives three samples for each pixel: the way to the right and down in pixels, and 1 where something moves by itself.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="frame">Number of the frame.</param>
    public Plane<float> Of(ProcessingContext context, int frame)
    {
        var (width, height) = (photograph.Area.Width, photograph.Area.Height);
        var (motion, seconds, centre) = (photograph.Motion(frame), photograph.Middle(frame), photograph.Axis);
        var (sine, cosine) = Math.SinCos(motion.Roll);
        var samples = context.Pool.Rent<float>(3 * width, height);
        Bands.Run(context, width, height, Bands.DefaultHeight, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var row = samples.Row(y);
                for (var x = 0; x < width; x++)
                {
                    var (dx, dy) = (x + 0.5 - centre.X, y + 0.5 - centre.Y);
                    var (ideal, moves) = Moved(dx, dy, centre, seconds);
                    row[3 * x] = (float)((ideal.X * cosine) - (ideal.Y * sine) + motion.X - dx);
                    row[(3 * x) + 1] = (float)((ideal.X * sine) + (ideal.Y * cosine) + motion.Y - dy);
                    row[(3 * x) + 2] = moves ? 1 : 0;
                }
            }
        });
        return samples;
    }

    // From the axis: where what is seen at a point lies later.
    private ((double X, double Y) Place, bool Moves) Moved(double dx, double dy, (double X, double Y) centre, double seconds)
    {
        var corner = photograph.Lens.CornerPixels * photograph.Lens.CornerPixels;
        var farther = _warp.IdealOverReal((float)(((dx * dx) + (dy * dy)) / corner));
        var velocity = seen.Velocity((dx * farther) + centre.X, (dy * farther) + centre.Y);
        if (velocity == default)
        {
            return ((dx, dy), false);
        }

        var (x, y) = ((dx * farther) + (velocity.X * seconds), (dy * farther) + (velocity.Y * seconds));
        var (realX, realY) = (x, y);
        for (var step = 0; step < Steps; step++)
        {
            farther = _warp.IdealOverReal((float)(((realX * realX) + (realY * realY)) / corner));
            (realX, realY) = (x / farther, y / farther);
        }

        return ((realX, realY), true);
    }
}
