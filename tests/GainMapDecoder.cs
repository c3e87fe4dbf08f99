using Pentaprism.Files;
using Pentaprism.Files.UltraHdr;
using Pentaprism.Imaging;

namespace Pentaprism.TestSupport;

/// <summary>The published formula of gain maps, pixel by pixel: the truth for what we write and read.</summary>
internal static class GainMapDecoder
{
    /// <summary>Gives the linear light of a pixel on a display of some headroom; a map of another size is read by bilinear interpolation.</summary>
    public static Vector3d Light(EncodedPicture picture, GainMap map, int x, int y, double headroomEv)
    {
        var said = map.Metadata;
        var weight = Math.Clamp((headroomEv - said.BaseHeadroom) / (said.AlternateHeadroom - said.BaseHeadroom), 0, 1);
        double Colour(int colour)
        {
            var numbers = said.Of(colour);
            var code = Code(map.Picture, ((x + 0.5) * map.Picture.Width / picture.Width) - 0.5, ((y + 0.5) * map.Picture.Height / picture.Height) - 0.5, colour) / 255;
            var gain = numbers.Minimum + ((numbers.Maximum - numbers.Minimum) * Math.Pow(code, 1 / numbers.Gamma));
            var light = TransferFunction.Srgb.Decode(picture.Bytes![(3 * x) + colour, y] / 255.0);
            return ((light + numbers.BaseOffset) * Math.Pow(2, weight * gain)) - numbers.AlternateOffset;
        }

        return new Vector3d(Colour(0), Colour(1), Colour(2));
    }

    private static double Code(EncodedPicture map, double x, double y, int colour)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        double At(int column, int row) =>
            map.Bytes![(Math.Clamp(column, 0, map.Width - 1) * map.Channels) + (map.Channels == 1 ? 0 : colour), Math.Clamp(row, 0, map.Height - 1)];
        return double.Lerp(
            double.Lerp(At(left, top), At(left + 1, top), x - left),
            double.Lerp(At(left, top + 1), At(left + 1, top + 1), x - left),
            y - top);
    }
}
