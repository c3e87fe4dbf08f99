using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Colour;

/// <summary>Applies the maker's local tone: a grid of gain curves over the picture (ProfileGainTableMap, both versions).</summary>
/// <remarks>
/// The input of a curve is the weighted sum of red, green, blue, their minimum and maximum in linear ProPhoto, times the exposure, clipped to
/// 0…1, to the power of the map's gamma; the gain found there, linear along the curve and bilinear over the grid, multiplies the pixel.
/// Pixel centres are at half coordinates of the whole warped picture. Source: DNG 1.7.1, ProfileGainTableMap and ProfileGainTableMap2.
/// </remarks>
public static class GainTableMapStage
{
    /// <summary>Multiplies a picture by its gains, in place.</summary>
    /// <param name="working">Linear Rec. 2020, the whole active area after its warps.</param>
    /// <param name="map">The map.</param>
    /// <param name="exposure">What the picture is still to be multiplied by for its baseline exposure; 1 when that is done.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <exception cref="ArgumentException">The map's numbers do not match its size.</exception>
    public static void Apply(RgbPlanes working, ProfileGainTableMap map, double exposure, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(working);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(context);
        if (map.Points < 1 || map.Gains.Length != (long)map.Rows * map.Columns * map.Points || map.InputWeights.Length != 5)
        {
            throw new ArgumentException("The gains do not fill the grid.", nameof(map));
        }

        var columns = ColumnPlaces(map, working.Width);
        Bands.Run(context, working.Width, working.Height, (top, bottom) =>
        {
            var gains = new float[working.Width];
            var curves = new float[map.Columns * map.Points];
            for (var y = top; y < bottom; y++)
            {
                var red = working.Red.Row(y);
                var green = working.Green.Row(y);
                var blue = working.Blue.Row(y);
                BlendRows(map, (y + 0.5) / working.Height, curves);
                CurveInputs(map, exposure, red, green, blue, gains);
                LookUp(map.Points, curves, columns, gains);
                RowProduct.Multiply(red, gains);
                RowProduct.Multiply(green, gains);
                RowProduct.Multiply(blue, gains);
            }
        });
    }

    // Where each pixel column lies between the grid's columns, in samples of a row of curves.
    private static (int Near, int Far, float Share)[] ColumnPlaces(ProfileGainTableMap map, int width)
    {
        var places = new (int, int, float)[width];
        for (var x = 0; x < width; x++)
        {
            var (near, far, share) = Place((x + 0.5) / width, map.OriginH, map.SpacingH, map.Columns);
            places[x] = (near * map.Points, far * map.Points, share);
        }

        return places;
    }

    private static (int Near, int Far, float Share) Place(double position, double origin, double spacing, int count)
    {
        var at = count > 1 && spacing > 0 ? Math.Clamp((position - origin) / spacing, 0, count - 1) : 0;
        var near = (int)at;
        return (near, Math.Min(near + 1, count - 1), (float)(at - near));
    }

    // The curves of all grid columns at one height of the picture.
    private static void BlendRows(ProfileGainTableMap map, double position, Span<float> curves)
    {
        var (near, far, share) = Place(position, map.OriginV, map.SpacingV, map.Rows);
        var above = map.Gains.AsSpan(near * curves.Length, curves.Length);
        var below = map.Gains.AsSpan(far * curves.Length, curves.Length);
        for (var i = 0; i < curves.Length; i++)
        {
            curves[i] = MathF.FusedMultiplyAdd(below[i] - above[i], share, above[i]);
        }
    }

    private static void CurveInputs(ProfileGainTableMap map, double exposure, Span<float> red, Span<float> green, Span<float> blue, Span<float> inputs)
    {
        var m = CameraToWorking.WorkingToProPhoto;
        var weights = map.InputWeights;
        for (var x = 0; x < inputs.Length; x++)
        {
            var (r0, g0, b0) = (red[x], green[x], blue[x]);
            var r = MathF.FusedMultiplyAdd(b0, (float)m.M13, MathF.FusedMultiplyAdd(g0, (float)m.M12, r0 * (float)m.M11));
            var g = MathF.FusedMultiplyAdd(b0, (float)m.M23, MathF.FusedMultiplyAdd(g0, (float)m.M22, r0 * (float)m.M21));
            var b = MathF.FusedMultiplyAdd(b0, (float)m.M33, MathF.FusedMultiplyAdd(g0, (float)m.M32, r0 * (float)m.M31));
            var (min, max) = (Math.Min(r, Math.Min(g, b)), Math.Max(r, Math.Max(g, b)));
            var sum = MathF.FusedMultiplyAdd(weights[4], max, MathF.FusedMultiplyAdd(weights[3], min,
                MathF.FusedMultiplyAdd(weights[2], b, MathF.FusedMultiplyAdd(weights[1], g, weights[0] * r))));
            inputs[x] = Math.Clamp(sum * (float)exposure, 0, 1);
        }

        if (map.Gamma != 1)
        {
            for (var x = 0; x < inputs.Length; x++)
            {
                inputs[x] = MathF.Pow(inputs[x], (float)map.Gamma);
            }
        }
    }

    // In place: the input of each pixel's curve becomes its gain. The scale is the number of points, not one less; the last point is a plateau.
    private static void LookUp(int points, ReadOnlySpan<float> curves, ReadOnlySpan<(int Near, int Far, float Share)> columns, Span<float> inputs)
    {
        for (var x = 0; x < inputs.Length; x++)
        {
            var (near, far, share) = columns[x];
            var at = inputs[x] * points;
            var low = Math.Min((int)at, points - 1);
            var high = Math.Min(low + 1, points - 1);
            var along = Math.Min(at - low, 1);
            var left = MathF.FusedMultiplyAdd(curves[near + high] - curves[near + low], along, curves[near + low]);
            var right = MathF.FusedMultiplyAdd(curves[far + high] - curves[far + low], along, curves[far + low]);
            inputs[x] = MathF.FusedMultiplyAdd(right - left, share, left);
        }
    }
}
