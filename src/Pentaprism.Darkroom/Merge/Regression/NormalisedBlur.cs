using System.Numerics;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Blurs planes of a tile by a symmetric kernel, columns then rows.</summary>
internal sealed class NormalisedBlur
{
    private readonly float[] _kernel;
    private readonly int _phases;

    /// <summary>Makes a blur.</summary>
    /// <param name="phases">Phases of the planes.</param>
    /// <param name="radius">Reach of the kernel, in columns; its weights are binomial, so that its variance is half of this.</param>
    public NormalisedBlur(int phases, int radius)
    {
        _phases = phases;
        _kernel = Binomial(radius);
    }

    /// <summary>Gets the reach.</summary>
    public int Radius => _kernel.Length - 1;

    /// <summary>Blurs a plane in place; rows and columns beyond it count as zero.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="scratch">A plane of the same shape; overwritten.</param>
    /// <param name="region">What is blurred.</param>
    public void Run(PhaseImage plane, PhaseImage scratch, TileRegion region)
    {
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            AlongRow(plane, scratch, r, region);
        }

        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            DownColumns(scratch, plane, r, region);
        }
    }

    private void AlongRow(PhaseImage plane, PhaseImage target, int row, TileRegion region)
    {
        ReadOnlySpan<float> source = plane.Samples;
        for (var phase = 0; phase < _phases; phase++)
        {
            var to = target.Row(row, phase);
            for (var c = region.FirstCell; c < region.LastCell; c++)
            {
                var lane = c * Vector<float>.Count;
                var column = (lane * _phases) + phase;
                var sum = new Vector<float>(_kernel[0]) * new Vector<float>(source[plane.IndexOf(column, row)..]);
                for (var t = 1; t < _kernel.Length; t++)
                {
                    var pair = new Vector<float>(source[plane.IndexOf(column - t, row)..]) + new Vector<float>(source[plane.IndexOf(column + t, row)..]);
                    sum = Vector.FusedMultiplyAdd(new Vector<float>(_kernel[t]), pair, sum);
                }

                sum.CopyTo(to[lane..]);
            }
        }
    }

    private void DownColumns(PhaseImage plane, PhaseImage target, int row, TileRegion region)
    {
        for (var phase = 0; phase < _phases; phase++)
        {
            var to = target.Row(row, phase);
            ReadOnlySpan<float> own = plane.Row(row, phase);
            for (var c = region.FirstCell; c < region.LastCell; c++)
            {
                var lane = c * Vector<float>.Count;
                (new Vector<float>(_kernel[0]) * new Vector<float>(own[lane..])).CopyTo(to[lane..]);
            }

            for (var t = 1; t < _kernel.Length; t++)
            {
                AddRow(plane, row - t, phase, _kernel[t], to, region);
                AddRow(plane, row + t, phase, _kernel[t], to, region);
            }
        }
    }

    private static void AddRow(PhaseImage plane, int row, int phase, float weight, Span<float> to, TileRegion region)
    {
        if (row < region.FirstRow || row >= region.LastRow)
        {
            return;
        }

        ReadOnlySpan<float> from = plane.Row(row, phase);
        for (var c = region.FirstCell; c < region.LastCell; c++)
        {
            var lane = c * Vector<float>.Count;
            Vector.FusedMultiplyAdd(new Vector<float>(weight), new Vector<float>(from[lane..]), new Vector<float>(to[lane..])).CopyTo(to[lane..]);
        }
    }

    // Binomial coefficients of order 2 · radius over 4^radius, from the middle outwards.
    private static float[] Binomial(int radius)
    {
        var kernel = new float[radius + 1];
        var value = 1.0;
        for (var k = 1; k <= radius; k++)
        {
            value *= (radius + k) / (4.0 * k);
        }

        for (var t = 0; t <= radius; t++)
        {
            kernel[t] = (float)value;
            value *= (radius - t) / (radius + t + 1.0);
        }

        return kernel;
    }
}
