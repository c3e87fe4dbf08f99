using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Colour;

/// <summary>What a root polynomial adds to a matrix, as the hue and saturation table of a profile: so a DNG reader of any maker can follow it.</summary>
/// <remarks>The table needs no value axis, because neither map changes colours with exposure.</remarks>
public static class RootPolynomialTable
{
    private const int Hues = 90;
    private const int Saturations = 30;

    /// <summary>Makes the table: for each hue and saturation of linear ProPhoto after the matrix, where the roots would have led the same camera colour.</summary>
    /// <param name="matrix">From balanced camera colours to XYZ under D50, white to white.</param>
    /// <param name="roots">The root polynomial, likewise.</param>
    /// <returns>A table of 90 hues and 30 saturations.</returns>
    public static HueSatTable Of(Matrix3x3 matrix, RootPolynomial roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var (toXyz, fromXyz) = (RgbSpace.ProPhoto.ToXyz, RgbSpace.ProPhoto.FromXyz);
        var toCamera = matrix.Inverse();
        var entries = new float[3 * Hues * Saturations];
        for (var h = 0; h < Hues; h++)
        {
            var row = entries.AsSpan(3 * h * Saturations, 3 * Saturations);
            for (var s = 1; s < Saturations; s++)
            {
                var (hue, saturation) = (h * 6.0 / Hues, s / (Saturations - 1.0));
                var camera = toCamera * (toXyz * HueSatValue.ToRgb(hue, saturation, 1));
                if (camera.Min <= 0 && s > 1)
                {
                    // No light gives the camera such a colour; what was valid last leads on.
                    row.Slice(3 * (s - 1), 3).CopyTo(row[(3 * s)..]);
                    continue;
                }

                var (newHue, newSaturation, newValue) = HueSatValue.Of(fromXyz * roots.ToXyz(camera));
                row[3 * s] = (float)(60 * Math.IEEERemainder(newHue - hue, 6));
                row[(3 * s) + 1] = (float)(newSaturation / saturation);
                row[(3 * s) + 2] = (float)newValue;
            }

            // Greys keep their value; their hue and saturation take part in the interpolation alone.
            (row[0], row[1], row[2]) = (row[3], row[4], 1);
        }

        return new HueSatTable(Hues, Saturations, 1, [.. entries]);
    }
}
