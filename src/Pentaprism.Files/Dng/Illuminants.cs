using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>The lights that calibrations are made for.</summary>
internal static class Illuminants
{
    /// <summary>The code of a light that IlluminantData describes.</summary>
    public const int Other = 255;

    private const int MaximumSamples = 1000;

    /// <summary>Gives the chromaticity of an EXIF LightSource code; D50 where the code says nothing.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The chromaticity.</returns>
    /// <remarks>
    /// Source: CIE 15:2004 for A, B, C, the D series and the fluorescents F2, F3, F4, F7, F8; EXIF 3.0 for which fluorescent has which
    /// temperature; code 24 is Planck's 3200 K.
    /// </remarks>
    public static Chromaticity FromCode(int code) => code switch
    {
        1 or 4 or 9 or 20 => new(0.33242, 0.34743),
        2 or 14 => new(0.37208, 0.37529),
        3 or 17 => new(0.44757, 0.40745),
        10 or 21 => Chromaticity.D65,
        11 or 22 => new(0.29902, 0.31485),
        12 => new(0.31292, 0.32933),
        13 => new(0.34588, 0.35875),
        15 => new(0.40910, 0.39430),
        16 => new(0.44018, 0.40329),
        18 => new(0.34842, 0.35161),
        19 => new(0.31006, 0.31616),
        24 => new(0.42341, 0.39900),
        _ => Chromaticity.D50,
    };

    /// <summary>Reads the chromaticity from IlluminantData: as x and y, or as a spectrum.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The chromaticity.</returns>
    public static Chromaticity FromData(TiffField field)
    {
        var cursor = field.Cursor();
        var white = cursor.U16() switch
        {
            0 => new Chromaticity(cursor.Rational(), cursor.Rational()),
            1 => ReadSpectrum(ref cursor, field),
            var type => throw field.Bad($"has the unknown kind {type}"),
        };
        return white is { X: > 0 and < 1, Y: > 0 and < 1 } && white.X + white.Y < 1
            ? white
            : throw field.Bad($"its light has the impossible chromaticity {white.X}, {white.Y}");
    }

    private static Chromaticity ReadSpectrum(ref ByteCursor cursor, TiffField field)
    {
        var samples = new double[cursor.Bounded(2, MaximumSamples, "the number of spectral samples")];
        var (first, spacing) = (cursor.Rational(), cursor.Rational());
        if (!(first > 0) || !(spacing > 0))
        {
            throw field.Bad($"its spectrum begins at {first} nm in steps of {spacing} nm");
        }

        foreach (ref var sample in samples.AsSpan())
        {
            sample = cursor.Rational();
        }

        return IlluminantSpectrum.White(first, spacing, samples);
    }
}
