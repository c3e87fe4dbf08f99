namespace Pentaprism.Darkroom.Lens;

/// <summary>How far one colour of the picture as taken lies from green, on a coarse grid.</summary>
internal sealed class ShiftGrid
{
    private readonly int _step;
    private readonly int _columns;
    private readonly (float X, float Y)[] _shifts;

    private ShiftGrid(int step, int columns, (float X, float Y)[] shifts)
    {
        (_step, _columns, _shifts) = (step, columns, shifts);
        Largest = shifts.Max(shift => Math.Max(Math.Abs(shift.X), Math.Abs(shift.Y)));
    }

    /// <summary>Gets the largest shift of either direction, in pixels.</summary>
    public float Largest { get; }

    /// <summary>Computes the grid.</summary>
    /// <param name="warp">The maps of the colours, from corrected to captured places.</param>
    /// <param name="colour">The colour.</param>
    /// <param name="width">Samples in a row of the mosaic.</param>
    /// <param name="height">Rows of the mosaic.</param>
    /// <param name="step">Distance of grid points in pixels.</param>
    /// <returns>The shifts.</returns>
    public static ShiftGrid Of(LensWarp warp, int colour, int width, int height, int step)
    {
        var (columns, rows) = ((width / step) + 2, (height / step) + 2);
        var (own, green) = (warp.PlaneOf(colour), warp.PlaneOf(Imaging.CfaPattern.Green));
        var shifts = new (float, float)[columns * rows];
        for (var i = 0; i < shifts.Length; i++)
        {
            var (gridY, gridX) = Math.DivRem(i, columns);
            var (x, y) = ((double)gridX * step, (double)gridY * step);

            // Which corrected place does green show here? A few fixed-point rounds; the maps are gentle.
            var (u, v) = (x, y);
            for (var round = 0; round < 8; round++)
            {
                var (dx, dy) = green.At(warp.Frame, u, v);
                (u, v) = (x - dx, y - dy);
            }

            var (greenX, greenY) = green.At(warp.Frame, u, v);
            var (ownX, ownY) = own.At(warp.Frame, u, v);
            shifts[i] = ((float)(ownX - greenX), (float)(ownY - greenY));
        }

        return new ShiftGrid(step, columns, shifts);
    }

    /// <summary>Gives the shifts of every second photosite of a row, in steps of the resampler and pixels of the half-size plane.</summary>
    /// <param name="left">Column of the first.</param>
    /// <param name="y">The row in the mosaic.</param>
    /// <param name="placesX">Takes shifts to the right.</param>
    /// <param name="placesY">Takes shifts downwards.</param>
    public void Row(int left, int y, Span<int> placesX, Span<int> placesY)
    {
        const float half = WarpResampler.Phases / 2f;
        var (row, t) = (y / _step, (y % _step) / (float)_step);
        for (var i = 0; i < placesX.Length; i++)
        {
            var x = left + (2 * i);
            var u = (x % _step) / (float)_step;
            var at = (row * _columns) + (x / _step);
            var (a, b, c, d) = (_shifts[at], _shifts[at + 1], _shifts[at + _columns], _shifts[at + _columns + 1]);
            placesX[i] = (int)MathF.Round(half * Mix(Mix(a.X, b.X, u), Mix(c.X, d.X, u), t));
            placesY[i] = (int)MathF.Round(half * Mix(Mix(a.Y, b.Y, u), Mix(c.Y, d.Y, u), t));
        }
    }

    private static float Mix(float a, float b, float t) => MathF.FusedMultiplyAdd(t, b - a, a);
}
