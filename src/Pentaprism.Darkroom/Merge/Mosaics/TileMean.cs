using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>The weighted mean of frames over one tile, in the layout of <see cref="AlignedTile"/>.</summary>
internal sealed class TileMean
{
    private readonly float[] _sums = new float[AlignedTile.Width * AlignedTile.Height];
    private readonly float[] _weights = new float[AlignedTile.Width * AlignedTile.Height];
    private float _common;
    private bool _varies;

    /// <summary>Gets the mean, once it is finished.</summary>
    public Span<float> Samples => _sums;

    /// <summary>Begins anew.</summary>
    public void Begin()
    {
        Array.Clear(_sums);
        (_common, _varies) = (0, false);
    }

    /// <summary>Adds a frame of one weight.</summary>
    public void Add(ReadOnlySpan<float> samples, float weight)
    {
        _common += weight;
        Multiply(samples, weight, _sums);
    }

    /// <summary>Adds a frame of many weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<float> samples, ReadOnlySpan<float> weights)
    {
        if (!_varies)
        {
            Array.Clear(_weights);
            _varies = true;
        }

        for (var x = 0; x <= samples.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var weight = new Vector<float>(weights[x..]);
            var sum = Vector.FusedMultiplyAdd(new Vector<float>(samples[x..]), weight, new Vector<float>(_sums, x));
            sum.CopyTo(_sums, x);
            (new Vector<float>(_weights, x) + weight).CopyTo(_weights, x);
        }
    }

    /// <summary>Divides by the weights; where there are none the mean is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Finish()
    {
        var common = new Vector<float>(_common);
        for (var x = 0; x < _sums.Length; x += Vector<float>.Count)
        {
            var weights = _varies ? new Vector<float>(_weights, x) + common : common;
            (new Vector<float>(_sums, x) / Vector.MaxNative(weights, new Vector<float>(1e-20f))).CopyTo(_sums, x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ReadOnlySpan<float> samples, float weight, float[] sums)
    {
        var factor = new Vector<float>(weight);
        for (var x = 0; x <= samples.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            Vector.FusedMultiplyAdd(new Vector<float>(samples[x..]), factor, new Vector<float>(sums, x)).CopyTo(sums, x);
        }
    }
}
