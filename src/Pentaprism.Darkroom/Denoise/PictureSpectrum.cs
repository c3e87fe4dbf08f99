using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>How the noise of a merged picture is spread over the frequencies, measured from the picture.</summary>
/// <remarks>
/// Samples that a merge averaged have less noise at high frequencies, in colour more so; passes of refinement, which sharpen, bring some
/// back, at twice the size most of all around the frame's own limit. How much depends on the number of frames, their shifts, the passes and
/// the scale, so it is measured: of the blocks on strips of rows over the whole picture the quietest tenth, by their power over the noise
/// that the model promises, show no detail in all pictures but those that are grass from border to border, and there the limits hold.
/// Blocks with clipped samples, or with next to no noise, do not count. Bins that differ in a sign are taken together.
/// </remarks>
internal sealed class PictureSpectrum
{
    private const int Size = Fourier16.Size;
    private const int Step = BlockWindow.Step;
    private const int Folded = (Size / 2) + 1;
    private const int Bins = Folded * Folded;
    private const int Strips = 16;
    private const float Clipped = 0.97f;

    // The share of the blocks that counts as quiet, and what these have of the mean power where all is noise, in the bins that they are chosen by.
    private const double Quiet = 0.1;
    private const float QuietOverMean = 0.77f;
    private const int FewestBlocks = 24;
    private const float LeastTotal = 0.03f;

    // Power over that of white noise: the frequencies below are few and full of picture, but their noise follows from the number of samples.
    private const float LeastPower = 0.02f;
    private const float MostPower = 1.5f;
    private const float MostPowerBelow = 1.1f;
    private const int Below = 3;

    private static readonly float[] _whole = [1, 1, 1];
    private static readonly float _meanOfOne = MathF.Pow(BlockWindow.Analysis.Sum(), 2);

    private readonly CameraImage _image;
    private readonly PictureRoots _roots;
    private readonly PictureNoise _noise;
    private readonly int _columns;
    private readonly float[][] _totals;
    private readonly Plane<float>[] _powers;

    private PictureSpectrum(CameraImage image, PictureRoots roots, PictureNoise noise, int columns, int strips, PlanePool pool)
    {
        (_image, _roots, _noise, _columns) = (image, roots, noise, columns);
        _totals = [.. Enumerable.Range(0, 3).Select(_ => new float[columns * strips])];
        _powers = [.. Enumerable.Range(0, 3).Select(_ => pool.Rent<float>(Bins, columns * strips))];
    }

    /// <summary>Measures.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="roots">Its roots.</param>
    /// <param name="noise">Their noise.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>For each opponent colour the power in each bin of a half spectrum, over that of the white noise that the model promises.</returns>
    public static float[][] Measure(CameraImage image, PictureRoots roots, PictureNoise noise, ProcessingContext context)
    {
        var columns = image.Width < Size ? 0 : 1 + ((image.Width - Size) / Step);
        var distance = Math.Max(Size, image.Height / Strips);
        var strips = image.Height < Size ? 0 : 1 + ((image.Height - Size) / distance);
        if (columns * strips < FewestBlocks)
        {
            return [White(), White(), White()];
        }

        var spectrum = new PictureSpectrum(image, roots, noise, columns, strips, context.Pool);
        try
        {
            Bands.Run(context, image.Width * Size, strips, 1, (strip, _) => spectrum.MeasureStrip(strip, strip * distance, context.Pool));
            return [.. Enumerable.Range(0, 3).Select(spectrum.OfQuietBlocks)];
        }
        finally
        {
            Array.ForEach(spectrum._powers, plane => plane.Dispose());
        }
    }

    private static bool IsBelow(int kx, int ky) => (kx * kx) + (ky * ky) < Below * Below;

    private static float[] White() => [.. Enumerable.Repeat(1f, BlockSpectra.Bins)];

    private float[] OfQuietBlocks(int plane)
    {
        var totals = _totals[plane];
        var blocks = Enumerable.Range(0, totals.Length).Where(block => totals[block] > LeastTotal).OrderBy(block => totals[block]).ThenBy(block => block).ToArray();
        var count = Math.Max(FewestBlocks, (int)(Quiet * blocks.Length));
        if (blocks.Length < count)
        {
            return White();
        }

        var sums = new double[Bins];
        foreach (var block in blocks.AsSpan(0, count))
        {
            var powers = _powers[plane].Row(block);
            for (var i = 0; i < Bins; i++)
            {
                sums[i] += powers[i];
            }
        }

        for (var i = 0; i < Bins; i++)
        {
            var (over, most) = IsBelow(i / Folded, i % Folded) ? (1, MostPowerBelow) : (QuietOverMean, MostPower);
            sums[i] = Math.Clamp(sums[i] / count / over, LeastPower, most);
        }

        // The mean of a block is not part of its spectrum.
        sums[0] = (sums[1] + sums[Folded]) / 2;
        return Smoothed(sums);
    }

    // Neighbouring bins averaged by (1, 2, 1)/4 both ways, and unfolded.
    private static float[] Smoothed(double[] powers)
    {
        var spectrum = new float[BlockSpectra.Bins];
        for (var bin = 0; bin < spectrum.Length; bin++)
        {
            var (kx, ky) = (bin / Size, Math.Min(bin % Size, Size - (bin % Size)));
            double sum = 0;
            for (var i = 0; i < 9; i++)
            {
                var (dx, dy) = ((i % 3) - 1, (i / 3) - 1);
                var (x, y) = (Mirror.Index(kx + dx, Folded), Mirror.Index(ky + dy, Folded));
                sum += powers[(x * Folded) + y] * (2 - Math.Abs(dx)) * (2 - Math.Abs(dy)) / 16;
            }

            spectrum[bin] = (float)sum;
        }

        return spectrum;
    }

    private void MeasureStrip(int strip, int top, PlanePool pool)
    {
        var count = Vector<float>.Count;
        var length = (((_columns + count - 1) / count * count) + 3) * Step;
        using var lines = pool.Rent<float>(length, 4);
        using var blocks = pool.Rent<float>((length / Step) + 1, 6);
        using PhaseRows red = new(pool, length, Size), green = new(pool, length, Size), blue = new(pool, length, Size);
        PhaseRows[] rows = [red, green, blue];
        var clipped = blocks.Row(5);
        clipped.Clear();
        for (var y = 0; y < Size; y++)
        {
            LoadRow(top + y, lines, clipped);
            for (var plane = 0; plane < 3; plane++)
            {
                rows[plane].Put(y, lines.Row(plane));
            }
        }

        var spectra = new BlockSpectra();
        for (var plane = 0; plane < 3; plane++)
        {
            for (var block = 0; block < _columns; block += count)
            {
                spectra.Begin(rows[plane], 0, block * Step);
                spectra.Forward(rows[plane], 0, block * Step);
                TakePowers(spectra, plane, (strip * _columns) + block, Math.Min(count, _columns - block)).CopyTo(blocks.Row(plane)[block..]);
            }
        }

        for (var block = 0; block < _columns; block++)
        {
            var (x, y) = ((block * Step) + (Size / 2), top + (Size / 2));
            blocks[block, 3] = _noise.GainAt(x, y);
            blocks[block, 4] = _noise.Rareness(x, y);
        }

        _noise.Variances(blocks.Row(0), blocks.Row(1), blocks.Row(2), blocks.Row(3)[.._columns], blocks.Row(4), _whole);
        for (var block = 0; block < _columns; block++)
        {
            for (var plane = 0; plane < 3; plane++)
            {
                var total = Normalise(_powers[plane].Row((strip * _columns) + block), BlockWindow.Energy * blocks[block, plane]);
                _totals[plane][(strip * _columns) + block] = clipped[block] + clipped[block + 1] > 0 ? 0 : total;
            }
        }
    }

    private void LoadRow(int y, Plane<float> lines, Span<float> clipped)
    {
        var width = _image.Width;
        var gains = lines.Row(3);
        gains.Fill(1);
        _noise.Gains(y, 0, gains[..Math.Min(width, gains.Length)]);
        for (var colour = 0; colour < 3; colour++)
        {
            var samples = _image.Pixels[colour].Row(y);
            var line = lines.Row(colour);
            line.Clear();
            samples[..Math.Min(width, line.Length)].CopyTo(line);
            for (var x = 0; x < Math.Min(width, line.Length); x++)
            {
                if (line[x] >= Clipped * gains[x])
                {
                    clipped[x / Step] = 1;
                }
            }
        }

        _roots.Forward(lines.Row(0), lines.Row(1), lines.Row(2), gains);
    }

    // Writes the powers of blocks and gives their means.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector<float> TakePowers(BlockSpectra spectra, int plane, int first, int count)
    {
        Span<Vector<float>> mean = stackalloc Vector<float>[1];
        BlockMeans.Take(spectra.Re, spectra.Im, mean);
        for (var kx = 0; kx < Folded; kx++)
        {
            for (var ky = 0; ky < Folded; ky++)
            {
                var (one, other) = ((kx * Size) + ky, (kx * Size) + ((Size - ky) & (Size - 1)));
                var power = ((spectra.Re[one] * spectra.Re[one]) + (spectra.Im[one] * spectra.Im[one])
                    + (spectra.Re[other] * spectra.Re[other]) + (spectra.Im[other] * spectra.Im[other])) * 0.5f;
                for (var lane = 0; lane < count; lane++)
                {
                    _powers[plane].Row(first + lane)[(kx * Folded) + ky] = power[lane];
                }
            }
        }

        return mean[0] / _meanOfOne;
    }

    // Mean power of all but the lowest bins.
    private static float Normalise(Span<float> powers, float noise)
    {
        var scale = 1 / MathF.Max(noise, 1e-20f);
        float sum = 0;
        var count = 0;
        for (var i = 0; i < powers.Length; i++)
        {
            powers[i] *= scale;
            if (!IsBelow(i / Folded, i % Folded))
            {
                sum += powers[i];
                count++;
            }
        }

        return sum / count;
    }
}
