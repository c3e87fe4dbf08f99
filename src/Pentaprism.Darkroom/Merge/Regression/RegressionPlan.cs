using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>What all tiles of a merge share.</summary>
/// <param name="Geometry">Cells and phases.</param>
/// <param name="Cfa">The colour filter array; null for pictures.</param>
/// <param name="Frames">The frames.</param>
/// <param name="Refinements">Passes of refinement.</param>
/// <param name="Pedestal">What the light is raised by before residuals are taken relative to it (<see cref="BayerResidual"/>).</param>
/// <param name="CoreCells">Cells of a tile without margin.</param>
/// <param name="CoreRows">Rows of a tile without margin.</param>
internal sealed record RegressionPlan(TileGeometry Geometry, CfaPattern? Cfa, IReadOnlyList<MergeFrame> Frames, int Refinements, float Pedestal, int CoreCells, int CoreRows)
{
    // Reach of the interpolation of the estimate, of the mean over a sample's area and of rounding.
    private const int InterpolationReach = 4;

    /// <summary>Gets the output samples around a place that a refinement reads.</summary>
    public int RefinementReach => (2 * Geometry.Scale) + InterpolationReach - 1;

    /// <summary>Gets the share of the mean residual that a refinement adds.</summary>
    /// <remarks>1 is best at the size of a frame; at twice the size the tent takes so much away that three steps of 1.5 do what five of 1 do.</remarks>
    public float RefinementStep => Geometry.Scale == 1 ? 1 : 1.5f;

    /// <summary>Gets the reach of the blur of colour differences: its variance is half of it, one frame sample squared.</summary>
    public int DifferenceReach => 2 * Geometry.Scale * Geometry.Scale;

    /// <summary>Gets the reach of what follows the last refinement.</summary>
    public int FilterReach => Geometry is { Scale: 1, Period: 2 } ? ZipperFilter.Reach : 0;

    /// <summary>Gets the margin that colour differences are gathered on.</summary>
    public int DifferenceMargin => FilterReach + (Refinements * RefinementReach) + DifferenceReach;

    /// <summary>Gets the whole margin.</summary>
    public int Margin => DifferenceMargin + RefinementReach + SparseGreen.Reach;

    /// <summary>Gets the cells of the margin on each side.</summary>
    public int MarginCells => (Margin + Geometry.Cell - 1) / Geometry.Cell;

    /// <summary>Gets the cells of a tile with its margins.</summary>
    public int TileCells => CoreCells + (2 * MarginCells);

    /// <summary>Gets the rows of a tile with its margins.</summary>
    public int TileRows => CoreRows + (2 * Margin);

    /// <summary>Gives the part of a tile that reaches beyond its core.</summary>
    /// <param name="margin">By how many output samples.</param>
    /// <returns>Cells and rows.</returns>
    public TileRegion Region(int margin)
    {
        var cells = MarginCells - ((margin + Geometry.Cell - 1) / Geometry.Cell);
        return new TileRegion(cells, TileCells - cells, Margin - margin, TileRows - Margin + margin);
    }

    /// <summary>Gives the colour of one of the four sites of a Bayer pattern.</summary>
    /// <param name="site">Its number, row by row.</param>
    /// <returns>The colour.</returns>
    public byte ColourAt(int site) => Cfa![site & 1, site >> 1];

    /// <summary>Gets a value indicating whether the frames have several exposures, so that clipped samples have to give way.</summary>
    public bool IsBracket { get; } = Frames.Any(frame => frame.Gain != 1);

    /// <summary>Gives the weight of a clipped sample: next to nothing, and of all clipped ones the least exposed leads.</summary>
    /// <param name="frame">Its place in <see cref="Frames"/>.</param>
    /// <returns>The weight.</returns>
    public float ClippedWeight(int frame) => (float)(1e-3 * Math.Pow(Frames[frame].Gain / Frames.Max(other => other.Gain), 6));

    /// <summary>Gives the factor of all weights of a frame: the inverse of its noise relative to the reference's exposure.</summary>
    /// <param name="frame">Its place in <see cref="Frames"/>.</param>
    /// <returns>1 in a plain burst.</returns>
    public float Trust(int frame) => (float)(1 / Frames[frame].Gain);
}
