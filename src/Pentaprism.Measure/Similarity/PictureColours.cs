using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Similarity;

/// <summary>Pixels as colours, and how far those of two pictures lie apart.</summary>
public static class PictureColours
{
    /// <summary>Gives CIEDE2000 of every pixel as a plane.</summary>
    /// <param name="a">One picture.</param>
    /// <param name="b">The other, of the same size and with as many channels.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The differences, which the caller owns.</returns>
    public static Plane<float> Map(PicturePlanes a, PicturePlanes b, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(context);
        var (first, second) = (new Converter(a), new Converter(b));
        var map = context.Pool.Rent<float>(a.Width, a.Height);
        Bands.Run(context, a.Width, a.Height, 16, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var row = map.Row(y);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = (float)ColourDifference.Ciede2000(first.At(x, y), second.At(x, y));
                }
            }
        });
        return map;
    }

    /// <summary>Gives the statistics of CIEDE2000 over all pixels.</summary>
    /// <param name="a">One picture.</param>
    /// <param name="b">The other.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    public static DifferenceStatistics Differences(PicturePlanes a, PicturePlanes b, ProcessingContext context)
    {
        using var map = Map(a, b, context);
        return DifferenceStatistics.Of(map.Samples.ToArray());
    }

    private sealed class Converter(PicturePlanes picture)
    {
        private readonly RgbSpace _space = picture.Encoding.Space ?? RgbSpace.Srgb;
        private readonly TransferFunction _transfer = picture.Encoding.Transfer ?? TransferFunction.Srgb;
        private readonly Matrix3x3 _toXyz = (picture.Encoding.Space ?? RgbSpace.Srgb).ToXyz;
        private readonly Plane<float> _red = picture.Planes[0];
        private readonly Plane<float> _green = picture.Planes[picture.Planes.Count > 1 ? 1 : 0];
        private readonly Plane<float> _blue = picture.Planes[picture.Planes.Count > 1 ? 2 : 0];

        public Cielab At(int x, int y)
        {
            var linear = new Vector3d(_transfer.Decode(_red.Row(y)[x]), _transfer.Decode(_green.Row(y)[x]), _transfer.Decode(_blue.Row(y)[x]));
            return Cielab.FromXyz(_toXyz * linear, _space.White);
        }
    }
}
