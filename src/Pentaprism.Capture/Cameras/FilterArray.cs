using Pentaprism.Imaging;

namespace Pentaprism.Capture.Cameras;

/// <summary>The filters before the photosites, as letters: R, G, B, and W for none.</summary>
/// <remarks>
/// Rows are parted by a blank: "RG GB" is Bayer, "RRGG RRGG GGBB GGBB" Quad-Bayer, "W" a sensor without filters. In "RWGW WRWG GWBW WGWB"
/// each square of four photosites has two white ones; binned, they are left out, in full they are the fourth colour of the file.
/// </remarks>
public sealed record FilterArray
{
    /// <summary>Letters of the filters in the order of their numbers.</summary>
    public const string Letters = "RGBW";

    private const int LongestSide = 8;
    private const char White = 'W';
    private readonly string[] _rows;

    /// <summary>Makes an array from its letters.</summary>
    /// <param name="text">Rows of equal length, 1 to 8 letters, parted by a blank.</param>
    /// <exception cref="ArgumentException">The text is no such rectangle.</exception>
    public FilterArray(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _rows = text.Split(' ');
        if (_rows.Length > LongestSide || _rows[0].Length is < 1 or > LongestSide || _rows.Any(row => row.Length != _rows[0].Length || row.Any(letter => !Letters.Contains(letter, StringComparison.Ordinal))))
        {
            throw new ArgumentException($"'{text}' is no rectangle of the letters R, G, B and W, rows parted by a blank", nameof(text));
        }

        Text = text;
    }

    /// <summary>Gets the letters.</summary>
    public string Text { get; }

    /// <summary>Gets the width of the repeat.</summary>
    public int Columns => _rows[0].Length;

    /// <summary>Gets the height of the repeat.</summary>
    public int Rows => _rows.Length;

    /// <summary>Gets the letters that occur, in the order R, G, B, W.</summary>
    public string Used => string.Concat(Letters.Where(letter => Text.Contains(letter, StringComparison.Ordinal)));

    /// <summary>Gets a value indicating whether there are no filters.</summary>
    public bool IsMonochrome => Used is [White];

    /// <summary>Gets the side of the squares of one colour that tile the array, white ones aside: 1 for Bayer, 2 for Quad-Bayer, 4 for a 4×4 array; 8 for no filters.</summary>
    public int CellSide
    {
        get
        {
            var side = LongestSide;
            while (side > 1 && !IsTiledBy(side))
            {
                side /= 2;
            }

            return side;
        }
    }

    /// <summary>Gives the array of a sensor whose photosites are put together in squares of one colour.</summary>
    /// <param name="side">Photosites along a side, a divisor of <see cref="CellSide"/>.</param>
    /// <returns>The array of the squares.</returns>
    /// <exception cref="ArgumentException">Squares of that side hold several colours.</exception>
    public FilterArray Binned(int side)
    {
        if (side < 1 || CellSide % side != 0)
        {
            throw new ArgumentException($"photosites of '{Text}' cannot be put together in squares of {side}", nameof(side));
        }

        return IsMonochrome || side == 1
            ? this
            : new FilterArray(string.Join(' ', Steps(Rows, side).Select(y => string.Concat(Steps(Columns, side).Select(x => ColoursIn(x, y, side)[0])))));
    }

    /// <summary>Gives how many photosites of a square count when they are put together: all, or those that are not white.</summary>
    /// <param name="side">Photosites along a side.</param>
    /// <returns>At least 1.</returns>
    public int PhotositesIn(int side) => IsMonochrome ? side * side : Square(0, 0, side).Count(letter => side == 1 || letter != White);

    /// <summary>Gives the pattern as DNG and the darkroom write it.</summary>
    /// <returns>The pattern; that of a sensor without filters is monochrome.</returns>
    public CfaPattern ToPattern() => IsMonochrome
        ? CfaPattern.Monochrome
        : new CfaPattern(Columns, Rows, [.. string.Concat(_rows).Select(letter => (byte)Letters.IndexOf(letter, StringComparison.Ordinal))]);

    /// <inheritdoc/>
    public bool Equals(FilterArray? other) => other is not null && other.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static IEnumerable<int> Steps(int length, int side) => Enumerable.Range(0, length / side).Select(step => step * side);

    private bool IsTiledBy(int side) =>
        IsMonochrome || (Rows % side == 0 && Columns % side == 0 && Steps(Rows, side).All(y => Steps(Columns, side).All(x => ColoursIn(x, y, side).Length == 1)));

    private string ColoursIn(int left, int top, int side) => string.Concat(Square(left, top, side).Where(letter => letter != White).Distinct());

    private string Square(int left, int top, int side) => string.Concat(_rows.Skip(top).Take(side).Select(row => row.Substring(left, side)));
}
