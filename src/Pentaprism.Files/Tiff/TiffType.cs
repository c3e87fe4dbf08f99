namespace Pentaprism.Files.Tiff;

/// <summary>The types of a field's values, by their numbers in TIFF 6.0 and BigTIFF.</summary>
internal enum TiffType : ushort
{
    Byte = 1,
    Ascii = 2,
    Short = 3,
    Long = 4,
    Rational = 5,
    SByte = 6,
    Undefined = 7,
    SShort = 8,
    SLong = 9,
    SRational = 10,
    Float = 11,
    Double = 12,
    Ifd = 13,
    Long8 = 16,
    SLong8 = 17,
    Ifd8 = 18,
}

/// <summary>Sizes of the field types.</summary>
internal static class TiffTypes
{
    /// <summary>Gives the bytes of one value.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The size; 0 for an unknown type.</returns>
    public static int Size(TiffType type) => type switch
    {
        TiffType.Byte or TiffType.Ascii or TiffType.SByte or TiffType.Undefined => 1,
        TiffType.Short or TiffType.SShort => 2,
        TiffType.Long or TiffType.SLong or TiffType.Float or TiffType.Ifd => 4,
        TiffType.Rational or TiffType.SRational or TiffType.Double or TiffType.Long8 or TiffType.SLong8 or TiffType.Ifd8 => 8,
        _ => 0,
    };

    /// <summary>Gives the bytes that are turned round together when the byte order changes.</summary>
    /// <param name="type">The type.</param>
    /// <returns>1, 2, 4 or 8.</returns>
    public static int SwapSize(TiffType type) =>
        type is TiffType.Rational or TiffType.SRational ? 4 : Math.Max(1, Size(type));
}
