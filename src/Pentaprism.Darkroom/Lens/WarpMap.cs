using System.Collections.Immutable;
using System.Numerics;
using Pentaprism.Darkroom.Opcodes;

namespace Pentaprism.Darkroom.Lens;

/// <summary>How far the pixels of one plane are moved.</summary>
/// <param name="Radial">f − 1 as a polynomial in r² or in r.</param>
/// <param name="InRadius">The polynomial is in r, else in r².</param>
/// <param name="Kt0">First tangential term.</param>
/// <param name="Kt1">Second tangential term.</param>
/// <param name="MinimumRadius">f is held below this radius.</param>
/// <param name="MaximumRadius">f is held above this radius.</param>
/// <param name="Reciprocal">The source radius is r / f, else r · f.</param>
/// <remarks>
/// With dx, dy the distance from the centre in units of the frame's radius, and r² = dx² + dy², the source lies at
/// x + m·((f − 1)·dx + kt0·2·dx·dy + kt1·(r² + 2·dx²)), and y alike. Only the displacement is computed, never the position:
/// in single precision it is good to 1e-4 pixel where a position would be good to 2e-4 at best.
/// </remarks>
internal sealed record WarpMap(
    ImmutableArray<double> Radial, bool InRadius, double Kt0, double Kt1, double MinimumRadius, double MaximumRadius, bool Reciprocal)
{
    private readonly float[] _radial = [.. Radial.Select(value => (float)value)];

    /// <summary>Gives f at a radius.</summary>
    /// <param name="radius">1 in the farthest corner.</param>
    /// <returns>Source radius over radius.</returns>
    public double Factor(double radius)
    {
        var r = Math.Min(Math.Max(radius, MinimumRadius), MaximumRadius);
        var s = InRadius ? r : r * r;
        var sum = 0.0;
        for (var i = Radial.Length - 1; i >= 0; i--)
        {
            sum = (sum * s) + Radial[i];
        }

        return Reciprocal ? 1 / (1 + sum) : 1 + sum;
    }

    /// <summary>Gives the displacement of one place.</summary>
    /// <param name="frame">Centre and unit.</param>
    /// <param name="x">Column; whole numbers are pixel centres.</param>
    /// <param name="y">Row.</param>
    /// <returns>To the right and downwards, in pixels.</returns>
    public (double X, double Y) At(RadialFrame frame, double x, double y)
    {
        var (dx, dy) = ((x - frame.X) / frame.Radius, (y - frame.Y) / frame.Radius);
        var r2 = (dx * dx) + (dy * dy);
        var f = Factor(Math.Sqrt(r2)) - 1;
        return (frame.Radius * ((f * dx) + (Kt0 * 2 * dx * dy) + (Kt1 * (r2 + (2 * dx * dx)))),
            frame.Radius * ((f * dy) + (Kt1 * 2 * dx * dy) + (Kt0 * (r2 + (2 * dy * dy)))));
    }

    /// <summary>Adds the displacement of one row, in pixels.</summary>
    /// <param name="frame">Centre and unit.</param>
    /// <param name="y">The row.</param>
    /// <param name="sign">1 adds, −1 takes away.</param>
    /// <param name="shiftX">Displacement to the right; changed.</param>
    /// <param name="shiftY">Displacement downwards; changed.</param>
    public void AddRow(RadialFrame frame, int y, float sign, Span<float> shiftX, Span<float> shiftY)
    {
        var n = Vector<float>.Count;
        var unit = (float)(1 / frame.Radius);
        var scale = sign * (float)frame.Radius;
        var dy = (float)((y - frame.Y) / frame.Radius);
        shiftY = shiftY[..shiftX.Length];
        var x = 0;
        for (; x <= shiftX.Length - n; x += n)
        {
            // A row is at most 65535 wide, so that the distance from the centre keeps 1/256 pixel and its error a share of 1e-7.
            var dx = (Vector.ConvertToSingle(Vector<int>.Indices + new Vector<int>(x)) - new Vector<float>((float)frame.X)) * new Vector<float>(unit);
            var r2 = Vector.FusedMultiplyAdd(dx, dx, new Vector<float>(dy * dy));
            var f = Factor(r2);
            var cross = new Vector<float>(2 * dy) * dx;
            var tx = Vector.FusedMultiplyAdd(new Vector<float>((float)Kt1), Vector.FusedMultiplyAdd(dx + dx, dx, r2), cross * new Vector<float>((float)Kt0));
            var ty = Vector.FusedMultiplyAdd(new Vector<float>((float)Kt0), r2 + new Vector<float>(2 * dy * dy), cross * new Vector<float>((float)Kt1));
            Vector.FusedMultiplyAdd(new Vector<float>(scale), Vector.FusedMultiplyAdd(f, dx, tx), new Vector<float>(shiftX.Slice(x, n))).CopyTo(shiftX.Slice(x, n));
            Vector.FusedMultiplyAdd(new Vector<float>(scale), Vector.FusedMultiplyAdd(f, new Vector<float>(dy), ty), new Vector<float>(shiftY.Slice(x, n))).CopyTo(shiftY.Slice(x, n));
        }

        for (; x < shiftX.Length; x++)
        {
            var dx = (x - (float)frame.X) * unit;
            var r2 = MathF.FusedMultiplyAdd(dx, dx, dy * dy);
            var f = Factor(r2);
            var cross = 2 * dy * dx;
            var tx = MathF.FusedMultiplyAdd((float)Kt1, MathF.FusedMultiplyAdd(dx + dx, dx, r2), cross * (float)Kt0);
            var ty = MathF.FusedMultiplyAdd((float)Kt0, r2 + (2 * dy * dy), cross * (float)Kt1);
            shiftX[x] = MathF.FusedMultiplyAdd(scale, MathF.FusedMultiplyAdd(f, dx, tx), shiftX[x]);
            shiftY[x] = MathF.FusedMultiplyAdd(scale, MathF.FusedMultiplyAdd(f, dy, ty), shiftY[x]);
        }
    }

    // f − 1 of eight or so pixels.
    private Vector<float> Factor(Vector<float> r2)
    {
        var s = Vector.MinNative(Vector.MaxNative(r2, new Vector<float>((float)(MinimumRadius * MinimumRadius))), new Vector<float>((float)(MaximumRadius * MaximumRadius)));
        s = InRadius ? Vector.SquareRoot(s) : s;
        var sum = new Vector<float>(_radial[^1]);
        for (var i = _radial.Length - 2; i >= 0; i--)
        {
            sum = Vector.FusedMultiplyAdd(sum, s, new Vector<float>(_radial[i]));
        }

        return Reciprocal ? -sum / (Vector<float>.One + sum) : sum;
    }

    private float Factor(float r2)
    {
        var s = MathF.Min(MathF.Max(r2, (float)(MinimumRadius * MinimumRadius)), (float)(MaximumRadius * MaximumRadius));
        s = InRadius ? MathF.Sqrt(s) : s;
        var sum = _radial[^1];
        for (var i = _radial.Length - 2; i >= 0; i--)
        {
            sum = MathF.FusedMultiplyAdd(sum, s, _radial[i]);
        }

        return Reciprocal ? -sum / (1 + sum) : sum;
    }
}
