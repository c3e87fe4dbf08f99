namespace Pentaprism.Imaging;

/// <summary>How kernels are blended from node to node of <see cref="PsfTiles"/> where they change too much with the radius for hats alone.</summary>
/// <remarks>
/// Where kernels bend over a hop, half of their slope is added, which makes the blend right to second order:
/// Σ hatᵢ (fᵢ + ½ (r − rᵢ) f′ᵢ) = f for every parabola. Where that is not enough, the hat is parted into rings of narrower hats over the radius, each
/// with the kernel of its own radius.
/// </remarks>
internal sealed class TileBlends
{
    // What a blend may leave of a kernel half-way between nodes, √(Σ Δ² / Σ h²), and how finely a hop is parted at most.
    private const double Tolerance = 0.004;
    private const int MostParts = 8;

    private readonly RadialKernels _kernels;
    private readonly int _hop;

    // About nodes at radii of whole hops.
    private readonly Blend[] _blends;

    public TileBlends(RadialKernels kernels, int hop)
    {
        (_kernels, _hop) = (kernels, hop);
        _blends = AlongRadius();
    }

    /// <summary>Gives how the hat about a node is parted.</summary>
    /// <param name="column">Hops from the axis.</param>
    /// <param name="row">Hops from the axis.</param>
    public Parting At(int column, int row)
    {
        var radius = double.Hypot(column, row);
        return radius > 0 ? Parting.Of(_blends[Math.Min((int)Math.Round(radius), _blends.Length - 1)], (column + row) / radius) : Parting.Of(new Blend(1, false), 1);
    }

    /// <summary>Gives the kernel of a ring of the hat about a node, or the slope of kernels a hop.</summary>
    public float[] Kernel(int column, int row, Parting parting, int ring)
    {
        float[] Farther(double way) => _kernels.At((double.Hypot(column, row) * _hop) + way, column, row);
        if (!parting.IsSlope(ring))
        {
            return Farther(ring * _hop / (double)parting.Parts);
        }

        var (slope, before) = (Farther(_hop), Farther(-_hop));
        for (var i = 0; i < slope.Length; i++)
        {
            slope[i] = 0.5f * (slope[i] - before[i]);
        }

        return slope;
    }

    // By what each way leaves half-way to the nodes before and behind, were they on one ray.
    private Blend[] AlongRadius()
    {
        float[][] halves = [.. Enumerable.Range(0, (2 * (int)(_kernels.Farthest / _hop)) + 8).Select(half => _kernels.At(half * _hop / 2.0, 0, 1))];
        (double Plain, double Sloped) Left(int middle)
        {
            double plain = 0, sloped = 0, squares = 0;
            var (farBefore, before, behind, farBehind) = (halves[Math.Abs(middle - 3)], halves[middle - 1], halves[middle + 1], halves[middle + 3]);
            for (var i = 0; i < before.Length; i++)
            {
                var truth = halves[middle][i];
                var blend = 0.5 * (before[i] + behind[i]);
                var slopes = 0.5 * (behind[i] - farBefore[i] - (farBehind[i] - before[i]));
                plain += (truth - blend) * (truth - blend);
                sloped += Math.Pow(truth - blend - (0.125 * slopes), 2);
                squares += (double)truth * truth;
            }

            return (Math.Sqrt(plain / squares), Math.Sqrt(sloped / squares));
        }

        (double Plain, double Sloped)[] left = [.. Enumerable.Range(0, (halves.Length / 2) - 2).Select(hop => Left((2 * hop) + 1))];
        return [.. left.Select((behind, hop) =>
        {
            var before = left[Math.Max(hop - 1, 0)];
            var (plain, sloped) = (Math.Max(before.Plain, behind.Plain), Math.Max(before.Sloped, behind.Sloped));

            // A part of a hop leaves the square of that part.
            return plain <= Tolerance ? new Blend(1, false) : sloped <= Tolerance ? new Blend(1, true) : new Blend(Math.Min((int)Math.Ceiling(Math.Sqrt(plain / Tolerance)), MostParts), false);
        })];
    }

    /// <summary>How kernels are blended about a node: in so many parts a hop, or whole with their slope.</summary>
    internal readonly record struct Blend(int Parts, bool HasSlope);

    /// <summary>A hat in rings over the radius, so many a hop, from one to another about the one through the node, 0; or whole, and ring 1 is the slope.</summary>
    internal readonly record struct Parting(int Parts, int FirstRing, int LastRing)
    {
        /// <summary>Parts a hat that reaches so many hops along the radius.</summary>
        public static Parting Of(Blend blend, double reach)
        {
            var rings = blend.Parts > 1 ? (int)Math.Ceiling(blend.Parts * reach) : 0;
            return new Parting(blend.Parts, -rings, blend.HasSlope ? 1 : rings);
        }

        public bool Has(int ring) => ring >= FirstRing && ring <= LastRing;

        public bool IsSlope(int ring) => ring == 1 && FirstRing == 0;

        /// <summary>Gets a value indicating whether the hat's samples have weights over the radius in a ring.</summary>
        public bool IsWeighted(int ring) => Parts > 1 || IsSlope(ring);
    }
}
