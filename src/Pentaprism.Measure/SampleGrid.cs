using Pentaprism.Imaging;

namespace Pentaprism.Measure;

/// <summary>Samples on a regular grid, copied out of a picture.</summary>
/// <param name="Values">The values, row by row.</param>
/// <param name="Width">Samples in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Left">Column of the picture that the first sample stands in.</param>
/// <param name="Top">Row of the picture that the first sample stands in.</param>
/// <param name="StepX">Columns of the picture between neighbours.</param>
/// <param name="StepY">Rows of the picture between neighbours.</param>
public sealed record SampleGrid(double[] Values, int Width, int Height, int Left, int Top, int StepX, int StepY)
{
    /// <summary>Gets one sample.</summary>
    /// <param name="x">Column of the grid.</param>
    /// <param name="y">Row of the grid.</param>
    public double this[int x, int y] => Values[(y * Width) + x];

    /// <summary>Gives the grid turned by a quarter: transposed, then its rows in reverse order.</summary>
    /// <returns>The turned values; places are no longer those of the picture.</returns>
    public SampleGrid Turned()
    {
        var turned = new double[Values.Length];
        for (var y = 0; y < Width; y++)
        {
            for (var x = 0; x < Height; x++)
            {
                turned[(y * Height) + x] = this[Width - 1 - y, x];
            }
        }

        return new SampleGrid(turned, Height, Width, 0, 0, StepY, StepX);
    }

    internal static SampleGrid Copy(Plane<float> plane, PixelRectangle area, int left, int top, int stepX, int stepY)
    {
        var width = (area.Right - left + stepX - 1) / stepX;
        var height = (area.Bottom - top + stepY - 1) / stepY;
        var values = new double[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = plane.Row(top + (y * stepY));
            for (var x = 0; x < width; x++)
            {
                values[(y * width) + x] = row[left + (x * stepX)];
            }
        }

        return new SampleGrid(values, width, height, left, top, stepX, stepY);
    }
}
