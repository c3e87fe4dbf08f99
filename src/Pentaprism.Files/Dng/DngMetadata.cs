using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Everything a DNG says about its picture, besides the samples themselves.</summary>
/// <remarks>
/// Values are validated when the file is read: sizes, counts and ranges hold, so that the darkroom need not ask again.
/// Source: Adobe, Digital Negative Specification 1.7.1.
/// </remarks>
public sealed record DngMetadata
{
    /// <summary>Gets the DNGVersion, four numbers such as 1.4.0.0.</summary>
    public Version DngVersion { get; init; } = new(1, 4, 0, 0);

    /// <summary>Gets the maker of the camera; empty when absent.</summary>
    public string Make { get; init; } = "";

    /// <summary>Gets the model of the camera; empty when absent.</summary>
    public string Model { get; init; } = "";

    /// <summary>Gets UniqueCameraModel; empty when absent.</summary>
    public string UniqueCameraModel { get; init; } = "";

    /// <summary>Gets the shape of the stored samples.</summary>
    public required RawLayout Layout { get; init; }

    /// <summary>Gets what maps stored codes to the normalised range.</summary>
    public required SensorLevels Levels { get; init; }

    /// <summary>Gets opcodes for the stored codes.</summary>
    public OpcodeList OpcodeList1 { get; init; } = OpcodeList.Empty;

    /// <summary>Gets opcodes for the normalised mosaic.</summary>
    public OpcodeList OpcodeList2 { get; init; } = OpcodeList.Empty;

    /// <summary>Gets opcodes for the demosaicked picture.</summary>
    public OpcodeList OpcodeList3 { get; init; } = OpcodeList.Empty;

    /// <summary>Gets the NoiseProfile in the order red, green, blue (or the single line of a monochrome sensor); null when absent.</summary>
    public NoiseModel? Noise { get; init; }

    /// <summary>Gets BaselineNoise, relative to a camera of known noise; 1 when absent.</summary>
    public double BaselineNoise { get; init; } = 1;

    /// <summary>Gets NoiseReductionApplied, 0 to 1; null when absent or unknown.</summary>
    public double? NoiseReductionApplied { get; init; }

    /// <summary>Gets the exposure in EV that the maker adds by default; 0 when absent.</summary>
    public double BaselineExposure { get; init; }

    /// <summary>Gets BaselineSharpness; 1 when absent.</summary>
    public double BaselineSharpness { get; init; } = 1;

    /// <summary>Gets LinearResponseLimit, the share of the range that is linear; 1 when absent.</summary>
    public double LinearResponseLimit { get; init; } = 1;

    /// <summary>Gets what the camera says about its own colour and the light of the shot.</summary>
    public CameraColour Colour { get; init; } = new();

    /// <summary>Gets the profile embedded in the file.</summary>
    public CameraProfile Profile { get; init; } = new();

    /// <summary>Gets the EXIF orientation, 1 to 8; 1 when absent.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>Gets the shooting data and all EXIF and GPS tags as they stood in the file.</summary>
    public ExifData Exif { get; init; } = ExifData.Empty;

    /// <summary>Gets the XMP packet; null when absent.</summary>
    public ImmutableArray<byte>? Xmp { get; init; }

    /// <summary>Gets the place of this frame in a burst, a stack or a bracket; null when absent.</summary>
    public ImageSequenceInfo? Sequence { get; init; }

    /// <summary>Gets the small pictures in the file, in file order.</summary>
    public ImmutableArray<PreviewInfo> Previews { get; init; } = [];
}

/// <summary>Shape of the stored samples.</summary>
public sealed record RawLayout
{
    /// <summary>Gets the samples in a stored row of one plane.</summary>
    public required int Width { get; init; }

    /// <summary>Gets the stored rows.</summary>
    public required int Height { get; init; }

    /// <summary>Gets the planes: 1 for a mosaic or monochrome sensor, 3 for a linear picture.</summary>
    public int Planes { get; init; } = 1;

    /// <summary>Gets the bits of a stored sample, 8 to 32.</summary>
    public int BitsPerSample { get; init; } = 16;

    /// <summary>Gets a value indicating whether samples are floating-point numbers.</summary>
    public bool IsFloat { get; init; }

    /// <summary>Gets the TIFF compression code: 1 none, 7 lossless JPEG, 8 Deflate, 34892 lossy JPEG …</summary>
    public int Compression { get; init; } = 1;

    /// <summary>Gets the colour filter array; null when the picture is linear (every pixel has all its colours).</summary>
    public CfaPattern? Cfa { get; init; }

    /// <summary>Gets the number of colours that samples have: 1 of a sensor without filters, 3, or 4 where photosites without a filter stand among coloured ones.</summary>
    public int Colours => Cfa is { IsMonochrome: false } ? Cfa.HasWhite ? 4 : 3 : Planes == 1 ? 1 : 3;

    /// <summary>Gets CFALayout; 1 is rectangular, the only one that is developed.</summary>
    public int CfaLayout { get; init; } = 1;

    /// <summary>Gets the part of the sensor that saw light. The CFA pattern starts at its first photosite.</summary>
    public required PixelRectangle ActiveArea { get; init; }

    /// <summary>Gets rectangles that saw no light, within the stored picture.</summary>
    public ImmutableArray<PixelRectangle> MaskedAreas { get; init; } = [];

    /// <summary>Gets the part of the active area to show, relative to it, rounded to whole pixels.</summary>
    public required PixelRectangle DefaultCrop { get; init; }

    /// <summary>Gets DefaultScale, the pixel aspect: horizontal, vertical.</summary>
    public (double Horizontal, double Vertical) DefaultScale { get; init; } = (1, 1);

    /// <summary>Gets ColumnInterleaveFactor and RowInterleaveFactor of DNG 1.4 and 1.7; 1 and 1 when absent.</summary>
    public (int Columns, int Rows) Interleave { get; init; } = (1, 1);
}

/// <summary>What maps stored codes to the normalised range, black 0 to white 1.</summary>
public sealed record SensorLevels
{
    /// <summary>Gets LinearizationTable; null when absent. A code beyond its end maps to its last entry.</summary>
    public ImmutableArray<ushort>? Linearization { get; init; }

    /// <summary>Gets the width of the black level's repeat in photosites.</summary>
    public int BlackColumns { get; init; } = 1;

    /// <summary>Gets the height of the black level's repeat in photosites.</summary>
    public int BlackRows { get; init; } = 1;

    /// <summary>Gets the black levels: rows, columns, planes; the repeat starts at the first photosite of the active area.</summary>
    public ImmutableArray<double> Black { get; init; } = [0];

    /// <summary>Gets what is added to the black level of each column of the active area; empty when absent.</summary>
    public ImmutableArray<double> BlackDeltaH { get; init; } = [];

    /// <summary>Gets what is added to the black level of each row of the active area; empty when absent.</summary>
    public ImmutableArray<double> BlackDeltaV { get; init; } = [];

    /// <summary>Gets the fully saturated code of each plane.</summary>
    public ImmutableArray<double> White { get; init; } = [65535];
}

/// <summary>What the camera says about its own colour and the light of the shot.</summary>
public sealed record CameraColour
{
    /// <summary>Gets AnalogBalance, the gains that were applied before the samples were stored.</summary>
    public Vector3d AnalogBalance { get; init; } = Vector3d.One;

    /// <summary>Gets CameraCalibration1 to 3, in the order of the profile's illuminants; null entries are identity.</summary>
    public ImmutableArray<Matrix3x3?> Calibration { get; init; } = [null, null, null];

    /// <summary>Gets CameraCalibrationSignature; the calibrations count only where the profile's signature is equal.</summary>
    public string CalibrationSignature { get; init; } = "";

    /// <summary>Gets AsShotNeutral, the camera's colour of a neutral surface; null when absent.</summary>
    public Vector3d? AsShotNeutral { get; init; }

    /// <summary>Gets what photosites without a filter make of the same surface; null where there are none.</summary>
    public double? WhiteNeutral { get; init; }

    /// <summary>Gets AsShotWhiteXY, the chromaticity of the light; null when absent.</summary>
    public Chromaticity? AsShotWhite { get; init; }
}

/// <summary>The place of a frame in a sequence (ImageSequenceInfo, tag 52548).</summary>
/// <param name="Id">Shared by all frames of the sequence.</param>
/// <param name="Kind">Such as "Burst Denoise", "Focus Stack", "Exposure Bracket".</param>
/// <param name="Info">Free text about this frame.</param>
/// <param name="Index">Position, from 0.</param>
/// <param name="Count">Frames in all; 0 when unknown.</param>
/// <param name="IsFinal">Whether the frame is the outcome of the sequence.</param>
public sealed record ImageSequenceInfo(string Id, string Kind, string Info, uint Index, uint Count, bool IsFinal);

/// <summary>A small picture inside the file.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Compression">TIFF compression code.</param>
/// <param name="Kind">NewSubFileType.</param>
public sealed record PreviewInfo(int Width, int Height, int Compression, uint Kind);
