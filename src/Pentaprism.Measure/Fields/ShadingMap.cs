using System.Collections.Immutable;
using Pentaprism.Imaging;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Fields;

/// <summary>The gains that make an even surface even: one map for the photosites at one place of the filters' repeat.</summary>
/// <param name="Row">Row of the place within the repeat.</param>
/// <param name="Column">Column of the place.</param>
/// <param name="Gains">Gains at <see cref="Shading.Rows"/> × <see cref="Shading.Columns"/> points from corner to corner, row by row; the least is 1.</param>
/// <param name="Before">Root mean square of how far cells lie from the brightest place, as a share of it.</param>
/// <param name="After">Root mean square of what the map leaves of differences between cells.</param>
public sealed record ShadingMap(int Row, int Column, ImmutableArray<float> Gains, double Before, double After)
{
    /// <summary>Gets the largest gain, stops: how far the darkest place falls behind.</summary>
    public double LargestStops => Math.Log2(Gains.Max());
}

/// <summary>Lens shading from pictures of an even, evenly lit surface.</summary>
/// <remarks>
/// Cells of the mosaic are averaged, over all pictures, and a quadratic surface is fitted around each point of the map with weights that fall off within a
/// spacing of points: noise and dust go, the fall of light stays, up to the border. Each colour is brought to its own brightest place, so that shading
/// of colours goes too.
/// </remarks>
/// <param name="Maps">One map for each place of the repeat.</param>
/// <param name="Pictures">How many pictures there were.</param>
public sealed record Shading(ImmutableArray<ShadingMap> Maps, int Pictures)
{
    /// <summary>Columns of a map.</summary>
    public const int Columns = 33;

    /// <summary>Rows of a map.</summary>
    public const int Rows = 25;

    private const int CellsAcross = 96;
    private const int CellsDown = 72;

    // Of the weights, in spacings of points.
    private const double Width = 0.7;
    private const int Terms = 6;

    /// <summary>Measures.</summary>
    /// <param name="flats">Mosaics of one size: black 0, shading not corrected.</param>
    /// <param name="cfa">Their filters.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <returns>The shading.</returns>
    /// <exception cref="ArgumentException">There is no picture, sizes differ, they are smaller than 192 × 144, or not brighter than black everywhere.</exception>
    public static Shading Of(IReadOnlyList<Plane<float>> flats, CfaPattern cfa, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(flats);
        ArgumentNullException.ThrowIfNull(cfa);
        ArgumentNullException.ThrowIfNull(context);
        if (flats.Count == 0 || flats.Any(flat => flat.Width != flats[0].Width || flat.Height != flats[0].Height) || flats[0].Width < 2 * CellsAcross || flats[0].Height < 2 * CellsDown)
        {
            throw new ArgumentException($"Shading is measured on pictures of one size of at least {2 * CellsAcross} × {2 * CellsDown} pixels.", nameof(flats));
        }

        var maps = new ShadingMap[cfa.Rows * cfa.Columns];
        Bands.Run(context, 1 << 16, maps.Length, 1, (place, _) => maps[place] = Map(flats, place / cfa.Columns, place % cfa.Columns, cfa));
        return new Shading([.. maps], flats.Count);
    }

    /// <summary>Gives the gain of a map at a place of the picture, between its points in two straight lines, as a DNG reader does.</summary>
    /// <param name="gains">A map's gains.</param>
    /// <param name="x">0 at the left border, 1 at the right one.</param>
    /// <param name="y">0 at the upper border, 1 at the lower one.</param>
    public static double GainAt(ImmutableArray<float> gains, double x, double y)
    {
        var (column, row) = (Math.Clamp(x * (Columns - 1), 0, Columns - 1), Math.Clamp(y * (Rows - 1), 0, Rows - 1));
        var (left, top) = (Math.Min((int)column, Columns - 2), Math.Min((int)row, Rows - 2));
        double At(int dx, int dy) => gains[((top + dy) * Columns) + left + dx];
        return double.Lerp(double.Lerp(At(0, 0), At(1, 0), column - left), double.Lerp(At(0, 1), At(1, 1), column - left), row - top);
    }

    private static ShadingMap Map(IReadOnlyList<Plane<float>> flats, int row, int column, CfaPattern cfa)
    {
        var cells = Cells(flats, row, column, cfa);
        var light = new double[Columns * Rows];
        for (var i = 0; i < light.Length; i++)
        {
            light[i] = Local(cells, (double)(i % Columns) / (Columns - 1), (double)(i / Columns) / (Rows - 1));
        }

        var brightest = light.Max();
        if (!(light.Min() > 0))
        {
            throw new ArgumentException("A part of the surface is not brighter than black.", nameof(flats));
        }

        ImmutableArray<float> gains = [.. light.Select(value => (float)(brightest / value))];
        var (before, after) = (0.0, 0.0);
        foreach (var (x, y, value) in cells)
        {
            before += Math.Pow((value / brightest) - 1, 2);
            after += Math.Pow((value * GainAt(gains, x, y) / brightest) - 1, 2);
        }

        return new ShadingMap(row, column, gains, Math.Sqrt(before / cells.Length), Math.Sqrt(after / cells.Length));
    }

    private static (double X, double Y, double Light)[] Cells(IReadOnlyList<Plane<float>> flats, int row, int column, CfaPattern cfa)
    {
        var (width, height) = (flats[0].Width, flats[0].Height);
        var (sums, counts) = (new (double X, double Y, double Light)[CellsAcross * CellsDown], new int[CellsAcross * CellsDown]);
        foreach (var flat in flats)
        {
            for (var y = row; y < height; y += cfa.Rows)
            {
                var samples = flat.Row(y);
                for (var x = column; x < width; x += cfa.Columns)
                {
                    var cell = (y * CellsDown / height * CellsAcross) + (x * CellsAcross / width);
                    sums[cell] = (sums[cell].X + x + 0.5, sums[cell].Y + y + 0.5, sums[cell].Light + samples[x]);
                    counts[cell]++;
                }
            }
        }

        return [.. sums.Zip(counts, (sum, count) => (sum.X / count / width, sum.Y / count / height, sum.Light / count))];
    }

    // The value of a quadratic surface at the point, fitted to the cells around it.
    private static double Local((double X, double Y, double Light)[] cells, double x, double y)
    {
        var near = cells.Select(cell => (U: (cell.X - x) * (Columns - 1) / Width, V: (cell.Y - y) * (Rows - 1) / Width, cell.Light)).Where(cell => (cell.U * cell.U) + (cell.V * cell.V) < 9).ToList();
        var (matrix, right) = (new double[Terms * near.Count], new double[near.Count]);
        for (var i = 0; i < near.Count; i++)
        {
            var (u, v, value) = near[i];
            var weight = Math.Exp(-0.25 * ((u * u) + (v * v)));
            double[] terms = [1, u, v, u * u, u * v, v * v];
            for (var k = 0; k < Terms; k++)
            {
                matrix[(k * near.Count) + i] = weight * terms[k];
            }

            right[i] = weight * value;
        }

        return LeastSquares.Solve(matrix, right, Terms) is { } surface ? surface[0] : near.Average(cell => cell.Light);
    }
}
