namespace Pentaprism.Imaging;

/// <summary>Kernels for scenes whose samples are means over pixels already: what the lens passes up to the limit of the grid, and no pixel a second time.</summary>
/// <remarks>
/// The spectrum of such a kernel is the lens's own transfer function below Nyquist's frequency. It comes from the turned fine kernel by a sinc under a
/// Kaiser window of ±10 pixels, flat to 1/4 % up to 0.42 cycles/pixel. A lens sharper than the grid has kernels with small negative
/// weights, as every signal sampled this way has.
/// </remarks>
internal sealed class PassedFrequencies : KernelPixels
{
    private const int SamplesOfPixel = 4;
    private const int HalfWidth = 10;
    private const double Shape = 5;
    private const int Ringing = 8;

    // Fine kernels are made coarser first by a filter that is flat up to the corners of the grid's square of frequencies and stops where samples repeat.
    private const double CoarseCutoff = 2;
    private const double CoarseHalfWidth = 1;

    private readonly double _spacing;
    private readonly int _coarseSide;
    private readonly int _turnedSide;
    private readonly float[] _sinc;

    public PassedFrequencies(PsfFieldChannel channel)
        : base(channel)
    {
        Side = Math.Min(channel.Side + (2 * Ringing), 129);
        _spacing = channel.PixelPitch / SamplesOfPixel;
        _coarseSide = (2 * (((channel.Side * SamplesOfPixel) + 1) / 2)) + 9;
        _turnedSide = (2 * (channel.Side * SamplesOfPixel / 2)) + 1;
        _sinc = [.. Enumerable.Range(-HalfWidth * SamplesOfPixel, (2 * HalfWidth * SamplesOfPixel) + 1).Select(i => (float)WindowedSinc.At(i / (double)SamplesOfPixel, HalfWidth, Shape))];
    }

    public override int Side { get; }

    public override float[][] Radial() => [.. Channel.RealRadii.Select(radius => Coarse(Channel.RadialKernelAt(radius)))];

    public override float[] Collect(float[] radial, double x, double y)
    {
        var turned = KernelTurn.ToSamples(radial, _coarseSide, _turnedSide, Channel.Side * SamplesOfPixel / 2.0, x, y);
        var kernel = Passed(Passed(turned, _turnedSide), Side);
        var scale = (float)(1 / kernel.Sum(weight => (double)weight));
        foreach (ref var weight in kernel.AsSpan())
        {
            weight *= scale;
        }

        return kernel;
    }

    // Filters along columns to one row a pixel, and turns rows into columns: twice done, both directions are filtered.
    private float[] Passed(float[] samples, int width)
    {
        var passed = new float[width * Side];
        var row = new float[width];
        for (var pixel = 0; pixel < Side; pixel++)
        {
            Array.Clear(row);
            var middle = (_turnedSide / 2) + ((pixel - (Side / 2)) * SamplesOfPixel);
            for (var i = Math.Max(0, middle - (HalfWidth * SamplesOfPixel)); i <= Math.Min(_turnedSide - 1, middle + (HalfWidth * SamplesOfPixel)); i++)
            {
                PsfFieldChannel.AddScaled(_sinc[i - middle + (HalfWidth * SamplesOfPixel)], samples.AsSpan(i * width, width), row);
            }

            for (var column = 0; column < width; column++)
            {
                passed[(column * Side) + pixel] = row[column];
            }
        }

        return passed;
    }

    private float[] Coarse(float[] fine)
    {
        var ratio = Channel.FineSpacing / Channel.PixelPitch;
        var taps = Enumerable.Range(0, _coarseSide).Select(i => Taps((i - (_coarseSide / 2)) / (double)SamplesOfPixel, ratio)).ToArray();
        return Along(Along(fine, Channel.FineSide, taps), _coarseSide, taps);
    }

    private (int First, float[] Weights) Taps(double place, double ratio)
    {
        var middle = Channel.FineSide / 2;
        var first = Math.Max(0, (int)Math.Ceiling(((place - CoarseHalfWidth) / ratio) + middle));
        var last = Math.Min(Channel.FineSide - 1, (int)Math.Floor(((place + CoarseHalfWidth) / ratio) + middle));
        return (first, [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(i => (float)WindowedSinc.At(2 * CoarseCutoff * (((i - middle) * ratio) - place), 2 * CoarseCutoff * CoarseHalfWidth, Shape))]);
    }

    // Filters along columns and turns rows into columns.
    private float[] Along(float[] samples, int width, (int First, float[] Weights)[] taps)
    {
        var result = new float[width * _coarseSide];
        var row = new float[width];
        for (var i = 0; i < taps.Length; i++)
        {
            Array.Clear(row);
            for (var k = 0; k < taps[i].Weights.Length; k++)
            {
                PsfFieldChannel.AddScaled(taps[i].Weights[k], samples.AsSpan((taps[i].First + k) * width, width), row);
            }

            for (var column = 0; column < width; column++)
            {
                result[(column * _coarseSide) + i] = row[column];
            }
        }

        return result;
    }
}
