using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>What a frame shows at the cells of the reference, 4 × 4 samples each: light and carriers at the cells' centres. Owns its planes.</summary>
/// <remarks>Cell (i, j) has its centre at the point (4i + 1½, 4j + 1½) of the reference. A rectangle of cells may be taken.</remarks>
internal sealed class CellPicture : IDisposable
{
    /// <summary>Side of a cell in samples.</summary>
    public const int Pitch = 4;

    /// <summary>Light of cells that the frame does not show, far above any other.</summary>
    public const float Nowhere = 1e4f;

    // The smoothed light of a point reaches this far.
    private const double Margin = 2;

    private const int BandHeight = 16;

    private CellPicture(PixelRectangle area, Plane<float> light, Plane<float> values)
    {
        Area = area;
        Light = light;
        Values = values;
    }

    /// <summary>Gets the cells that it covers.</summary>
    public PixelRectangle Area { get; }

    /// <summary>Gets the light.</summary>
    public Plane<float> Light { get; }

    /// <summary>Gets four numbers a cell: the three carriers and the light.</summary>
    public Plane<float> Values { get; }

    /// <summary>Takes the picture.</summary>
    /// <param name="proxy">The frame.</param>
    /// <param name="motion">Where the reference's points lie in the frame.</param>
    /// <param name="frameWidth">Columns of the frame.</param>
    /// <param name="frameHeight">Rows of the frame.</param>
    /// <param name="area">The cells that are wanted.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The picture.</returns>
    public static CellPicture Of(LocalProxy proxy, FrameMotion motion, int frameWidth, int frameHeight, PixelRectangle area, ProcessingContext context)
    {
        var light = context.Pool.Rent<float>(area.Width, area.Height);
        var values = context.Pool.Rent<float>(4 * area.Width, area.Height);
        Bands.Run(context, area.Width * Pitch, area.Height, BandHeight, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<float>(area.Width, 4);
            var xs = scratch.Row(0);
            var ys = scratch.Row(1);
            var us = scratch.Row(2);
            var vs = scratch.Row(3);
            for (var row = top; row < bottom; row++)
            {
                Places(motion, area.Left, area.Top + row, xs, ys);
                for (var i = 0; i < xs.Length; i++)
                {
                    // The sampler counts from the corner of the first sample of the proxy: (x − ½)/2 + ½.
                    us[i] = (xs[i] * 0.5f) + 0.25f;
                    vs[i] = (ys[i] * 0.5f) + 0.25f;
                }

                PointSampler.CatmullRom(proxy.Light, us, vs, light.Row(row));
                Hide(xs, ys, frameWidth, frameHeight, light.Row(row));
                CarrierSampler.Run(proxy.Carriers, xs, ys, light.Row(row), values.Row(row));
            }
        });
        return new CellPicture(area, light, values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Light.Dispose();
        Values.Dispose();
    }

    private static void Places(FrameMotion motion, int left, int row, Span<float> xs, Span<float> ys)
    {
        var y = (row * Pitch) + 1.5;
        var m = motion.Global;
        for (var i = 0; i < xs.Length; i++)
        {
            var x = ((left + i) * Pitch) + 1.5;
            var z = (m.M31 * x) + (m.M32 * y) + m.M33;
            xs[i] = (float)(((m.M11 * x) + (m.M12 * y) + m.M13) / z);
            ys[i] = (float)(((m.M21 * x) + (m.M22 * y) + m.M23) / z);
        }

        if (motion.Local is { } local)
        {
            for (var i = 0; i < xs.Length; i++)
            {
                var (dx, dy) = local.At(((left + i) * Pitch) + 1.5, y);
                xs[i] += (float)dx;
                ys[i] += (float)dy;
            }
        }
    }

    private static void Hide(ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, int width, int height, Span<float> light)
    {
        for (var i = 0; i < light.Length; i++)
        {
            var inside = xs[i] >= Margin - 0.5 && ys[i] >= Margin - 0.5 && xs[i] <= width - 0.5 - Margin && ys[i] <= height - 0.5 - Margin;
            light[i] = inside ? light[i] : Nowhere;
        }
    }
}
