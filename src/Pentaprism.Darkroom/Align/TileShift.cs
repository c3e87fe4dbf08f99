namespace Pentaprism.Darkroom.Align;

/// <summary>How far a tile of the warped frame still lies from the reference, and how much that says.</summary>
/// <param name="Dx">The frame shows at the tile's place what the reference shows this much further to the right.</param>
/// <param name="Dy">… and further down, both in samples of the level.</param>
/// <param name="Wxx">Inverse covariance of the shift: its first element.</param>
/// <param name="Wxy">Its mixed element.</param>
/// <param name="Wyy">Its last element; all three are 0 where the tile says nothing.</param>
/// <param name="Correlation">Correlation of the two pictures over the tile.</param>
/// <param name="Residual">Variance of the difference that a shift, a gain and an offset leave, in the units of the reference.</param>
/// <param name="Seen">Whether the frame shows the tile.</param>
internal readonly record struct TileShift(double Dx, double Dy, double Wxx, double Wxy, double Wyy, double Correlation, double Residual, bool Seen)
{
    /// <summary>What the model of a rigid tile misses even without noise (aliasing, interpolation), in samples of the level.</summary>
    public const double Floor = 0.03;

    // Beyond this the picture is no longer linear.
    private const double LongestStep = 1.5;

    // … but what noise alone shows of a faint tile may be longer; cutting it off would pull the rest towards no motion.
    private const double Deviations = 4;

    private const double LeastCorrelation = 0.1;

    /// <summary>Solves a tile: I = a T + g · u + b by least squares; the shift is u/a (Lucas and Kanade 1981, with gain and offset).</summary>
    /// <param name="tile">The tile of the reference.</param>
    /// <param name="moments">The frame over it.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <param name="noise">Variance of the reference's noise, and of its derivative.</param>
    /// <returns>The shift.</returns>
    public static TileShift Solve(ReferenceTile tile, TileKernel.Moments moments, int samples, (double Sample, double Derivative) noise)
    {
        double n = samples;
        var energy = moments.II - (moments.I * moments.I / n);
        var correlation = moments.TI / Math.Sqrt(Math.Max(tile.TT * energy, double.Epsilon));
        if (!(correlation > LeastCorrelation) || !(tile.TT > 0))
        {
            return new TileShift(0, 0, 0, 0, 0, 0, 0, Seen: true);
        }

        // Gain and offset are projected out of the gradients and of what they see of the frame.
        var (mx, my) = (tile.Gx / n, tile.Gy / n);
        var (tx, ty) = (tile.GxT / tile.TT, tile.GyT / tile.TT);
        var structure = new TileKernel.Structure(
            tile.Gxx - (mx * tile.Gx) - (tx * tile.GxT), tile.Gxy - (mx * tile.Gy) - (tx * tile.GyT), tile.Gyy - (my * tile.Gy) - (ty * tile.GyT));
        var bx = moments.GxI - (mx * moments.I) - (tx * moments.TI);
        var by = moments.GyI - (my * moments.I) - (ty * moments.TI);

        // Noise adds to the energy of the reference and of its gradient, and would shrink what is divided by them.
        var gain = Math.Clamp(moments.TI / Math.Max(tile.TT - (n * noise.Sample), 0.1 * tile.TT), 0.25, 4);
        var floor = n * noise.Derivative;
        var (cos, sin) = Direction(structure);
        var along = (bx * cos) + (by * sin);
        var across = (by * cos) - (bx * sin);
        var fit = (along * along / Math.Max(structure.Strong, double.Epsilon)) + (across * across / Math.Max(structure.Weak, double.Epsilon));
        var residual = Math.Max(energy - (moments.TI * moments.TI / tile.TT) - (structure.Weak > 0 ? fit : 0), 0) / (n * gain * gain);
        var (u, wu) = Component(along / gain, structure.Strong - floor, residual, floor);
        var (v, wv) = Component(across / gain, structure.Weak - floor, residual, floor);
        return new TileShift(
            (u * cos) - (v * sin),
            (u * sin) + (v * cos),
            (wu * cos * cos) + (wv * sin * sin),
            (wu - wv) * sin * cos,
            (wu * sin * sin) + (wv * cos * cos),
            correlation,
            residual,
            Seen: true);
    }

    // The direction of most change.
    private static (double Cos, double Sin) Direction(TileKernel.Structure s)
    {
        var angle = 0.5 * Math.Atan2(2 * s.Xy, s.Xx - s.Yy);
        return (Math.Cos(angle), Math.Sin(angle));
    }

    private static (double Shift, double Weight) Component(double product, double energy, double residual, double floor)
    {
        if (!(energy > ReferenceTiles.LeastDetail * floor) || !(energy > 0))
        {
            return (0, 0);
        }

        var variance = residual / energy;
        var longest = Math.Max(LongestStep, Deviations * Math.Sqrt(variance));
        return (Math.Clamp(product / energy, -longest, longest), 1 / (variance + (Floor * Floor)));
    }
}
