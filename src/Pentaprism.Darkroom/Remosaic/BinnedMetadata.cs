using System.Collections.Immutable;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>What a file says, in the geometry of its binned picture. Levels, colours and exposure stay as they are.</summary>
/// <param name="cells">The cells that became pixels, counted from the corner of the active area.</param>
/// <param name="width">Photosites in a row of the active area.</param>
/// <param name="height">Rows of the active area.</param>
internal sealed class BinnedMetadata(CfaCells cells, int width, int height)
{
    private readonly PixelRectangle _binned = new(0, 0, cells.Count(width, cells.Left), cells.Count(height, cells.Top));

    /// <summary>Gives the metadata of the binned picture.</summary>
    /// <param name="dng">What the file says.</param>
    /// <param name="cells">The cells, counted from the corner of the active area.</param>
    public static DngMetadata Of(DngMetadata dng, CfaCells cells) =>
        new BinnedMetadata(cells, dng.Layout.ActiveArea.Width, dng.Layout.ActiveArea.Height).Binned(dng);

    private DngMetadata Binned(DngMetadata dng) => dng with
    {
        Layout = dng.Layout with
        {
            Width = _binned.Width,
            Height = _binned.Height,
            Cfa = cells.Bayer,
            ActiveArea = _binned,
            DefaultCrop = Inside(dng.Layout.DefaultCrop),
            MaskedAreas = [],
        },
        Noise = dng.Noise is { } noise ? CellBinning.Binned(noise, cells) : null,
        OpcodeList1 = OpcodeList.Empty,
        OpcodeList2 = new OpcodeList(Shading(dng)),
        OpcodeList3 = new OpcodeList([.. dng.OpcodeList3.Items.Select(Binned)]),
    };

    // Whole pixels alone, as the crop of the file is what its maker wants to be seen.
    private PixelRectangle Inside(PixelRectangle crop)
    {
        var (left, top) = (Math.Max(Up(crop.Left, cells.Left), 0), Math.Max(Up(crop.Top, cells.Top), 0));
        var (right, bottom) = (Math.Min(Down(crop.Right, cells.Left), _binned.Width), Math.Min(Down(crop.Bottom, cells.Top), _binned.Height));
        return right > left && bottom > top ? new PixelRectangle(left, top, right - left, bottom - top) : _binned;
    }

    // List 2 is done; a merged file carries its shading on, where that can be told in the binned picture: as maps that do not part the colours.
    private ImmutableArray<Opcode> Shading(DngMetadata dng)
    {
        var shading = dng.OpcodeList2.Items.Where(opcode => opcode is GainMapOpcode or FixVignetteRadialOpcode).ToList();
        var isTrimmed = dng.OpcodeList1.Items.Concat(dng.OpcodeList2.Items).Any(opcode => opcode is TrimBoundsOpcode);
        return isTrimmed || shading.Any(opcode => opcode is GainMapOpcode { Area: not { RowPitch: 1, ColumnPitch: 1 } }) ? [] : [.. shading.Select(Binned)];
    }

    private Opcode Binned(Opcode opcode) => opcode switch
    {
        TrimBoundsOpcode trim => trim with { Top = Up(trim.Top, cells.Top), Left = Up(trim.Left, cells.Left), Bottom = Down(trim.Bottom, cells.Top), Right = Down(trim.Right, cells.Left) },
        GainMapOpcode map => WithinCells(map with { Area = Area(map.Area) }),
        MapTableOpcode table => table with { Area = Area(table.Area) },
        MapPolynomialOpcode polynomial => polynomial with { Area = Area(polynomial.Area) },
        RowColumnOpcode rows => rows with { Area = Area(rows.Area), Values = Means(rows) },
        WarpRectilinearOpcode warp => warp with { CentreX = CentreX(warp.CentreX), CentreY = CentreY(warp.CentreY) },
        WarpRectilinear2Opcode warp => warp with { CentreX = CentreX(warp.CentreX), CentreY = CentreY(warp.CentreY) },
        WarpFisheyeOpcode warp => warp with { CentreX = CentreX(warp.CentreX), CentreY = CentreY(warp.CentreY) },
        FixVignetteRadialOpcode radial => radial with { CentreX = CentreX(radial.CentreX), CentreY = CentreY(radial.CentreY) },
        _ => opcode,
    };

    // Places that are told in sizes of the picture move where part of a cell at its border was left out, by less than a photosite's size in all.
    private double CentreX(double x) => ((x * width) - cells.Left) / (_binned.Width * cells.Side);

    private double CentreY(double y) => ((y * height) - cells.Top) / (_binned.Height * cells.Side);

    private GainMapOpcode WithinCells(GainMapOpcode map) => map with
    {
        OriginH = CentreX(map.OriginH),
        OriginV = CentreY(map.OriginV),
        SpacingH = map.SpacingH * width / (_binned.Width * cells.Side),
        SpacingV = map.SpacingV * height / (_binned.Height * cells.Side),
    };

    private OpcodeArea Area(OpcodeArea area) => area with
    {
        Top = Math.Max(Down(area.Top, cells.Top), 0),
        Left = Math.Max(Down(area.Left, cells.Left), 0),
        Bottom = Up(area.Bottom, cells.Top),
        Right = Up(area.Right, cells.Left),
        RowPitch = Math.Max(area.RowPitch / cells.Side, 1),
        ColumnPitch = Math.Max(area.ColumnPitch / cells.Side, 1),
    };

    private ImmutableArray<float> Means(RowColumnOpcode rows)
    {
        var (first, start, pitch) = rows.ByColumn ? (rows.Area.Left, cells.Left, rows.Area.ColumnPitch) : (rows.Area.Top, cells.Top, rows.Area.RowPitch);
        return [.. rows.Values.Index().GroupBy(value => Down(first + (value.Index * pitch), start), value => value.Item).Where(cell => cell.Key >= 0).Select(cell => cell.Average())];
    }

    private int Down(int place, int start) => (int)Math.Floor((place - start) / (double)cells.Side);

    private int Up(int place, int start) => (int)Math.Ceiling((place - start) / (double)cells.Side);
}
