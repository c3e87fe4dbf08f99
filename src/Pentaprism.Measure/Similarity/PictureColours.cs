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
        var map = context.Pool.Rent<float>(a.Width, a.Height);
        Bands.Run(context, a.Width, a.Height, 16, () => (First: new ColourRow(a), Second: new ColourRow(b)), (rows, top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                rows.First.Load(y);
                rows.Second.Load(y);
                var row = map.Row(y);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = (float)ColourDifference.Ciede2000(rows.First.At(x), rows.Second.At(x));
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

    /// <summary>One row of a picture in linear light.</summary>
    private sealed class ColourRow(PicturePlanes picture)
    {
        private readonly RgbSpace _space = picture.Encoding.Space ?? RgbSpace.Srgb;
        private readonly TransferFunction _transfer = picture.Encoding.Transfer ?? TransferFunction.Srgb;
        private readonly Matrix3x3 _toXyz = (picture.Encoding.Space ?? RgbSpace.Srgb).ToXyz;
        private readonly float[][] _linear = [.. Enumerable.Range(0, Math.Min(picture.Planes.Count, 3)).Select(_ => new float[picture.Width])];

        public void Load(int y)
        {
            for (var plane = 0; plane < _linear.Length; plane++)
            {
                _transfer.DecodeRow(picture.Planes[plane].Row(y), _linear[plane]);
            }
        }

        public Cielab At(int x) =>
            Cielab.FromXyz(_toXyz * new Vector3d(_linear[0][x], _linear[_linear.Length > 1 ? 1 : 0][x], _linear[_linear.Length > 1 ? 2 : 0][x]), _space.White);
    }
}
