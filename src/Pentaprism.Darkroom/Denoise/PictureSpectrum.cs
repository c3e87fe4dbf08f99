using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>How the noise of a merged picture is spread over the frequencies, measured from the picture.</summary>
/// <remarks>
/// <para>
/// Samples that a merge averaged have less noise at high frequencies, in colour more so; how much depends on the number of frames, their
/// shifts, the passes and the scale. With s the sine of half the angular frequency, simulated merges of pure noise (8 frames, 1 and 2
/// passes) follow P = 1/(1 + b·(sx⁴ + sy⁴) + c·sx²·sy²) within a tenth, P = 1 being the white noise that the number of samples promises.
/// </para>
/// <para>
/// b and c come from the energy of two filters, (1, −2, 1)⊗(1, 2, 1) both ways round and (1, −2, 1)⊗(1, −2, 1), in blocks of 16 × 16 on
/// strips of rows over the whole picture. The quietest tenth of the blocks shows no detail at such frequencies in all pictures but those
/// that are grass from border to border, whose noise then counts as white.
/// </para>
/// </remarks>
internal sealed class PictureSpectrum
{
    private const int Block = 16;
    private const int StripDistance = 128;

    // Energy of a filter for noise of 1.
    private const float Energy = 36;

    // The share of the blocks that counts as quiet, and what the loudest of them has of the mean where all is noise.
    private const double Quiet = 0.1;
    private const double QuietOverMean = 0.83;
    private const double MostPower = 1.1;
    private const double LeastPower = 0.02;

    // Means of sx⁴ + sy⁴ and sx²·sy² over the response of the filters.
    private const double AxisFourth = 0.722;
    private const double AxisCross = 0.139;
    private const double DiagonalFourth = 1.389;
    private const double DiagonalCross = 0.694;

    private static readonly float[] _whole = [1, 1, 1];

    private readonly CameraImage _image;
    private readonly PictureRoots _roots;
    private readonly PictureNoise _noise;
    private readonly int _columns;
    private readonly float[][] _axis;
    private readonly float[][] _diagonal;

    private PictureSpectrum(CameraImage image, PictureRoots roots, PictureNoise noise, int columns, int strips)
    {
        (_image, _roots, _noise, _columns) = (image, roots, noise, columns);
        _axis = [.. Enumerable.Range(0, 3).Select(_ => new float[columns * strips])];
        _diagonal = [.. Enumerable.Range(0, 3).Select(_ => new float[columns * strips])];
    }

    /// <summary>Measures.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="roots">Its roots.</param>
    /// <param name="noise">Their noise.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>For each opponent colour the power in each bin of a half spectrum.</returns>
    public static float[][] Measure(CameraImage image, PictureRoots roots, PictureNoise noise, ProcessingContext context)
    {
        var columns = (image.Width - 2) / Block;
        var strips = image.Height < Block + 2 ? 0 : 1 + ((image.Height - Block - 2) / StripDistance);
        if (columns < 1 || strips < 1)
        {
            return [Shape(1, 1), Shape(1, 1), Shape(1, 1)];
        }

        var spectrum = new PictureSpectrum(image, roots, noise, columns, strips);
        Bands.Run(context, image.Width * StripDistance, strips, 1, (strip, _) => spectrum.MeasureStrip(strip, context.Pool));
        return [.. Enumerable.Range(0, 3).Select(plane => Shape(QuietPower(spectrum._axis[plane]), QuietPower(spectrum._diagonal[plane])))];
    }

    /// <summary>Gives the spectrum that has certain powers under the two filters.</summary>
    /// <param name="axis">Power under the first, over that of white noise.</param>
    /// <param name="diagonal">Power under the second.</param>
    /// <returns>The power in each bin of a half spectrum.</returns>
    internal static float[] Shape(double axis, double diagonal)
    {
        var (a, d) = ((1 / axis) - 1, (1 / diagonal) - 1);
        const double determinant = (AxisFourth * DiagonalCross) - (AxisCross * DiagonalFourth);
        var b = ((a * DiagonalCross) - (d * AxisCross)) / determinant;
        var c = ((d * AxisFourth) - (a * DiagonalFourth)) / determinant;
        var shape = new float[BlockSpectra.Bins];
        for (var bin = 0; bin < shape.Length; bin++)
        {
            var (sx, sy) = (SquaredSine(bin / Fourier16.Size), SquaredSine(bin % Fourier16.Size));
            var inverse = 1 + (b * ((sx * sx) + (sy * sy))) + (c * sx * sy);
            shape[bin] = (float)Math.Clamp(1 / Math.Max(inverse, 1e-3), LeastPower, MostPower);
        }

        return shape;
    }

    private static double SquaredSine(int bin) => Math.Pow(Math.Sin(Math.PI * bin / Fourier16.Size), 2);

    private static double QuietPower(float[] powers)
    {
        Array.Sort(powers);
        return Math.Clamp(powers[(int)(Quiet * powers.Length)] / QuietOverMean, LeastPower, MostPower);
    }

    private void MeasureStrip(int strip, PlanePool pool)
    {
        const int rows = Block + 2;
        using var lines = pool.Rent<float>(_image.Width, (3 * rows) + 1);
        using var variances = pool.Rent<float>(_columns, 5);
        var top = strip * StripDistance;
        var gains = lines.Row(3 * rows);
        for (var y = 0; y < rows; y++)
        {
            for (var plane = 0; plane < 3; plane++)
            {
                _image.Pixels[plane].Row(top + y).CopyTo(lines.Row((plane * rows) + y));
            }

            _noise.Gains(top + y, 0, gains);
            _roots.Forward(lines.Row(y), lines.Row(rows + y), lines.Row((2 * rows) + y), gains);
        }

        FindVariances(top + (rows / 2), lines, variances);
        for (var plane = 0; plane < 3; plane++)
        {
            for (var column = 0; column < _columns; column++)
            {
                var (axis, diagonal) = Filtered(lines.Rows(plane * rows, (plane + 1) * rows)[(column * Block)..], lines.Width);
                var scale = 1 / (Energy * Block * Block * MathF.Max(variances[column, plane], 1e-20f));
                _axis[plane][(strip * _columns) + column] = axis * scale / 2;
                _diagonal[plane][(strip * _columns) + column] = diagonal * scale;
            }
        }
    }

    private void FindVariances(int y, Plane<float> lines, Plane<float> variances)
    {
        for (var column = 0; column < _columns; column++)
        {
            for (var plane = 0; plane < 3; plane++)
            {
                var sum = 0f;
                for (var row = 1; row <= Block; row++)
                {
                    foreach (var root in lines.Row((plane * (Block + 2)) + row).Slice((column * Block) + 1, Block))
                    {
                        sum += root;
                    }
                }

                variances[column, plane] = sum / (Block * Block);
            }

            var middle = (column * Block) + 1 + (Block / 2);
            variances[column, 3] = _noise.GainAt(middle, y);
            variances[column, 4] = _noise.Rareness(middle, y);
        }

        _noise.Variances(variances.Row(0), variances.Row(1), variances.Row(2), variances.Row(3), variances.Row(4), _whole);
    }

    // Energy of both filters over a block, the first one both ways round.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float Axis, float Diagonal) Filtered(ReadOnlySpan<float> block, int stride)
    {
        float axis = 0, diagonal = 0;
        for (var y = 0; y < Block; y++)
        {
            var above = block.Slice(y * stride, Block + 2);
            var row = block.Slice((y + 1) * stride, Block + 2);
            var below = block.Slice((y + 2) * stride, Block + 2);
            for (var x = 1; x <= Block; x++)
            {
                var (sideAbove, side, sideBelow) = (above[x - 1] + above[x + 1], row[x - 1] + row[x + 1], below[x - 1] + below[x + 1]);
                var (twiceAbove, twice, twiceBelow) = (2 * above[x], 2 * row[x], 2 * below[x]);
                var (sharpAbove, sharp, sharpBelow) = (sideAbove - twiceAbove, side - twice, sideBelow - twiceBelow);
                var across = sharpAbove + (2 * sharp) + sharpBelow;
                var down = sideAbove + twiceAbove - (2 * (side + twice)) + sideBelow + twiceBelow;
                var both = sharpAbove - (2 * sharp) + sharpBelow;
                axis += (across * across) + (down * down);
                diagonal += both * both;
            }
        }

        return (axis, diagonal);
    }
}
