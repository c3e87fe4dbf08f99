using Pentaprism.Imaging;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Similarity;

/// <summary>How one picture lies over another: turned and scaled about the middle of the first, then moved.</summary>
/// <param name="X">Movement to the right, pixels of the second picture.</param>
/// <param name="Y">Movement downwards.</param>
/// <param name="Angle">Turn from x to y, radians.</param>
/// <param name="Scale">Scale, 1 for none.</param>
public sealed record Registration(double X, double Y, double Angle, double Scale)
{
    private const int Unknowns = 6;
    private const int Steps = 12;
    private const int Coarsest = 24;

    /// <summary>Finds how a picture lies over a reference.</summary>
    /// <remarks>Least squares on the brightness from coarse to fine, with gain and offset of the brightness among the unknowns (Lucas and Kanade 1981).</remarks>
    /// <param name="reference">The reference.</param>
    /// <param name="picture">The other picture; its size may differ a little.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>Where the pixels of the reference lie in the picture.</returns>
    public static Registration Find(Plane<float> reference, Plane<float> picture, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(context);
        var halvings = GaussianPyramid.Halvings(Math.Min(reference.Width, picture.Width), Math.Min(reference.Height, picture.Height), Coarsest);
        using var first = GaussianPyramid.Build(context, reference, halvings);
        using var second = GaussianPyramid.Build(context, picture, halvings);
        var found = new Registration((picture.Width - reference.Width) / 2.0, (picture.Height - reference.Height) / 2.0, 0, 1);
        for (var level = halvings; level >= 0; level--)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var size = 1 << level;
            var coarse = found with { X = found.X / size, Y = found.Y / size };
            coarse = coarse.Refined(first.Levels[level], second.Levels[level]);
            found = coarse with { X = coarse.X * size, Y = coarse.Y * size };
        }

        return found;
    }

    /// <summary>Gives where a point of the reference lies in the picture; points are counted from the first sample's centre.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="width">Columns of the reference.</param>
    /// <param name="height">Rows of the reference.</param>
    public (double X, double Y) Map(double x, double y, int width, int height)
    {
        var (sine, cosine) = Math.SinCos(Angle);
        var (centreX, centreY) = ((width - 1) / 2.0, (height - 1) / 2.0);
        var (dx, dy) = (x - centreX, y - centreY);
        return (centreX + X + (Scale * ((dx * cosine) - (dy * sine))), centreY + Y + (Scale * ((dx * sine) + (dy * cosine))));
    }

    /// <summary>Brings a plane of the picture into the geometry of the reference.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="area">The part of the reference to make; it must lie within the picture.</param>
    /// <param name="width">Columns of the reference.</param>
    /// <param name="height">Rows of the reference.</param>
    /// <param name="context">Memory and workers.</param>
    public Plane<float> Warp(Plane<float> plane, PixelRectangle area, int width, int height, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(context);
        var warped = context.Pool.Rent<float>(area.Width, area.Height);
        Bands.Run(context, area.Width, area.Height, 16, (top, bottom) =>
        {
            var (xs, ys) = (new float[area.Width], new float[area.Width]);
            for (var y = top; y < bottom; y++)
            {
                for (var x = 0; x < area.Width; x++)
                {
                    var (px, py) = Map(area.Left + x, area.Top + y, width, height);
                    (xs[x], ys[x]) = ((float)(px + 0.5), (float)(py + 0.5));
                }

                PointSampler.Lanczos3(plane, xs, ys, warped.Row(y));
            }
        });
        return warped;
    }

    /// <summary>Gives the largest part of the reference, a margin taken off each side, that lies within the picture.</summary>
    /// <param name="width">Columns of the reference.</param>
    /// <param name="height">Rows of the reference.</param>
    /// <param name="pictureWidth">Columns of the picture.</param>
    /// <param name="pictureHeight">Rows of the picture.</param>
    public PixelRectangle Overlap(int width, int height, int pictureWidth, int pictureHeight)
    {
        const double Border = 3;
        for (var margin = 0; (2 * margin) + 16 < Math.Min(width, height); margin++)
        {
            (double X, double Y)[] corners =
            [
                Map(margin, margin, width, height), Map(width - 1 - margin, margin, width, height),
                Map(margin, height - 1 - margin, width, height), Map(width - 1 - margin, height - 1 - margin, width, height),
            ];
            if (corners.All(corner => corner.X >= Border && corner.Y >= Border && corner.X <= pictureWidth - 1 - Border && corner.Y <= pictureHeight - 1 - Border))
            {
                return new PixelRectangle(margin, margin, width - (2 * margin), height - (2 * margin));
            }
        }

        return default;
    }

    private Registration Refined(Plane<float> reference, Plane<float> picture)
    {
        var (current, gain, offset) = (this, 1.0, 0.0);
        Span<double> normal = stackalloc double[Unknowns * Unknowns];
        Span<double> gradient = stackalloc double[Unknowns];
        Span<double> step = stackalloc double[Unknowns];
        for (var i = 0; i < Steps; i++)
        {
            current.Accumulate(reference, picture, gain, offset, normal, gradient);
            if (!SmallSystem.Invert(normal, Unknowns))
            {
                return current;
            }

            SmallSystem.Multiply(normal, gradient, step);
            current = new Registration(
                current.X + Math.Clamp(step[0], -2, 2),
                current.Y + Math.Clamp(step[1], -2, 2),
                current.Angle + Math.Clamp(step[2], -0.05, 0.05),
                current.Scale * Math.Exp(Math.Clamp(step[3], -0.05, 0.05)));
            (gain, offset) = (gain + step[4], offset + step[5]);
            if (Math.Abs(step[0]) + Math.Abs(step[1]) < 1e-4 && Math.Abs(step[2]) + Math.Abs(step[3]) < 1e-6)
            {
                break;
            }
        }

        return current;
    }

    // Residual gain · reference + offset − picture at the mapped place; the slopes of the picture are taken from the reference's.
    private void Accumulate(Plane<float> reference, Plane<float> picture, double gain, double offset, Span<double> normal, Span<double> gradient)
    {
        normal.Clear();
        gradient.Clear();
        Span<double> row = stackalloc double[Unknowns];
        var (centreX, centreY) = ((reference.Width - 1) / 2.0, (reference.Height - 1) / 2.0);
        var stride = Math.Max(1, (int)Math.Sqrt((double)reference.Width * reference.Height / 250_000));
        for (var y = 1; y < reference.Height - 1; y += stride)
        {
            var line = reference.Row(y);
            var above = reference.Row(y - 1);
            var below = reference.Row(y + 1);
            for (var x = 1; x < reference.Width - 1; x += stride)
            {
                var (px, py) = Map(x, y, reference.Width, reference.Height);
                var (left, top) = ((int)Math.Floor(px), (int)Math.Floor(py));
                if (left < 0 || top < 0 || left >= picture.Width - 1 || top >= picture.Height - 1)
                {
                    continue;
                }

                var (u, v) = (px - left, py - top);
                var upper = picture.Row(top);
                var lower = picture.Row(top + 1);
                var value = ((1 - v) * (((1 - u) * upper[left]) + (u * upper[left + 1]))) + (v * (((1 - u) * lower[left]) + (u * lower[left + 1])));
                var residual = (gain * line[x]) + offset - value;
                var (slopeX, slopeY) = (gain * 0.5 * (line[x + 1] - line[x - 1]), gain * 0.5 * (below[x] - above[x]));
                row[0] = slopeX;
                row[1] = slopeY;
                row[2] = (slopeY * (x - centreX)) - (slopeX * (y - centreY));
                row[3] = (slopeX * (x - centreX)) + (slopeY * (y - centreY));
                row[4] = -line[x];
                row[5] = -1;
                for (var j = 0; j < Unknowns; j++)
                {
                    gradient[j] += row[j] * residual;
                    for (var k = 0; k < Unknowns; k++)
                    {
                        normal[(j * Unknowns) + k] += row[j] * row[k];
                    }
                }
            }
        }
    }
}
