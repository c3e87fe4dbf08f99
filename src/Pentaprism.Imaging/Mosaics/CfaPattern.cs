using System.Collections.Immutable;

namespace Pentaprism.Imaging;

/// <summary>A colour filter array: a small rectangle of colours repeated over the sensor.</summary>
/// <remarks>
/// Colours are numbers, 0 red, 1 green, 2 blue, 3 white, so that a Bayer pattern in any phase, a Quad Bayer (4×4), a tetra (8×8), one with
/// white photosites and a monochrome sensor (1×1) are all just data.
/// </remarks>
public sealed class CfaPattern : IEquatable<CfaPattern>
{
    /// <summary>Number of the red colour.</summary>
    public const byte Red = 0;

    /// <summary>Number of the green colour.</summary>
    public const byte Green = 1;

    /// <summary>Number of the blue colour.</summary>
    public const byte Blue = 2;

    /// <summary>Number of photosites without a filter among coloured ones.</summary>
    public const byte White = 3;

    private readonly ImmutableArray<byte> _colours;

    /// <summary>Makes a pattern.</summary>
    /// <param name="columns">Width of the repeat, 1 to 16.</param>
    /// <param name="rows">Height of the repeat, 1 to 16.</param>
    /// <param name="colours">Colour numbers, row by row.</param>
    /// <exception cref="ArgumentException">The size is out of range or does not match the number of colours.</exception>
    public CfaPattern(int columns, int rows, ReadOnlySpan<byte> colours)
    {
        if (columns is < 1 or > 16 || rows is < 1 or > 16 || colours.Length != columns * rows)
        {
            throw new ArgumentException($"A pattern of {columns} × {rows} cannot hold {colours.Length} colours.", nameof(colours));
        }

        Columns = columns;
        Rows = rows;
        _colours = [.. colours];
    }

    /// <summary>Gets the Bayer pattern with red in its first photosite.</summary>
    public static CfaPattern Rggb { get; } = Bayer("RGGB");

    /// <summary>Gets the pattern of a sensor without colour filters.</summary>
    public static CfaPattern Monochrome { get; } = new(1, 1, [Green]);

    /// <summary>Gets the width of the repeat in photosites.</summary>
    public int Columns { get; }

    /// <summary>Gets the height of the repeat in photosites.</summary>
    public int Rows { get; }

    /// <summary>Gets a value indicating whether this is a Bayer pattern in one of its four phases.</summary>
    public bool IsBayer => Columns == 2 && Rows == 2
        && ((this[0, 0] == Green && this[1, 1] == Green && this[1, 0] + this[0, 1] == Red + Blue && this[1, 0] != Green)
            || (this[1, 0] == Green && this[0, 1] == Green && this[0, 0] + this[1, 1] == Red + Blue && this[0, 0] != Green));

    /// <summary>Gets a value indicating whether the sensor has no colour filters.</summary>
    public bool IsMonochrome => Columns == 1 && Rows == 1;

    /// <summary>Gets a value indicating whether photosites without a filter stand among coloured ones.</summary>
    public bool HasWhite => _colours.Contains(White);

    /// <summary>Gets the colour of a photosite; any coordinates, also negative ones.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    public byte this[int x, int y] => _colours[(Modulo(y, Rows) * Columns) + Modulo(x, Columns)];

    /// <summary>Makes a Bayer pattern from its four letters.</summary>
    /// <param name="letters">Four of R, G, B, row by row: "RGGB", "GRBG", "GBRG" or "BGGR".</param>
    /// <returns>The pattern.</returns>
    /// <exception cref="ArgumentException">The letters are not those of a Bayer pattern.</exception>
    public static CfaPattern Bayer(string letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        var colours = letters.Select(letter => "RGB".IndexOf(letter, StringComparison.Ordinal)).ToArray();
        if (colours.Length == 4 && !colours.Contains(-1))
        {
            var pattern = new CfaPattern(2, 2, [.. colours.Select(colour => (byte)colour)]);
            if (pattern.IsBayer)
            {
                return pattern;
            }
        }

        throw new ArgumentException($"'{letters}' is not a Bayer pattern.", nameof(letters));
    }

    /// <summary>Gives the pattern as seen from another first photosite, as after a crop.</summary>
    /// <param name="left">Photosites cut on the left.</param>
    /// <param name="top">Photosites cut at the top.</param>
    /// <returns>The shifted pattern.</returns>
    public CfaPattern Shift(int left, int top)
    {
        var colours = new byte[Columns * Rows];
        for (var y = 0; y < Rows; y++)
        {
            for (var x = 0; x < Columns; x++)
            {
                colours[(y * Columns) + x] = this[x + left, y + top];
            }
        }

        return new CfaPattern(Columns, Rows, colours);
    }

    /// <inheritdoc/>
    public bool Equals(CfaPattern? other) =>
        other is not null && Columns == other.Columns && Rows == other.Rows && _colours.AsSpan().SequenceEqual(other._colours.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CfaPattern);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Columns);
        hash.AddBytes(_colours.AsSpan());
        return hash.ToHashCode();
    }

    /// <summary>Writes the colours row by row, rows parted by a blank where there are more than two: "RGGB", "RRGG RRGG GGBB GGBB".</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var rows = Enumerable.Range(0, Rows)
            .Select(y => string.Concat(Enumerable.Range(0, Columns).Select(x => this[x, y] <= White ? "RGBW"[this[x, y]] : (char)('0' + this[x, y]))));
        return string.Join(Rows > 2 ? " " : "", rows);
    }

    private static int Modulo(int value, int period) => ((value % period) + period) % period;
}
