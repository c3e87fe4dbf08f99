using System.Numerics;
using Pentaprism.Darkroom.Burst;

namespace Pentaprism.Darkroom.Align;

/// <summary>How the samples of a frame become those of its proxy: brought to the reference's exposure, limited where any frame of the burst clips, rooted.</summary>
/// <remarks>
/// t = Scale · √max(g x + Offset, 0), where x is the mean of a cell. Offset = O/S and Scale = 2 √(n/S) make the noise of a mean of n samples
/// about 1 for the noisiest frame of the burst (Anscombe 1948; Foi et al. 2008). All frames must be coded alike, or their pictures
/// would differ, so both constants come from the whole burst: exposures tell the gains of the other frames.
/// </remarks>
internal readonly record struct ProxyCoding
{
    // Samples clip a little below white where shading was calibrated at another level.
    private const double Headroom = 0.95;
    private const double LeastSlope = 1e-6;

    /// <summary>Makes the coding of a frame.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="exposureGain">Factor that brings its samples to the exposure of the reference.</param>
    /// <param name="samples">Samples in a cell of the proxy.</param>
    public ProxyCoding(FrameStore store, int frame, double exposureGain, int samples)
    {
        double slope = LeastSlope, offset = 0, least = exposureGain;
        for (var i = 0; i < store.Count; i++)
        {
            var gain = GainOf(store, frame, exposureGain, i);
            var line = store[i].Noise[1].Scaled(gain);
            slope = Math.Max(slope, line.Slope);
            offset = Math.Max(offset, line.Offset);
            least = Math.Min(least, gain);
        }

        var own = store[frame].Noise[1].Scaled(exposureGain);
        Gain = exposureGain;
        Ceiling = Headroom * least / exposureGain;
        Offset = (offset / slope) + (0.375 * slope / samples);
        Scale = 2 * Math.Sqrt(samples / slope);
        NoiseVariance = Math.Max(own.Slope, LeastSlope) / slope;
    }

    /// <summary>Gets the factor of the samples.</summary>
    public double Gain { get; }

    /// <summary>Gets the sample value where the first frame of the burst clips, in the units of this frame.</summary>
    public double Ceiling { get; }

    /// <summary>Gets what is added below the root.</summary>
    public double Offset { get; }

    /// <summary>Gets the factor of the root.</summary>
    public double Scale { get; }

    /// <summary>Gets the variance of the noise of a coded cell, about.</summary>
    public double NoiseVariance { get; }

    /// <summary>Adds a row of samples to the sums of their cells' columns, limited at the ceiling.</summary>
    /// <param name="row">The samples.</param>
    /// <param name="sums">One sum a sample.</param>
    public void Add(ReadOnlySpan<float> row, Span<float> sums)
    {
        var n = Vector<float>.Count;
        var ceiling = (float)Ceiling;
        var x = 0;
        row = row[..sums.Length];
        for (; x <= sums.Length - n; x += n)
        {
            (new Vector<float>(sums[x..]) + Vector.MinNative(new Vector<float>(row[x..]), new Vector<float>(ceiling))).CopyTo(sums[x..]);
        }

        for (; x < sums.Length; x++)
        {
            sums[x] += Math.Min(row[x], ceiling);
        }
    }

    /// <summary>Codes sums of cells in place.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="samples">Samples in a sum.</param>
    public void Code(Span<float> sums, int samples)
    {
        var n = Vector<float>.Count;
        var factor = (float)(Gain * Scale * Scale / samples);
        var offset = (float)(Offset * Scale * Scale);
        var x = 0;
        for (; x <= sums.Length - n; x += n)
        {
            var under = Vector.FusedMultiplyAdd(new Vector<float>(sums[x..]), new Vector<float>(factor), new Vector<float>(offset));
            Vector.SquareRoot(Vector.MaxNative(under, Vector<float>.Zero)).CopyTo(sums[x..]);
        }

        for (; x < sums.Length; x++)
        {
            sums[x] = MathF.Sqrt(Math.Max(MathF.FusedMultiplyAdd(sums[x], factor, offset), 0));
        }
    }

    private static double GainOf(FrameStore store, int frame, double exposureGain, int other)
    {
        var ratio = store[frame].Exposure / store[other].Exposure;
        return double.IsFinite(ratio) && ratio > 0 ? exposureGain * ratio : exposureGain;
    }
}
