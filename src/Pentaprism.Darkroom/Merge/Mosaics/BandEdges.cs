using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>The rows around the borders of bands as they were, for bands that look at their neighbours' rows while those are written over.</summary>
internal sealed class BandEdges : IDisposable
{
    private readonly Plane<float> _plane;
    private readonly Plane<float> _kept;
    private readonly int _height;
    private readonly int _reach;

    /// <summary>Keeps the rows.</summary>
    /// <param name="plane">The plane that is written over later.</param>
    /// <param name="height">Rows in a band.</param>
    /// <param name="reach">How many rows above and below itself a band looks at, at most half its height.</param>
    /// <param name="context">Memory.</param>
    public BandEdges(Plane<float> plane, int height, int reach, ProcessingContext context)
    {
        (_plane, _height, _reach) = (plane, height, reach);
        var borders = (plane.Height - 1) / height;
        _kept = context.Pool.Rent<float>(plane.Width, Math.Max(2 * reach * borders, 1));
        for (var border = 1; border <= borders; border++)
        {
            var top = (border * height) - reach;
            var bottom = Math.Min(top + (2 * reach), plane.Height);
            plane.Rows(top, bottom).CopyTo(_kept.Rows(2 * reach * (border - 1), 2 * reach * border));
        }
    }

    /// <summary>Gives a row as it was.</summary>
    /// <param name="y">The row.</param>
    /// <param name="top">First row of the band that asks, which has not written it yet.</param>
    /// <returns>Its samples.</returns>
    public ReadOnlySpan<float> Row(int y, int top)
    {
        if (y >= top && y < top + _height)
        {
            return _plane.Row(y);
        }

        var border = (y + _reach) / _height;
        return _kept.Row((2 * _reach * (border - 1)) + y + _reach - (border * _height));
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
