using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.LocalContrast;

/// <summary>What local contrast does to the difference d of a pixel from a brightness of reference, in EV.</summary>
/// <remarks>
/// r(d) = β d + (1 − β) d / √(1 + (d/σ)²) + c d · u / ((1 + u)(1 + (d/σ)²)²), u = (d/ν)². Small differences keep their slope of 1, large
/// ones go over into β without a corner; the third part strengthens those between noise (ν) and edges (σ). Follows Paris, Hasinoff and
/// Kautz, "Local Laplacian filters", SIGGRAPH 2011, with smooth pieces.
/// </remarks>
internal readonly struct Remapping : IRowMap
{
    // Differences within one surface and its shading; log2 of 2.5.
    private const double EdgeEv = 1.32;

    // Noise of a mean over 4 × 4 pixels stays below it down to a few thousandths of white at ISO 800.
    private const float NoiseEv = 0.1f;

    private readonly float _reference;
    private readonly float _perEdge;
    private readonly float _beta;
    private readonly float _boost;

    /// <summary>Prepares the function around a reference.</summary>
    public Remapping(LocalContrastOptions options, float reference)
    {
        _reference = reference;
        _perEdge = (float)(options.RangeShare / EdgeEv);
        _beta = (float)(options.RangeShare * (1 - (0.5 * options.Strength)));
        _boost = (float)options.Detail;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Map(Vector<float> x)
    {
        var one = Vector<float>.One;
        var d = x - new Vector<float>(_reference);
        var relative = d * _perEdge;
        var spread = Vector.FusedMultiplyAdd(relative, relative, one);
        var slope = new Vector<float>(_beta) + (new Vector<float>(1 - _beta) / Vector.SquareRoot(spread));
        if (_boost > 0)
        {
            var noise = d * (1 / NoiseEv);
            var u = noise * noise;
            slope += u * _boost / ((one + u) * spread * spread);
        }

        return Vector.FusedMultiplyAdd(d, slope, new Vector<float>(_reference));
    }
}
