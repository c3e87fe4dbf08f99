using System.Numerics;

namespace Pentaprism.Imaging;

/// <summary>The weights over the radius of the samples of tiles, one tile in each lane: the hat of a ring, the outermost rings having no end; or half of the way from the node.</summary>
internal readonly ref struct RingWeights
{
    // Of the tiles in the lower and the upper half of the lanes: where their first sample lies, and what is said of their hats.
    private readonly Half _lower;
    private readonly Half _upper;
    private readonly double _hop;

    /// <summary>Makes the weights of a ring.</summary>
    /// <param name="partings">How the hats of the lanes' tiles are parted.</param>
    /// <param name="ring">The ring.</param>
    /// <param name="lefts">How far the first column of each tile lies behind the axis, pixels.</param>
    /// <param name="radii">How far each tile's node lies from the axis, pixels.</param>
    /// <param name="hop">The distance of nodes, pixels.</param>
    public RingWeights(ReadOnlySpan<TileBlends.Parting> partings, int ring, ReadOnlySpan<double> lefts, ReadOnlySpan<double> radii, double hop)
    {
        var half = Vector<double>.Count;
        _hop = hop;
        _lower = new Half(partings, ring, lefts, radii, 0);
        _upper = new Half(partings, ring, lefts, radii, half);
    }

    /// <summary>Gives the weights of one sample of every tile.</summary>
    /// <param name="column">Column of the sample in its tile.</param>
    /// <param name="fromAxis">How far its row lies behind the axis, pixels.</param>
    public Vector<float> At(int column, double fromAxis) => Vector.Narrow(_lower.At(column, fromAxis, _hop), _upper.At(column, fromAxis, _hop));

    private readonly struct Half
    {
        private readonly Vector<double> _left;
        private readonly Vector<double> _node;
        private readonly Vector<double> _parts;
        private readonly Vector<double> _first;
        private readonly Vector<double> _last;
        private readonly Vector<double> _ring;
        private readonly Vector<long> _isSlope;
        private readonly Vector<long> _isWhole;

        public Half(ReadOnlySpan<TileBlends.Parting> partings, int ring, ReadOnlySpan<double> lefts, ReadOnlySpan<double> radii, int lane)
        {
            Span<double> parts = stackalloc double[Vector<double>.Count];
            Span<double> first = stackalloc double[Vector<double>.Count];
            Span<double> last = stackalloc double[Vector<double>.Count];
            Span<long> isSlope = stackalloc long[Vector<double>.Count];
            Span<long> isWhole = stackalloc long[Vector<double>.Count];
            for (var i = 0; i < parts.Length; i++)
            {
                var parting = lane + i < partings.Length ? partings[lane + i] : default;
                (parts[i], first[i], last[i]) = (parting.Parts, parting.FirstRing, parting.LastRing);
                isSlope[i] = parting.IsSlope(ring) ? -1 : 0;
                isWhole[i] = parting.IsWeighted(ring) ? 0 : -1;
            }

            (_left, _node, _ring) = (new Vector<double>(lefts[lane..]), new Vector<double>(radii[lane..]), new Vector<double>(ring));
            (_parts, _first, _last) = (new Vector<double>(parts), new Vector<double>(first), new Vector<double>(last));
            (_isSlope, _isWhole) = (new Vector<long>(isSlope), new Vector<long>(isWhole));
        }

        public Vector<double> At(int column, double fromAxis, double hop)
        {
            var x = _left + new Vector<double>(column);
            var radius = Vector.SquareRoot((x * x) + new Vector<double>(fromAxis * fromAxis));
            var hops = (radius - _node) / new Vector<double>(hop);
            var fromRing = Vector.Abs(Vector.Min(Vector.Max(hops * _parts, _first), _last) - _ring);
            var hat = Vector.Max(Vector<double>.One - fromRing, Vector<double>.Zero);
            return Vector.ConditionalSelect(_isWhole, Vector<double>.One, Vector.ConditionalSelect(_isSlope, 0.5 * hops, hat));
        }
    }
}
