using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>Where the colours of a Bayer mosaic lie: every row alternates green with one other colour, its chroma.</summary>
/// <param name="RedColumn">Parity of the columns that hold red, 0 or 1.</param>
/// <param name="RedRow">Parity of the rows that hold red, 0 or 1.</param>
internal readonly record struct BayerPhase(int RedColumn, int RedRow)
{
    /// <summary>Finds the phase of a pattern.</summary>
    /// <param name="cfa">A Bayer pattern.</param>
    /// <returns>The phase.</returns>
    public static BayerPhase Of(CfaPattern cfa)
    {
        for (var y = 0; y < 2; y++)
        {
            for (var x = 0; x < 2; x++)
            {
                if (cfa[x, y] == CfaPattern.Red)
                {
                    return new BayerPhase(x, y);
                }
            }
        }

        throw new ArgumentException($"{cfa} is not a Bayer pattern.", nameof(cfa));
    }

    /// <summary>Tells the parity of the chroma columns of a row.</summary>
    /// <param name="y">Row, also a negative one.</param>
    /// <returns>0 or 1.</returns>
    public int ChromaColumn(int y) => RedColumn ^ ((y ^ RedRow) & 1);

    /// <summary>Tells whether the chroma of a row is red.</summary>
    /// <param name="y">Row, also a negative one.</param>
    /// <returns>True for red, false for blue.</returns>
    public bool IsRedRow(int y) => ((y ^ RedRow) & 1) == 0;
}
