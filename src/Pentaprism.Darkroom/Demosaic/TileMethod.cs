namespace Pentaprism.Darkroom.Demosaic;

/// <summary>A method as the tile driver sees it.</summary>
/// <param name="Halo">Columns and rows that a result needs around it, even.</param>
/// <param name="TileHeight">Rows of a tile without halo: few enough for its half planes to stay near the processor.</param>
/// <param name="HalfPlanes">Half planes of a tile.</param>
/// <param name="ScratchLength">Working samples beside them.</param>
/// <param name="LostGreen">
/// Share of green's noise variance, as coded, by which squared interpolated greens fall short of the mean; measured on flat mosaics
/// from ISO 100 to 1600.
/// </param>
/// <param name="LostChroma">The same for interpolated red and blue: still of green's variance, since they follow green.</param>
/// <param name="Run">Fills in the colours that a loaded tile lacks.</param>
internal sealed record TileMethod(int Halo, int TileHeight, int HalfPlanes, int ScratchLength, float LostGreen, float LostChroma, Action<BayerTile> Run);
