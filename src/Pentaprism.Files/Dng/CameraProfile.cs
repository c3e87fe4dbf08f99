using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>A camera profile, embedded in a DNG or read from a DCP file: from camera colour to a finished rendering.</summary>
public sealed record CameraProfile
{
    /// <summary>Gets ProfileName; empty when absent.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets ProfileCalibrationSignature; empty when absent.</summary>
    public string CalibrationSignature { get; init; } = "";

    /// <summary>Gets the one to three calibrations, in the order of the file; empty for a monochrome camera or where the file has none.</summary>
    public ImmutableArray<ProfileCalibration> Calibrations { get; init; } = [];

    /// <summary>Gets a value indicating whether the value axis of the HueSatMaps is sRGB-encoded (ProfileHueSatMapEncoding 1).</summary>
    public bool HueSatMapIsGammaEncoded { get; init; }

    /// <summary>Gets ProfileLookTable; null when absent.</summary>
    public HueSatTable? LookTable { get; init; }

    /// <summary>Gets a value indicating whether the value axis of the LookTable is sRGB-encoded (ProfileLookTableEncoding 1).</summary>
    public bool LookTableIsGammaEncoded { get; init; }

    /// <summary>Gets the points of ProfileToneCurve, x rising from 0 to 1; empty when absent.</summary>
    public ImmutableArray<(float X, float Y)> ToneCurve { get; init; } = [];

    /// <summary>Gets BaselineExposureOffset in EV; 0 when absent.</summary>
    public double BaselineExposureOffset { get; init; }

    /// <summary>Gets a value indicating whether the renderer shall find a black point of its own (DefaultBlackRender 0).</summary>
    public bool AutomaticBlack { get; init; } = true;

    /// <summary>Gets ProfileGainTableMap, version 1 or 2; null when absent.</summary>
    public ProfileGainTableMap? GainTableMap { get; init; }

    /// <summary>Gets the dynamic range of ProfileDynamicRange: 0 standard, 1 high.</summary>
    public int DynamicRange { get; init; }

    /// <summary>Gets the RGBTables tag (DNG 1.6) as it stood in the file; null when absent.</summary>
    public ImmutableArray<byte>? RgbTables { get; init; }
}

/// <summary>The part of a profile that belongs to one light.</summary>
public sealed record ProfileCalibration
{
    /// <summary>Gets CalibrationIlluminant, an EXIF LightSource code; 255 means that <see cref="White"/> was given.</summary>
    public required int Illuminant { get; init; }

    /// <summary>Gets the chromaticity of the light, from the code or from IlluminantData.</summary>
    public required Chromaticity White { get; init; }

    /// <summary>Gets ColorMatrix: XYZ to camera.</summary>
    public required Matrix3x3 ColorMatrix { get; init; }

    /// <summary>Gets the row of ColorMatrix for photosites without a filter; null where there are none.</summary>
    public Vector3d? WhiteRow { get; init; }

    /// <summary>Gets ForwardMatrix: white-balanced camera to XYZ D50; null when absent.</summary>
    public Matrix3x3? ForwardMatrix { get; init; }

    /// <summary>Gets ProfileHueSatMapData for this light; null when absent.</summary>
    public HueSatTable? HueSatMap { get; init; }
}

/// <summary>A table over hue, saturation and value that shifts hue and scales saturation and value.</summary>
/// <param name="Hues">Divisions of the hue circle, at least 1.</param>
/// <param name="Saturations">Divisions of saturation, at least 2.</param>
/// <param name="Values">Divisions of value, at least 1.</param>
/// <param name="Entries">Hue shift in degrees, saturation factor, value factor; order value (outer), hue, saturation (inner).</param>
public sealed record HueSatTable(int Hues, int Saturations, int Values, ImmutableArray<float> Entries);

/// <summary>A grid of gain curves over the picture: the maker's local tone (tags 52525 and 52544).</summary>
public sealed record ProfileGainTableMap
{
    /// <summary>Gets the grid rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets the grid columns.</summary>
    public required int Columns { get; init; }

    /// <summary>Gets the distance of grid rows relative to the picture's height.</summary>
    public required double SpacingV { get; init; }

    /// <summary>Gets the distance of grid columns relative to the picture's width.</summary>
    public required double SpacingH { get; init; }

    /// <summary>Gets the place of the first grid row relative to the picture's height.</summary>
    public required double OriginV { get; init; }

    /// <summary>Gets the place of the first grid column relative to the picture's width.</summary>
    public required double OriginH { get; init; }

    /// <summary>Gets the points of a curve.</summary>
    public required int Points { get; init; }

    /// <summary>Gets the weights of R, G, B, min and max that make a curve's input.</summary>
    public required ImmutableArray<float> InputWeights { get; init; }

    /// <summary>Gets the exponent on a curve's input; 1 in version 1.</summary>
    public double Gamma { get; init; } = 1;

    /// <summary>Gets the gains: rows, columns, points.</summary>
    public required ImmutableArray<float> Gains { get; init; }
}
