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
        var to = target.Samples;
        Span<int> offsets = stackalloc int[(2 * Radius) + 1];
        var lanes = (region.LastCell - region.FirstCell) * TileGeometry.CellLanes;
        for (var phase = 0; phase < _phases; phase++)
        {
            var column = (region.FirstCell * TileGeometry.CellLanes * _phases) + phase;
            for (var t = -Radius; t <= Radius; t++)
            {
                offsets[Radius + t] = plane.IndexOf(column + t, row);
            }

            for (var lane = 0; lane < lanes; lane += Vector<float>.Count)
            {
                var sum = new Vector<float>(_kernel[0]) * Lanes.Load(source, offsets[Radius] + lane);
                for (var t = 1; t < _kernel.Length; t++)
                {
                    var pair = Lanes.Load(source, offsets[Radius - t] + lane) + Lanes.Load(source, offsets[Radius + t] + lane);
                    sum = Vector.FusedMultiplyAdd(new Vector<float>(_kernel[t]), pair, sum);
                }

                Lanes.Store(sum, to, offsets[Radius] + lane);
            }
        }
    }

    private void DownColumns(PhaseImage plane, PhaseImage target, int row, TileRegion region)
    {
        ReadOnlySpan<float> source = plane.Samples;
        var to = target.Samples;
        var (above, below) = (Math.Min(Radius, row - region.FirstRow), Math.Min(Radius, region.LastRow - 1 - row));
        var lanes = (region.LastCell - region.FirstCell) * TileGeometry.CellLanes;
        for (var phase = 0; phase < _phases; phase++)
        {
            var at = plane.IndexOf((region.FirstCell * TileGeometry.CellLanes * _phases) + phase, row);
            for (var end = at + lanes; at < end; at += Vector<float>.Count)
            {
                var sum = new Vector<float>(_kernel[0]) * Lanes.Load(source, at);
                for (var t = 1; t <= above; t++)
                {
                    sum = Vector.FusedMultiplyAdd(new Vector<float>(_kernel[t]), Lanes.Load(source, at - (t * plane.RowLength)), sum);
                }

                for (var t = 1; t <= below; t++)
                {
                    sum = Vector.FusedMultiplyAdd(new Vector<float>(_kernel[t]), Lanes.Load(source, at + (t * plane.RowLength)), sum);
                }

                Lanes.Store(sum, to, at);
            }
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
