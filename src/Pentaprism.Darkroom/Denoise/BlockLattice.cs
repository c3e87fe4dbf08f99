using System.Numerics;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Where the blocks of both estimates lie over a piece.</summary>
/// <remarks>
/// Columns and rows count from <see cref="Halo"/> before the piece. Blocks of the first estimate begin at multiples of 8, those of the
/// second 4 later, counted in the whole picture, so that a piece's size changes no sample.
/// </remarks>
internal static class BlockLattice
{
    /// <summary>Samples that are needed around a piece.</summary>
    public const int Halo = 24;

    /// <summary>Where the blocks of the second estimate begin.</summary>
    public const int Shift = 12;

    /// <summary>Distance of blocks.</summary>
    public const int Step = BlockWindow.Step;

    /// <summary>Gets the size of a piece whose memory stays within a second-level cache.</summary>
    public static (int Width, int Height) DefaultSize => (472, 128);

    /// <summary>Counts the blocks of the second estimate that touch a length.</summary>
    /// <param name="length">Columns or rows of the piece.</param>
    /// <returns>The number.</returns>
    public static int WienerBlocks(int length) => ((length + Shift - 1) / Step) + 1;

    /// <summary>Counts the blocks of the first estimate that touch those of the second.</summary>
    /// <param name="length">Columns or rows of the piece.</param>
    /// <returns>The number.</returns>
    public static int PilotBlocks(int length) => WienerBlocks(length) + 3;

    /// <summary>Rounds a number of blocks up to whole vectors.</summary>
    /// <param name="blocks">The number.</param>
    /// <returns>A multiple of a vector's lanes.</returns>
    public static int RoundUp(int blocks) => (blocks + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>Rounds a number of columns up to whole steps.</summary>
    /// <param name="columns">The number.</param>
    /// <returns>A multiple of <see cref="Step"/>.</returns>
    public static int RoundUpToStep(int columns) => (columns + Step - 1) / Step * Step;

    /// <summary>Counts the columns that a piece needs with its blocks in whole vectors.</summary>
    /// <param name="width">Columns of the piece.</param>
    /// <returns>The number.</returns>
    public static int Columns(int width) => (RoundUp(PilotBlocks(width)) + 3) * Step;

    /// <summary>Counts the rows that a piece needs with its blocks.</summary>
    /// <param name="height">Rows of the piece.</param>
    /// <returns>The number.</returns>
    public static int Rows(int height) => (PilotBlocks(height) + 1) * Step;
}
