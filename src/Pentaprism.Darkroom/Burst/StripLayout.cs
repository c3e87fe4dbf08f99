using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Burst;

/// <summary>How a plane of codes lies in memory or in a file: strips of 256 columns side by side, each of them row after row.</summary>
/// <remarks>The rows of a window lie close together in one or two strips: few pages in memory, one or two reads from a file.</remarks>
/// <param name="Width">Columns of the plane.</param>
/// <param name="Height">Rows of the plane.</param>
internal readonly record struct StripLayout(int Width, int Height)
{
    /// <summary>Columns of a strip; the last one may be narrower.</summary>
    public const int Columns = 256;

    /// <summary>Gets the number of strips.</summary>
    public int Strips => (Width + Columns - 1) / Columns;

    /// <summary>Gets the number of codes.</summary>
    public long Length => (long)Width * Height;

    /// <summary>Gives the columns of a strip.</summary>
    /// <param name="strip">Its number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Pitch(int strip) => Math.Min(Columns, Width - (strip * Columns));

    /// <summary>Gives the place of the first code of a row in a strip.</summary>
    /// <param name="strip">The strip.</param>
    /// <param name="y">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Offset(int strip, int y) => ((long)strip * Columns * Height) + ((long)y * Pitch(strip));

    /// <summary>Spreads a row over the strips.</summary>
    /// <param name="row">The codes of a row.</param>
    /// <param name="y">The row.</param>
    /// <param name="plane">The codes of a plane in this layout.</param>
    public void PutRow(ReadOnlySpan<ushort> row, int y, Span<ushort> plane)
    {
        for (var strip = 0; strip < Strips; strip++)
        {
            var pitch = Pitch(strip);
            row.Slice(strip * Columns, pitch).CopyTo(plane.Slice((int)Offset(strip, y), pitch));
        }
    }
}
