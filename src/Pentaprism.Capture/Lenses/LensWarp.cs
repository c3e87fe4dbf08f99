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

                Sample(source, room.Xs, room.Ys, destination.Row(y));
            }
        });

    /// <summary>Reads a plane between its samples. Interpolation overshoots; beside a lamp it would leave black rings, so a value is at least half that of the nearest sample.</summary>
    /// <param name="source">The picture, nowhere negative.</param>
    /// <param name="xs">Columns of the points.</param>
    /// <param name="ys">Rows of the points.</param>
    /// <param name="output">Takes the values.</param>
    public static void Sample(Plane<float> source, ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, Span<float> output)
    {
        PointSampler.Lanczos3(source, xs, ys, output);
        ReadOnlySpan<float> samples = source.Samples;
        for (var i = 0; i < output.Length; i++)
        {
            var (x, y) = (Math.Clamp((int)xs[i], 0, source.Width - 1), Math.Clamp((int)ys[i], 0, source.Height - 1));
            output[i] = Math.Max(output[i], 0.5f * samples[(y * source.Width) + x]);
        }
    }
}
