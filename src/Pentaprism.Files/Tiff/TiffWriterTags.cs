namespace Pentaprism.Files.Tiff;

/// <summary>Numbers of the TIFF and EXIF tags that are written (TIFF 6.0; TIFF/EP; EXIF 3.0).</summary>
internal static class TiffWriterTags
{
    public const int NewSubfileType = 254;
    public const int ImageWidth = 256;
    public const int ImageLength = 257;
    public const int BitsPerSample = 258;
    public const int Compression = 259;
    public const int Photometric = 262;
    public const int Make = 271;
    public const int Model = 272;
    public const int StripOffsets = 273;
    public const int Orientation = 274;
    public const int SamplesPerPixel = 277;
    public const int RowsPerStrip = 278;
    public const int StripByteCounts = 279;
    public const int XResolution = 282;
    public const int YResolution = 283;
    public const int PlanarConfiguration = 284;
    public const int ResolutionUnit = 296;
    public const int Software = 305;
    public const int DateTime = 306;
    public const int TileWidth = 322;
    public const int TileLength = 323;
    public const int TileOffsets = 324;
    public const int TileByteCounts = 325;
    public const int SubIfds = 330;
    public const int SampleFormat = 339;
    public const int YcbcrSubsampling = 530;
    public const int YcbcrPositioning = 531;
    public const int Xmp = 700;
    public const int ExifDirectory = 34665;
    public const int Icc = 34675;
    public const int GpsDirectory = 34853;

    public const int ExposureTime = 33434;
    public const int FNumber = 33437;
    public const int Iso = 34855;
    public const int ExifVersion = 36864;
    public const int DateTimeOriginal = 36867;
    public const int ComponentsConfiguration = 37121;
    public const int FocalLength = 37386;
    public const int FlashpixVersion = 40960;
    public const int ColourSpace = 40961;
    public const int PixelXDimension = 40962;
    public const int PixelYDimension = 40963;
    public const int InteroperabilityDirectory = 40965;
    public const int FocalLength35Mm = 41989;
    public const int LensModel = 42036;
}
