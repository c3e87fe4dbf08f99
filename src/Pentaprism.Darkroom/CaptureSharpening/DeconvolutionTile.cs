using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.CaptureSharpening;

/// <summary>Sharpens one rectangle of a picture at a time in buffers that stay in the cache; one object a band.</summary>
internal sealed class DeconvolutionTile
{
    // Added to the luminance: noise around black stays positive, and the deconvolution of dark places stays gentle.
    private const float Offset = 0.02f;
    private const float LeastLight = 1e-3f;

    // The colours of a pixel change by no more than this factor.
    private const float LargestRatio = 2f;

    // Mean square slope in units of what noise alone would give: below the first nothing is sharpened, from the second on all is.
    private const float SlopeOfNoise = 2f;
    private const float SlopeOfDetail = 30f;
    private const int ClipReach = 2;
    private static readonly float[] _maskTaps = [0.375f, 0.25f, 0.0625f];
    private readonly DeconvolutionPlan _plan;
    private readonly float[] _observed = new float[DeconvolutionPlan.Width * DeconvolutionPlan.Height];
    private readonly float[] _estimate = new float[DeconvolutionPlan.Width * DeconvolutionPlan.Height];
    private readonly float[] _ratio = new float[DeconvolutionPlan.Width * DeconvolutionPlan.Height];
    private readonly float[] _mask = new float[DeconvolutionPlan.Width * DeconvolutionPlan.Height];
    private readonly float[] _gains = new float[DeconvolutionPlan.Width];
    private readonly float[] _line = new float[DeconvolutionPlan.Width];
    private readonly float[] _row = new float[DeconvolutionPlan.Width];

    /// <summary>Makes the buffers.</summary>
    /// <param name="plan">Radius, rounds, noise.</param>
    public DeconvolutionTile(DeconvolutionPlan plan) => _plan = plan;

    /// <summary>Sharpens a rectangle.</summary>
    /// <param name="image">The picture; changed within the rectangle only.</param>
    /// <param name="luminance">Its luminance as it was.</param>
    /// <param name="clipped">1 where the light was clipped.</param>
    /// <param name="core">The rectangle.</param>
    public void Sharpen(CameraImage image, Plane<float> luminance, Plane<byte> clipped, PixelRectangle core)
    {
        Load(luminance, core);
        if (!MakeMask(image.Gain, core))
        {
            return;
        }

        KeepAwayFromClipping(clipped, core);
        Deconvolve();
        for (var y = 0; y < core.Height; y++)
        {
            var at = ((y + _plan.Halo) * DeconvolutionPlan.Width) + _plan.Halo;
            Factors(_observed.AsSpan(at, core.Width), _estimate.AsSpan(at, core.Width), _mask.AsSpan(at, core.Width), _plan.Strength, _row);
            for (var c = 0; c < 3; c++)
            {
                RowProduct.Multiply(image.Pixels[c].Row(core.Top + y).Slice(core.Left, core.Width), _row);
            }
        }
    }

    private void Load(Plane<float> luminance, PixelRectangle core)
    {
        for (var y = 0; y < DeconvolutionPlan.Height; y++)
        {
            var into = _observed.AsSpan(y * DeconvolutionPlan.Width, DeconvolutionPlan.Width);
            CopyRow(luminance, core, y, into);
            Lift(into);
        }
    }

    // A row of the tile and its halo; beyond the picture the edge pixel counts.
    private void CopyRow(Plane<float> plane, PixelRectangle core, int y, Span<float> into)
    {
        ReadOnlySpan<float> row = plane.Row(Math.Clamp(core.Top - _plan.Halo + y, 0, plane.Height - 1));
        for (var x = 0; x < into.Length;)
        {
            var from = core.Left - _plan.Halo + x;
            if (from < 0 || from >= row.Length)
            {
                into[x++] = row[from < 0 ? 0 : ^1];
                continue;
            }

            var count = Math.Min(into.Length - x, row.Length - from);
            row.Slice(from, count).CopyTo(into[x..]);
            x += count;
        }
    }

    private static void Lift(Span<float> row)
    {
        var n = Vector<float>.Count;
        for (var x = 0; x < row.Length; x += n)
        {
            Vector.MaxNative(new Vector<float>(row.Slice(x, n)) + new Vector<float>(Offset), new Vector<float>(LeastLight)).CopyTo(row.Slice(x, n));
        }
    }

    // Where slopes exceed those of noise; false when they do nowhere.
    private bool MakeMask(Plane<float>? gain, PixelRectangle core)
    {
        var width = DeconvolutionPlan.Width;
        var right = Math.Min(width, core.Width + (2 * _plan.Halo));
        var bottom = Math.Min(DeconvolutionPlan.Height, core.Height + (2 * _plan.Halo));
        var anything = false;
        _gains.AsSpan().Fill(1);
        for (var y = _plan.Halo - 2; y < bottom - _plan.Halo + 2; y++)
        {
            if (gain is not null)
            {
                CopyRow(gain, core, y, _gains);
            }

            Slopes(y);
        }

        for (var y = _plan.Halo; y < bottom - _plan.Halo; y++)
        {
            SymmetricBlur.Row(_ratio, width, y, _maskTaps, _line, _row);
            anything |= Weigh(_row.AsSpan(_plan.Halo, right - (2 * _plan.Halo)), _mask.AsSpan((y * width) + _plan.Halo));
        }

        return anything;
    }

    // Central differences in both directions, squared, in units of their variance: four times that of a pixel.
    private void Slopes(int y)
    {
        var width = DeconvolutionPlan.Width;
        var n = Vector<float>.Count;
        var at = y * width;
        var (slope, offset) = (4 * (float)_plan.Noise.Slope, 4 * (float)_plan.Noise.Offset);
        for (var start = 1; start < width - 1; start += n)
        {
            // The last vector overlaps the one before it.
            var x = Math.Min(start, width - 1 - n);
            var dx = new Vector<float>(_observed.AsSpan(at + x + 1, n)) - new Vector<float>(_observed.AsSpan(at + x - 1, n));
            var dy = new Vector<float>(_observed.AsSpan(at + x + width, n)) - new Vector<float>(_observed.AsSpan(at + x - width, n));
            var light = Vector.MaxNative(new Vector<float>(_observed.AsSpan(at + x, n)) - new Vector<float>(Offset), Vector<float>.Zero);
            var gain = new Vector<float>(_gains.AsSpan(x, n));
            var variance = gain * ((light * slope) + (gain * offset)) + new Vector<float>(1e-12f);
            ((dx * dx + (dy * dy)) / variance).CopyTo(_ratio.AsSpan(at + x, n));
        }
    }

    private static bool Weigh(ReadOnlySpan<float> slopes, Span<float> mask)
    {
        var anything = false;
        const float scale = 1 / (SlopeOfDetail - SlopeOfNoise);
        var n = Vector<float>.Count;
        var largest = Vector<float>.Zero;
        var x = 0;
        for (; x <= slopes.Length - n; x += n)
        {
            var weight = (new Vector<float>(slopes.Slice(x, n)) - new Vector<float>(SlopeOfNoise)) * scale;
            weight = Vector.MinNative(Vector.MaxNative(weight, Vector<float>.Zero), Vector<float>.One);
            weight.CopyTo(mask.Slice(x, n));
            largest = Vector.MaxNative(largest, weight);
        }

        for (; x < slopes.Length; x++)
        {
            mask[x] = Math.Clamp((slopes[x] - SlopeOfNoise) * scale, 0, 1);
            anything |= mask[x] > 0;
        }

        return anything || Vector.GreaterThanAny(largest, Vector<float>.Zero);
    }

    private void KeepAwayFromClipping(Plane<byte> clipped, PixelRectangle core)
    {
        var (left, right) = (Math.Max(core.Left - ClipReach, 0), Math.Min(core.Right + ClipReach, clipped.Width));
        for (var y = Math.Max(core.Top - ClipReach, 0); y < Math.Min(core.Bottom + ClipReach, clipped.Height); y++)
        {
            var row = clipped.Row(y)[left..right];
            for (var at = row.IndexOf((byte)1); at >= 0 && at < row.Length;)
            {
                Clear(left + at - core.Left, y - core.Top, core);
                var step = row[(at + 1)..].IndexOf((byte)1);
                at = step < 0 ? -1 : at + 1 + step;
            }
        }
    }

    private void Clear(int x, int y, PixelRectangle core)
    {
        var (left, right) = (Math.Max(x - ClipReach, 0), Math.Min(x + ClipReach + 1, core.Width));
        for (var j = Math.Max(y - ClipReach, 0); j < Math.Min(y + ClipReach + 1, core.Height); j++)
        {
            _mask.AsSpan(((j + _plan.Halo) * DeconvolutionPlan.Width) + _plan.Halo)[left..right].Clear();
        }
    }

    // x ← x · blur(observed / blur(x)); a Gaussian is its own mirror image.
    private void Deconvolve()
    {
        var width = DeconvolutionPlan.Width;
        var reach = _plan.Taps.Length - 1;
        _observed.CopyTo(_estimate.AsSpan());
        _ratio.AsSpan().Fill(1);
        _row.AsSpan().Fill(1);
        for (var round = 0; round < _plan.Iterations; round++)
        {
            for (var y = reach; y < DeconvolutionPlan.Height - reach; y++)
            {
                SymmetricBlur.Row(_estimate, width, y, _plan.Taps, _line, _row);
                Divide(_observed.AsSpan(y * width, width), _row, _ratio.AsSpan(y * width, width), reach);
            }

            for (var y = reach; y < DeconvolutionPlan.Height - reach; y++)
            {
                SymmetricBlur.Row(_ratio, width, y, _plan.Taps, _line, _row);
                RowProduct.Multiply(_estimate.AsSpan((y * width) + reach, width - (2 * reach)), _row.AsSpan(reach));
            }
        }
    }

    private static void Divide(ReadOnlySpan<float> observed, ReadOnlySpan<float> blurred, Span<float> ratio, int margin)
    {
        var n = Vector<float>.Count;
        var x = margin;
        for (; x <= ratio.Length - margin - n; x += n)
        {
            (new Vector<float>(observed.Slice(x, n)) / new Vector<float>(blurred.Slice(x, n))).CopyTo(ratio.Slice(x, n));
        }

        for (; x < ratio.Length - margin; x++)
        {
            ratio[x] = observed[x] / blurred[x];
        }
    }

    private static void Factors(ReadOnlySpan<float> observed, ReadOnlySpan<float> estimate, ReadOnlySpan<float> mask, float strength, Span<float> factors)
    {
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= observed.Length - n; x += n)
        {
            var factor = new Vector<float>(estimate.Slice(x, n)) / new Vector<float>(observed.Slice(x, n));
            factor = Vector.MinNative(Vector.MaxNative(factor, new Vector<float>(1 / LargestRatio)), new Vector<float>(LargestRatio));
            Vector.FusedMultiplyAdd(new Vector<float>(mask.Slice(x, n)) * strength, factor - Vector<float>.One, Vector<float>.One).CopyTo(factors.Slice(x, n));
        }

        for (; x < observed.Length; x++)
        {
            var factor = Math.Clamp(estimate[x] / observed[x], 1 / LargestRatio, LargestRatio);
            factors[x] = MathF.FusedMultiplyAdd(mask[x] * strength, factor - 1, 1);
        }
    }
}
