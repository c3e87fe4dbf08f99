using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Puts what a file gives plane by plane in the order of CFAPlaneColor into the order red, green, blue, and white where there is a fourth.</summary>
/// <remarks>All cameras seen so far have the order red, green, blue already.</remarks>
internal readonly struct PlaneOrder
{
    /// <summary>The code of white photosites in CFAPattern and CFAPlaneColor.</summary>
    public const int WhiteCode = 6;

    private readonly int _red;
    private readonly int _green;
    private readonly int _blue;
    private readonly int _white;

    private PlaneOrder(int red, int green, int blue, int white) => (_red, _green, _blue, _white) = (red, green, blue, white);

    /// <summary>Gets the usual order.</summary>
    public static PlaneOrder RedGreenBlue => new(0, 1, 2, -1);

    /// <summary>Gets a value indicating whether there is a plane of white photosites.</summary>
    public bool HasWhite => _white >= 0;

    /// <summary>Gets the number of planes.</summary>
    public int Count => HasWhite ? 4 : 3;

    /// <summary>Reads the order.</summary>
    /// <param name="scope">The raw picture's directory first.</param>
    /// <param name="isMosaic">Whether the tag counts.</param>
    /// <returns>The order.</returns>
    public static PlaneOrder Read(TagScope scope, bool isMosaic)
    {
        if (!isMosaic || scope.Find(TiffTag.CfaPlaneColor) is not { } field)
        {
            return RedGreenBlue;
        }

        var colours = field.Integers(1, 16);
        var order = new PlaneOrder(Array.IndexOf(colours, 0L), Array.IndexOf(colours, 1L), Array.IndexOf(colours, 2L), Array.IndexOf(colours, (long)WhiteCode));
        if (colours.Length == 4 && !order.HasWhite)
        {
            throw field.Bad("four-colour cameras are not supported, but for those with white photosites");
        }

        return colours.Length == order.Count && order._red >= 0 && order._green >= 0 && order._blue >= 0
            ? order
            : throw field.Bad($"{string.Join(' ', colours)} is not an order of red, green and blue (0, 1, 2), and white (6)");
    }

    /// <summary>Gives the plane of a colour.</summary>
    /// <param name="colour">0 red, 1 green, 2 blue, 3 white.</param>
    /// <returns>The plane's number in the file.</returns>
    public int Plane(int colour) => colour switch { 0 => _red, 1 => _green, 2 => _blue, _ => _white };

    /// <summary>Reorders a vector.</summary>
    /// <param name="values">By plane.</param>
    /// <returns>By red, green, blue.</returns>
    public Vector3d Vector(ReadOnlySpan<double> values) => new(values[_red], values[_green], values[_blue]);

    /// <summary>Gives the row of a colour in a matrix whose output is by plane.</summary>
    /// <param name="rows">Three numbers for each plane.</param>
    /// <param name="colour">0 red, 1 green, 2 blue, 3 white.</param>
    /// <returns>The row.</returns>
    public Vector3d Row(ReadOnlySpan<double> rows, int colour) => new(rows[3 * Plane(colour)], rows[(3 * Plane(colour)) + 1], rows[(3 * Plane(colour)) + 2]);

    /// <summary>Reorders the rows of a matrix, whose output is by plane; a row of white is left out.</summary>
    /// <param name="rows">Three numbers for each plane.</param>
    /// <returns>The matrix.</returns>
    public Matrix3x3 Rows(ReadOnlySpan<double> rows)
    {
        var result = new double[9];
        for (var i = 0; i < 9; i++)
        {
            result[i] = rows[(Plane(i / 3) * 3) + (i % 3)];
        }

        return Matrix3x3.FromRows(result);
    }

    /// <summary>Reorders the columns of a matrix, whose input is by plane; a column of white is left out.</summary>
    /// <param name="rows">Three rows of a number for each plane.</param>
    /// <returns>The matrix.</returns>
    public Matrix3x3 Columns(ReadOnlySpan<double> rows)
    {
        var result = new double[9];
        for (var i = 0; i < 9; i++)
        {
            result[i] = rows[(i / 3 * Count) + Plane(i % 3)];
        }

        return Matrix3x3.FromRows(result);
    }
}
