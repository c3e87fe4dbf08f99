using Pentaprism.Gap.Developments;
using Pentaprism.Imaging;
using Pentaprism.Measure.Noise;

namespace Pentaprism.Gap.Figures;

/// <summary>Signal and noise of an even patch.</summary>
/// <param name="Reflectance">What the patch reflects, 0 to 1.</param>
/// <param name="Signal">Its mean, 1 the sensor's white.</param>
/// <param name="Variance">Variance of its noise in a pixel of a picture of 12 megapixels.</param>
/// <param name="Freedom">Degrees of freedom of the variance.</param>
/// <remarks>
/// Noise is measured between the means of cells whose side is that of eight pixels at 12 megapixels, and stated for one of those pixels as if it
/// were white. What merging and demosaicing do over a few pixels, be it smoothing or sharpening, therefore neither hides noise nor makes any.
/// </remarks>
public sealed record NoisePatch(double Reflectance, double Signal, double Variance, int Freedom)
{
    private const double CellSide = 8;
    private const int LeastCells = 12;

    /// <summary>Measures a patch.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="area">The patch without its borders.</param>
    /// <param name="reflectance">What it reflects.</param>
    /// <returns>The patch; null where it is too small.</returns>
    public static NoisePatch? Of(LinearPicture picture, PixelRectangle area, double reflectance)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var side = Math.Max(1, (int)Math.Round(CellSide * Math.Sqrt(picture.Pixels / NoiseRange.ReferencePixels)));
        var (columns, rows) = (area.Width / side, area.Height / side);
        if (columns * rows < LeastCells)
        {
            return null;
        }

        var cells = new double[columns * rows];
        for (var y = 0; y < rows * side; y++)
        {
            var row = picture.Luminance.Row(area.Top + y).Slice(area.Left, columns * side);
            for (var x = 0; x < row.Length; x++)
            {
                cells[(y / side * columns) + (x / side)] += row[x] / ((double)side * side);
            }
        }

        var (mean, squares) = Detrended(cells, columns, rows);
        var freedom = cells.Length - 3;
        return new NoisePatch(reflectance, mean, squares / freedom * side * side * NoiseRange.ReferencePixels / picture.Pixels, freedom);
    }

    // A plane is taken out: light falls off over the patch.
    private static (double Mean, double Squares) Detrended(double[] cells, int columns, int rows)
    {
        var mean = cells.Average();
        var (sx, sy, xx, yy) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < cells.Length; i++)
        {
            var (x, y) = ((i % columns) - ((columns - 1) / 2.0), (i / columns) - ((rows - 1) / 2.0));
            (sx, sy, xx, yy) = (sx + (x * cells[i]), sy + (y * cells[i]), xx + (x * x), yy + (y * y));
        }

        var (slopeX, slopeY) = (xx > 0 ? sx / xx : 0, yy > 0 ? sy / yy : 0);
        var squares = 0.0;
        for (var i = 0; i < cells.Length; i++)
        {
            var (x, y) = ((i % columns) - ((columns - 1) / 2.0), (i / columns) - ((rows - 1) / 2.0));
            squares += Math.Pow(cells[i] - mean - (slopeX * x) - (slopeY * y), 2);
        }

        return (mean, squares);
    }
}
