using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Puts what a file gives plane by plane in the order of CFAPlaneColor into the order red, green, blue.</summary>
/// <remarks>All cameras seen so far have the order red, green, blue already.</remarks>
internal readonly struct PlaneOrder
{
    private readonly int _red;
    private readonly int _green;
    private readonly int _blue;

    private PlaneOrder(int red, int green, int blue) => (_red, _green, _blue) = (red, green, blue);

    /// <summary>Gets the usual order.</summary>
    public static PlaneOrder RedGreenBlue => new(0, 1, 2);

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
        if (colours.Length == 4)
        {
            throw field.Bad("four-colour cameras are not supported");
        }

        var order = new PlaneOrder(Array.IndexOf(colours, 0L), Array.IndexOf(colours, 1L), Array.IndexOf(colours, 2L));
        return colours.Length == 3 && order._red >= 0 && order._green >= 0 && order._blue >= 0
            ? order
            : throw field.Bad($"{string.Join(' ', colours)} is not an order of red, green and blue (0, 1, 2)");
    }

    /// <summary>Gives the plane of a colour.</summary>
    /// <param name="colour">0 red, 1 green, 2 blue.</param>
    /// <returns>The plane's number in the file.</returns>
    public int Plane(int colour) => colour switch { 0 => _red, 1 => _green, _ => _blue };

    /// <summary>Reorders a vector.</summary>
    /// <param name="v">By plane.</param>
    /// <returns>By red, green, blue.</returns>
    public Vector3d Vector(Vector3d v) => new(v[_red], v[_green], v[_blue]);

    /// <summary>Reorders the rows of a matrix, whose output is by plane.</summary>
    /// <param name="rows">Nine numbers, row by row.</param>
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

    /// <summary>Reorders the columns of a matrix, whose input is by plane.</summary>
    /// <param name="rows">Nine numbers, row by row.</param>
    /// <returns>The matrix.</returns>
    public Matrix3x3 Columns(ReadOnlySpan<double> rows)
    {
        var result = new double[9];
        for (var i = 0; i < 9; i++)
        {
            result[i] = rows[(i / 3 * 3) + Plane(i % 3)];
        }

        return Matrix3x3.FromRows(result);
    }
}
