using Pentaprism.Imaging;

namespace Pentaprism.Capture.Lenses;

/// <summary>Moves an undistorted plane to where a lens puts it.</summary>
internal static class LensWarp
{
    /// <summary>Warps a plane.</summary>
    /// <param name="context">Workers and cancellation.</param>
    /// <param name="source">The undistorted picture.</param>
    /// <param name="warp">Where points lie.</param>
    /// <param name="field">Axis and scale.</param>
    /// <param name="destination">A plane of the same size.</param>
    public static void Apply(ProcessingContext context, Plane<float> source, RadialWarp warp, FieldFrame field, Plane<float> destination) =>
        Bands.Run(context, source.Width, source.Height, Bands.DefaultHeight, () => (Xs: new float[source.Width], Ys: new float[source.Width]), (room, top, bottom) =>
        {
            var scale = (float)(1 / (field.Corner * field.Corner));
            for (var y = top; y < bottom; y++)
            {
                var dy = (float)(y + 0.5 - field.CentreY);
                for (var x = 0; x < source.Width; x++)
                {
                    var dx = (float)(x + 0.5 - field.CentreX);
                    var farther = warp.IdealOverReal(((dx * dx) + (dy * dy)) * scale);
                    room.Xs[x] = (dx * farther) + (float)field.CentreX;
                    room.Ys[x] = (dy * farther) + (float)field.CentreY;
                }

                PointSampler.Lanczos3(source, room.Xs, room.Ys, destination.Row(y));
            }
        });
}
