using System.Runtime.Intrinsics;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>Where the sites of a block lie in a frame's window: a point, and what a step of one sample to the right or down adds.</summary>
/// <param name="X">Column of the block's first site.</param>
/// <param name="Y">Row of it.</param>
/// <param name="Right">What a step to the right adds to column and row.</param>
/// <param name="Down">What a step down adds.</param>
internal readonly record struct BlockMotion(double X, double Y, (double X, double Y) Right, (double X, double Y) Down)
{
    /// <summary>Gives the place of a site.</summary>
    public (double X, double Y) At(int x, int y) =>
        (X + (x * Right.X) + (y * Down.X), Y + (x * Right.Y) + (y * Down.Y));

    /// <summary>
    /// Places eight sites of one row, two columns apart. Where every one is reached by the same whole step, the fractions that remain are given.
    /// </summary>
    public bool TryPlace(int x, int y, out EightPlaces places)
    {
        var (firstX, firstY) = At(x, y);
        var (growX, growY) = ((2 * Right.X) - 2, 2 * Right.Y);
        var (wholeX, wholeY) = ((int)Math.Floor(firstX), (int)Math.Floor(firstY));
        var lane = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        places = new EightPlaces(
            wholeX,
            wholeY,
            Vector256.FusedMultiplyAdd(lane, Vector256.Create((float)growX), Vector256.Create((float)(firstX - wholeX))),
            Vector256.FusedMultiplyAdd(lane, Vector256.Create((float)growY), Vector256.Create((float)(firstY - wholeY))));
        return (int)Math.Floor(firstX + (7 * growX)) == wholeX && (int)Math.Floor(firstY + (7 * growY)) == wholeY;
    }
}

/// <summary>Eight places in a window: lane i lies at (X + 2 i + FractionX, Y + FractionY).</summary>
internal readonly record struct EightPlaces(int X, int Y, Vector256<float> FractionX, Vector256<float> FractionY);
