using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Colour;

/// <summary>A 3 × 3 matrix on the colours of a picture, in place.</summary>
internal static class MatrixTransform
{
    /// <summary>Applies a matrix to all pixels; does nothing where it is the identity.</summary>
    public static void Apply(RgbPlanes planes, Matrix3x3 matrix, ProcessingContext context)
    {
        if (matrix == Matrix3x3.Identity)
        {
            return;
        }

        // The rows of a band lie one behind the other, so a band is one long row.
        Bands.Run(context, planes.Width, planes.Height, (top, bottom) =>
            Apply(planes.Red.Rows(top, bottom), planes.Green.Rows(top, bottom), planes.Blue.Rows(top, bottom), matrix));
    }

    /// <summary>Applies a matrix to one row of colours.</summary>
    public static void Apply(Span<float> red, Span<float> green, Span<float> blue, Matrix3x3 matrix)
    {
        var (m11, m12, m13) = ((float)matrix.M11, (float)matrix.M12, (float)matrix.M13);
        var (m21, m22, m23) = ((float)matrix.M21, (float)matrix.M22, (float)matrix.M23);
        var (m31, m32, m33) = ((float)matrix.M31, (float)matrix.M32, (float)matrix.M33);
        var (v11, v12, v13) = (new Vector<float>(m11), new Vector<float>(m12), new Vector<float>(m13));
        var (v21, v22, v23) = (new Vector<float>(m21), new Vector<float>(m22), new Vector<float>(m23));
        var (v31, v32, v33) = (new Vector<float>(m31), new Vector<float>(m32), new Vector<float>(m33));
        var reds = MemoryMarshal.Cast<float, Vector<float>>(red);
        var greens = MemoryMarshal.Cast<float, Vector<float>>(green)[..reds.Length];
        var blues = MemoryMarshal.Cast<float, Vector<float>>(blue)[..reds.Length];
        for (var i = 0; i < reds.Length; i++)
        {
            var (r, g, b) = (reds[i], greens[i], blues[i]);
            reds[i] = Vector.FusedMultiplyAdd(b, v13, Vector.FusedMultiplyAdd(g, v12, r * v11));
            greens[i] = Vector.FusedMultiplyAdd(b, v23, Vector.FusedMultiplyAdd(g, v22, r * v21));
            blues[i] = Vector.FusedMultiplyAdd(b, v33, Vector.FusedMultiplyAdd(g, v32, r * v31));
        }

        for (var x = reds.Length * Vector<float>.Count; x < red.Length; x++)
        {
            var (r, g, b) = (red[x], green[x], blue[x]);
            red[x] = MathF.FusedMultiplyAdd(b, m13, MathF.FusedMultiplyAdd(g, m12, r * m11));
            green[x] = MathF.FusedMultiplyAdd(b, m23, MathF.FusedMultiplyAdd(g, m22, r * m21));
            blue[x] = MathF.FusedMultiplyAdd(b, m33, MathF.FusedMultiplyAdd(g, m32, r * m31));
        }
    }
}
