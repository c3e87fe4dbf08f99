using Pentaprism.Capture.Scenes;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Lenses;

/// <summary>What a lens makes of a sharp, undistorted picture: distortion and lateral colour, blur over the field, scattered light, veiling glare, fall of light.</summary>
/// <param name="model">The lens.</param>
/// <param name="glare">Share of the picture's light that is spread over all of it.</param>
/// <param name="cornerPixels">Distance of the sensor's corner from the axis in pixels of the file.</param>
/// <param name="brightest">What a diffuse surface has at most in a plane: more is the light of lamps.</param>
internal sealed class LensImage(ILensModel model, double glare, double cornerPixels, double brightest)
{
    /// <summary>Gets the lens.</summary>
    public ILensModel Model => model;

    /// <summary>Gets how it scatters light; null where it does not.</summary>
    public ScatterProfile? Scatter { get; init; }

    /// <summary>Gets the distance of the sensor's corner from the axis in pixels of the file.</summary>
    public double CornerPixels => cornerPixels;

    /// <summary>Gets the fall of light.</summary>
    public RadialTable Illumination => model.Illumination;

    /// <summary>Gets how far from its place light falls near it, pixels of the file.</summary>
    public int Reach => model.Reach;

    /// <summary>Gives the warp of a colour.</summary>
    public RadialWarp Warp(char colour) => model.Warp(colour);

    /// <summary>Gives the colour whose place stands for that of all: green where there is green.</summary>
    public static char ReferenceOf(string colours) => colours.Contains('G', StringComparison.Ordinal) ? 'G' : colours[0];

    /// <summary>Gives how far the lens moves points of some colours from their place, pixels, in a picture whose farthest point lies so far from the axis.</summary>
    public double Distortion(string colours, double farthest) =>
        colours.Max(colour => Math.Abs(Warp(colour).IdealOverReal((float)Math.Pow(farthest / CornerPixels, 2)) - 1)) * farthest;

    /// <summary>Turns a sharp, undistorted plane into what falls on the sensor, but for the fall of light.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="colour">Letter of the plane.</param>
    /// <param name="frame">The picture within the plane.</param>
    /// <param name="axis">Where the axis lies, pixels from the upper left corner of the picture.</param>
    /// <param name="plane">The plane; takes the result.</param>
    /// <returns>The share of the light that its blur leaves near its place, over the radius.</returns>
    public RadialTable Form(ProcessingContext context, char colour, SceneFrame frame, (double X, double Y) axis, Plane<float> plane)
    {
        var field = FieldOf(frame, axis, CornerPixels);
        using var warped = context.Pool.Rent<float>(plane.Width, plane.Height);
        var near = Near(context, colour, field, plane, warped);
        if (Scatter is not null)
        {
            new ScatteredLight(Scatter).Scatter(context, plane, Mean(plane, frame));
        }

        Spread(plane, field, near, 1 - (float)glare, Mean(warped, frame));
        return near;
    }

    /// <summary>Gives what falls near its place of the light of a part of a picture, scattered light and glare left out.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="colour">Letter of the plane.</param>
    /// <param name="axis">Where the axis lies, pixels from the upper left corner of the part.</param>
    /// <param name="plane">The part; takes the result.</param>
    public void FormPart(ProcessingContext context, char colour, (double X, double Y) axis, Plane<float> plane)
    {
        using var warped = context.Pool.Rent<float>(plane.Width, plane.Height);
        Near(context, colour, new FieldFrame(axis.X, axis.Y, CornerPixels), plane, warped);
        foreach (ref var sample in plane.Samples)
        {
            sample *= (float)StaysNear;
        }
    }

    /// <summary>Adds what <see cref="FormPart"/> leaves out, of what was changed in a picture by parts.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="frame">The picture within the planes.</param>
    /// <param name="axis">Where the axis lies, pixels from the upper left corner of the picture.</param>
    /// <param name="near">The share of the light that is near its place.</param>
    /// <param name="before">The picture before.</param>
    /// <param name="plane">The picture with its parts changed; takes the result.</param>
    public void SpreadChange(ProcessingContext context, SceneFrame frame, (double X, double Y) axis, RadialTable near, Plane<float> before, Plane<float> plane)
    {
        var field = FieldOf(frame, axis, CornerPixels);
        using var change = context.Pool.Rent<float>(plane.Width, plane.Height);
        for (var y = 0; y < plane.Height; y++)
        {
            var row = change.Row(y);
            var now = plane.Row(y);
            var then = before.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = (now[x] - then[x]) / (float)StaysNear;
            }
        }

        if (Scatter is not null)
        {
            new ScatteredLight(Scatter).Add(context, change, Mean(change, frame), (1 - glare) * Scatter.Share, plane);
        }

        Spread(plane, field, near, 1, MeanBeforeBlur(change, frame, field, near));
    }

    // The share of the light that is neither scattered nor glare.
    private double StaysNear => (1 - glare) * (1 - (Scatter?.Share ?? 0));

    // Warps into the second plane and blurs back into the first; gives the share of the light that is there.
    private RadialTable Near(ProcessingContext context, char colour, FieldFrame field, Plane<float> plane, Plane<float> warped)
    {
        var warp = Warp(colour);
        if (warp.IsIdentity)
        {
            plane.Samples.CopyTo(warped.Samples);
        }
        else
        {
            LensWarp.Apply(context, plane, warp, field, (float)brightest, warped);
        }

        var shares = model.Blur(context, colour, field, warped, plane);
        KeepOwnLight(context, shares, field, warped, plane);
        return shares.Near;
    }

    // Kernels of lenses sharper than the grid have small negative weights, and lamps would have black rings. What a pixel keeps of its own light is
    // the least that a lens can leave there.
    private static void KeepOwnLight(ProcessingContext context, LightShares shares, FieldFrame field, Plane<float> sharp, Plane<float> blurred)
    {
        var scale = (float)(1 / (field.Corner * field.Corner));
        Bands.Run(context, sharp.Width, sharp.Height, Bands.DefaultHeight, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var own = sharp.Row(y);
                var row = blurred.Row(y);
                var dy = (float)(y + 0.5 - field.CentreY);
                for (var x = 0; x < row.Length; x++)
                {
                    var dx = (float)(x + 0.5 - field.CentreX);
                    var square = ((dx * dx) + (dy * dy)) * scale;
                    row[x] = shares.Near.At(square) * Math.Max(row[x], shares.Own.At(square) * Math.Max(own[x], 0));
                }
            }
        });
    }

    // Glare, and what of the diffraction pattern lies beyond the kernel, is spread over all of the picture.
    private void Spread(Plane<float> plane, FieldFrame field, RadialTable reached, float stays, double mean)
    {
        var scale = (float)(1 / (field.Corner * field.Corner));
        for (var y = 0; y < plane.Height; y++)
        {
            var row = plane.Row(y);
            var dy = (float)(y + 0.5 - field.CentreY);
            for (var x = 0; x < row.Length; x++)
            {
                var dx = (float)(x + 0.5 - field.CentreX);
                row[x] = Math.Max((stays * row[x]) + ((1 - ((1 - (float)glare) * reached.At(((dx * dx) + (dy * dy)) * scale))) * (float)mean), 0);
            }
        }
    }

    private static FieldFrame FieldOf(SceneFrame frame, (double X, double Y) axis, double corner) => new(axis.X + frame.Margin, axis.Y + frame.Margin, corner);

    private static double MeanBeforeBlur(Plane<float> plane, SceneFrame frame, FieldFrame field, RadialTable near)
    {
        var sum = 0.0;
        for (var y = frame.Margin; y < frame.Margin + frame.Height; y++)
        {
            var line = 0.0;
            var row = plane.Row(y);
            for (var x = frame.Margin; x < frame.Margin + frame.Width; x++)
            {
                line += row[x] / near.At((float)field.SquaredRadius(x + 0.5, y + 0.5));
            }

            sum += line;
        }

        return sum / ((double)frame.Width * frame.Height);
    }

    private static double Mean(Plane<float> plane, SceneFrame frame)
    {
        var sum = 0.0;
        for (var y = 0; y < frame.Height; y++)
        {
            var line = 0.0;
            foreach (var sample in plane.Row(y + frame.Margin).Slice(frame.Margin, frame.Width))
            {
                line += sample;
            }

            sum += line;
        }

        return sum / ((double)frame.Width * frame.Height);
    }
}
