namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Where a tile, with its margin, lies in the output.</summary>
/// <param name="Left">First column, a multiple of a cell; may be negative.</param>
/// <param name="Top">First row; may be negative.</param>
/// <param name="Cells">Cells from left to right.</param>
/// <param name="Rows">Rows.</param>
internal readonly record struct TilePlace(int Left, int Top, int Cells, int Rows);
