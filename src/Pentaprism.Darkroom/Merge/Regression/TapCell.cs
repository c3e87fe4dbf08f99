using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>The places of the lanes of one phase of a cell along one axis: base + fraction, where fraction = <see cref="Start"/> + lane · <see cref="Step"/>.</summary>
/// <param name="Base">Whole part, one for all lanes, chosen in their middle.</param>
/// <param name="Start">Fraction of the first lane.</param>
/// <param name="Step">Growth from lane to lane.</param>
internal readonly record struct TapCell(int Base, float Start, float Step)
{
    /// <summary>How far beyond [0, 1] a fraction may lie before its cell is computed lane by lane.</summary>
    public const float Slack = 0.06f;

    /// <summary>Gets a value indicating whether one base serves all lanes.</summary>
    public bool IsNarrow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var end = Start + (Step * (TileGeometry.CellLanes - 1));
            return float.MinNative(Start, end) >= -Slack && float.MaxNative(Start, end) <= 1 + Slack;
        }
    }

    /// <summary>Places the lanes of one phase.</summary>
    /// <param name="left">Displacement at the cell's left node.</param>
    /// <param name="right">Displacement at its right node.</param>
    /// <param name="phase">Share of the cell's width before the first lane.</param>
    /// <param name="offset">What is added to every displacement.</param>
    /// <returns>The places, relative to the lane's own whole place.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TapCell Of(float left, float right, float phase, float offset)
    {
        var growth = right - left;
        var step = growth * (1f / TileGeometry.CellLanes);
        var start = MathF.FusedMultiplyAdd(growth, phase, left) + offset;
        var whole = MathF.Floor(MathF.FusedMultiplyAdd(step, 0.5f * (TileGeometry.CellLanes - 1), start));
        return new TapCell((int)whole, start - whole, step);
    }

    /// <summary>Gives the fractions of one vector.</summary>
    /// <param name="lane">Its first lane.</param>
    /// <returns>The fractions.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> FractionsAt(int lane) =>
        Vector.FusedMultiplyAdd(Vector<float>.Indices + new Vector<float>(lane), new Vector<float>(Step), new Vector<float>(Start));

    /// <summary>Gives the place of one lane by itself.</summary>
    /// <param name="lane">The lane; halves lie between.</param>
    /// <returns>Its whole part and fraction.</returns>
    public (int Base, float Fraction) Lane(float lane)
    {
        var place = MathF.FusedMultiplyAdd(lane, Step, Start);
        var whole = MathF.Floor(place);
        return (Base + (int)whole, place - whole);
    }
}
