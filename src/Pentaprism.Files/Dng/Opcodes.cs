using System.Collections.Immutable;

namespace Pentaprism.Files.Dng;

/// <summary>A list of corrections that a reader applies in order (DNG 1.7.1, chapter 7).</summary>
/// <param name="Items">The opcodes, validated, in file order.</param>
public sealed record OpcodeList(ImmutableArray<Opcode> Items)
{
    /// <summary>Gets the list without opcodes.</summary>
    public static OpcodeList Empty { get; } = new([]);
}

/// <summary>One correction.</summary>
public abstract record Opcode
{
    /// <summary>Gets a value indicating whether a reader that does not know this opcode may go on without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Gets a value indicating whether the opcode may be left out for a preview.</summary>
    public bool SkipForPreview { get; init; }
}

/// <summary>The rectangle and planes that an opcode works on.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Bottom">One past the last row.</param>
/// <param name="Right">One past the last column.</param>
/// <param name="Plane">First plane.</param>
/// <param name="Planes">Number of planes.</param>
/// <param name="RowPitch">Every how many rows, at least 1.</param>
/// <param name="ColumnPitch">Every how many columns, at least 1.</param>
public readonly record struct OpcodeArea(int Top, int Left, int Bottom, int Right, int Plane, int Planes, int RowPitch, int ColumnPitch);

/// <summary>Opcode 1: distortion and lateral colour, one coefficient set for all planes or one for each.</summary>
/// <param name="Sets">k0…k3 radial, kt0, kt1 tangential.</param>
/// <param name="CentreX">Optical centre, 0 (left) to 1 (right).</param>
/// <param name="CentreY">Optical centre, 0 (top) to 1 (bottom).</param>
public sealed record WarpRectilinearOpcode(ImmutableArray<WarpCoefficients> Sets, double CentreX, double CentreY) : Opcode;

/// <summary>Coefficients of <see cref="WarpRectilinearOpcode"/> for one plane.</summary>
public readonly record struct WarpCoefficients(double K0, double K1, double K2, double K3, double Kt0, double Kt1);

/// <summary>Opcode 2: from fisheye to rectilinear.</summary>
/// <param name="Sets">k0…k3 for each plane, or one set for all.</param>
/// <param name="CentreX">Optical centre, 0 to 1.</param>
/// <param name="CentreY">Optical centre, 0 to 1.</param>
public sealed record WarpFisheyeOpcode(ImmutableArray<(double K0, double K1, double K2, double K3)> Sets, double CentreX, double CentreY) : Opcode;

/// <summary>Opcode 3: radial falloff, gain = 1 + k0 r² + … + k4 r¹⁰.</summary>
public sealed record FixVignetteRadialOpcode(double K0, double K1, double K2, double K3, double K4, double CentreX, double CentreY) : Opcode;

/// <summary>Opcode 4: photosites that hold a given code are bad.</summary>
/// <param name="Constant">The code.</param>
/// <param name="BayerPhase">0 red first, 1 green in a red row first, 2 green in a blue row first, 3 blue first.</param>
public sealed record FixBadPixelsConstantOpcode(uint Constant, int BayerPhase) : Opcode;

/// <summary>Opcode 5: photosites and rectangles that are bad.</summary>
public sealed record FixBadPixelsListOpcode(
    int BayerPhase,
    ImmutableArray<(int Row, int Column)> Points,
    ImmutableArray<(int Top, int Left, int Bottom, int Right)> Rectangles) : Opcode;

/// <summary>Opcode 6: cuts the picture down to a rectangle.</summary>
public sealed record TrimBoundsOpcode(int Top, int Left, int Bottom, int Right) : Opcode;

/// <summary>Opcode 7: maps codes through a table; codes beyond it take its last entry.</summary>
public sealed record MapTableOpcode(OpcodeArea Area, ImmutableArray<ushort> Table) : Opcode;

/// <summary>Opcode 8: maps values through a polynomial of degree 8 at most.</summary>
/// <param name="Area">Where.</param>
/// <param name="Coefficients">c0, c1, …</param>
public sealed record MapPolynomialOpcode(OpcodeArea Area, ImmutableArray<double> Coefficients) : Opcode;

/// <summary>Opcode 9: multiplies by a bilinear map of gains.</summary>
/// <param name="Area">Where.</param>
/// <param name="PointsV">Map rows.</param>
/// <param name="PointsH">Map columns.</param>
/// <param name="SpacingV">Distance of map rows, relative to the picture's height.</param>
/// <param name="SpacingH">Distance of map columns, relative to the picture's width.</param>
/// <param name="OriginV">Place of the first map row.</param>
/// <param name="OriginH">Place of the first map column.</param>
/// <param name="MapPlanes">Planes of the map; its last serves all further picture planes.</param>
/// <param name="Gains">Rows, columns, planes.</param>
public sealed record GainMapOpcode(
    OpcodeArea Area,
    int PointsV,
    int PointsH,
    double SpacingV,
    double SpacingH,
    double OriginV,
    double OriginH,
    int MapPlanes,
    ImmutableArray<float> Gains) : Opcode;

/// <summary>Opcodes 10 to 13: adds to, or multiplies, each row or each column.</summary>
/// <param name="Area">Where.</param>
/// <param name="ByColumn">One value a column, else one a row.</param>
/// <param name="IsScale">Multiplies, else adds.</param>
/// <param name="Values">One for each row or column of the area (after pitch).</param>
public sealed record RowColumnOpcode(OpcodeArea Area, bool ByColumn, bool IsScale, ImmutableArray<float> Values) : Opcode;

/// <summary>Opcode 14: distortion by a polynomial with odd powers, or its reciprocal (DNG 1.6).</summary>
/// <param name="Sets">For each plane, or one for all.</param>
/// <param name="CentreX">Optical centre, 0 to 1.</param>
/// <param name="CentreY">Optical centre, 0 to 1.</param>
/// <param name="Reciprocal">Source radius is r / f instead of r · f.</param>
public sealed record WarpRectilinear2Opcode(ImmutableArray<Warp2Coefficients> Sets, double CentreX, double CentreY, bool Reciprocal) : Opcode;

/// <summary>Coefficients of <see cref="WarpRectilinear2Opcode"/> for one plane.</summary>
/// <param name="Radial">k0 … k14.</param>
/// <param name="Kt0">First tangential term.</param>
/// <param name="Kt1">Second tangential term.</param>
/// <param name="MinimumRadius">Radii below are taken as this.</param>
/// <param name="MaximumRadius">Radii above are taken as this.</param>
public sealed record Warp2Coefficients(ImmutableArray<double> Radial, double Kt0, double Kt1, double MinimumRadius, double MaximumRadius);

/// <summary>An opcode that this program does not know, kept as it stood; only where it is marked optional.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Version">The DNG version it asks for.</param>
/// <param name="Data">Its parameters.</param>
public sealed record UnknownOpcode(uint Id, uint Version, ImmutableArray<byte> Data) : Opcode;
