namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>How the picture is cut into tiles, cells and phases.</summary>
/// <param name="Period">Columns after which the colours of a frame repeat, 1 or 2.</param>
/// <param name="Scale">Output samples a frame sample, 1 or 2.</param>
/// <param name="FrameWidth">Columns of a frame.</param>
/// <param name="FrameHeight">Rows of a frame.</param>
internal sealed record TileGeometry(int Period, int Scale, int FrameWidth, int FrameHeight)
{
    /// <summary>Lanes of each phase in a cell: those of the widest vector, on every processor, so that no result depends on its vectors.</summary>
    public const int CellLanes = 16;

    /// <summary>Gets the phases of an output row: output columns between two lanes of a vector.</summary>
    public int Phases => Period * Scale;

    /// <summary>Gets the output columns of a cell.</summary>
    public int Cell => Phases * CellLanes;

    /// <summary>Gets the frame columns of a cell.</summary>
    public int FrameCell => Period * CellLanes;

    /// <summary>Gets the columns of the output.</summary>
    public int Width => FrameWidth * Scale;

    /// <summary>Gets the rows of the output.</summary>
    public int Height => FrameHeight * Scale;

    /// <summary>Gives the place in the reference of an output column or row: x = (X + ½) / s − ½.</summary>
    /// <param name="output">Output column or row.</param>
    /// <returns>Column or row of the reference.</returns>
    public double ToReference(double output) => ((output + 0.5) / Scale) - 0.5;

    /// <summary>Gives the output place of a column or row of the reference: X = s (x + ½) − ½.</summary>
    /// <param name="place">Column or row of the reference.</param>
    /// <returns>Output column or row.</returns>
    public double ToOutput(double place) => (Scale * (place + 0.5)) - 0.5;
}

/// <summary>Output rows and cells of a tile that a pass works on, counted from the tile's margin.</summary>
/// <param name="FirstCell">First cell.</param>
/// <param name="LastCell">One past the last cell.</param>
/// <param name="FirstRow">First row.</param>
/// <param name="LastRow">One past the last row.</param>
internal readonly record struct TileRegion(int FirstCell, int LastCell, int FirstRow, int LastRow);
