using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Noise of the opponent roots of a merged picture: how strong it is around a point and how it is spread over the frequencies.</summary>
/// <remarks>
/// A pixel of a merged picture stands for N/4 samples of red, N/2 of green and N/4 of blue, N the effective number of frames, over
/// scale². With a·y + b the noise of a balanced sample y, its root t has the noise (a·y + b)/4t².
/// </remarks>
internal sealed class PictureNoise
{
    private const float MostRelative = 0.5f;
    private const float Third = 0.57735027f;

    private static readonly float[] _density = [0.25f, 0.5f, 0.25f];

    private readonly Plane<float> _frames;
    private readonly Plane<float>? _gain;
    private readonly PictureRoots _roots;
    private readonly PictureBlack?[] _blacks;
    private readonly int _pitch;
    private readonly float _area;

    /// <summary>Prepares the noise of a picture.</summary>
    /// <param name="roots">Its roots.</param>
    /// <param name="gain">Gains; null means 1 everywhere.</param>
    /// <param name="frames">Effective frames, on cells of <see cref="MergeFrame.WeightPitch"/> samples.</param>
    /// <param name="scale">Size of the picture in sizes of a frame.</param>
    /// <param name="blacks">For each colour what became of noise below the lowest code; null where nothing did.</param>
    public PictureNoise(PictureRoots roots, Plane<float>? gain, Plane<float> frames, int scale, PictureBlack?[] blacks)
    {
        _blacks = blacks;
        _roots = roots;
        _gain = gain;
        _frames = frames;
        _pitch = MergeFrame.WeightPitch * scale;
        _area = scale * scale;
    }

    /// <summary>Gives the gain at a pixel.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>The gain.</returns>
    public float GainAt(int x, int y) => _gain is null ? 1 : _gain.Row(y)[x];

    /// <summary>Gives the gain over the frames that a pixel of a frame's size would have: noise goes with it.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>Gain · scale² / frames.</returns>
    public float Rareness(int x, int y) => GainAt(x, y) * _area / FramesAt(x, y);

    /// <summary>Gets the gains of a row of pixels.</summary>
    /// <param name="y">Row.</param>
    /// <param name="left">First column.</param>
    /// <param name="gains">Receives them.</param>
    public void Gains(int y, int left, Span<float> gains)
    {
        if (_gain is null)
        {
            gains.Fill(1);
        }
        else
        {
            _gain.Row(y).Slice(left, gains.Length).CopyTo(gains);
        }
    }

    /// <summary>Turns the share of the noise that is left into what squares of the roots lack, over the slopes of the noise.</summary>
    /// <param name="y">Row.</param>
    /// <param name="left">First column.</param>
    /// <param name="gains">Gains.</param>
    /// <param name="remaining">The share; receives gain · scale² / frames · (1 − share).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Lost(int y, int left, ReadOnlySpan<float> gains, Span<float> remaining)
    {
        gains = gains[..remaining.Length];
        for (var x = 0; x < remaining.Length;)
        {
            var end = Math.Min(remaining.Length, x + _pitch - ((left + x) % _pitch));
            var rareness = _area / FramesAt(left + x, y);
            for (; x < end; x++)
            {
                remaining[x] = (1 - remaining[x]) * gains[x] * rareness;
            }
        }
    }

    /// <summary>Finds the noise of blocks.</summary>
    /// <param name="first">Means of the roots' brightness in the blocks; receives its noise.</param>
    /// <param name="second">The same of red minus blue.</param>
    /// <param name="third">The same of magenta minus green.</param>
    /// <param name="gains">Gains in the blocks.</param>
    /// <param name="rareness">Their <see cref="Rareness"/>.</param>
    /// <param name="strengths">Factors of the three.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Variances(
        Span<float> first, Span<float> second, Span<float> third, ReadOnlySpan<float> gains, ReadOnlySpan<float> rareness, ReadOnlySpan<float> strengths)
    {
        for (var x = 0; x < gains.Length; x++)
        {
            var (red, green, blue) = PictureRoots.Colours(first[x], second[x], third[x]);
            red = Variance(0, red, gains[x], rareness[x]);
            green = Variance(1, green, gains[x], rareness[x]);
            blue = Variance(2, blue, gains[x], rareness[x]);
            first[x] = (red + green + blue) * (strengths[0] / 3);
            second[x] = (red + blue) * (strengths[1] / 2);
            third[x] = (red + (4 * green) + blue) * (strengths[2] / 6);
        }
    }

    /// <summary>Tells in which blocks light is weaker than its noise.</summary>
    /// <param name="shadows">Means of the roots' brightness; receives 1 where light is below a quarter of its noise, falling to 0 at three quarters.</param>
    /// <param name="variances">Noise of that brightness.</param>
    /// <param name="gains">Gains in the blocks.</param>
    /// <param name="strength">The factor that the noise has.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Shadows(Span<float> shadows, ReadOnlySpan<float> variances, ReadOnlySpan<float> gains, float strength)
    {
        for (var x = 0; x < shadows.Length; x++)
        {
            // A root t of light y has the noise of y over 2 t.
            var root = MathF.Max(shadows[x] * Third, 1e-6f);
            var light = (root * root) - (gains[x] * _roots.Shift);
            var noise = 2 * root * MathF.Sqrt(variances[x] / MathF.Max(strength, 1e-12f));
            shadows[x] = Math.Clamp(1.5f - (2 * light / MathF.Max(noise, 1e-12f)), 0, 1);
        }
    }

    private float FramesAt(int x, int y) => EffectiveFrameMap.At(_frames, _pitch, x, y);

    // The mean m of samples whose roots have the mean r, and the variance of their roots, to the second order of the noise e² = σ²/m²:
    // m = r²·(1 + e²/4), variance = σ²/4m·(1 + 7/8·e²).
    private float Variance(int colour, float root, float gain, float rareness)
    {
        var square = MathF.Max(root * root, 1e-12f);
        var relative = MathF.Min(SampleVariance(colour, square, gain, rareness) / (square * square), MostRelative);
        var mean = square * (1 + (relative / 4));
        var variance = SampleVariance(colour, mean, gain, rareness);
        return variance / (4 * mean) * (1 + (0.875f * MathF.Min(variance / (mean * mean), MostRelative)));
    }

    private float SampleVariance(int colour, float square, float gain, float rareness)
    {
        var (level, balance) = (square - (gain * _roots.Shift), _roots.Balance[colour]);
        var variance = _blacks[colour] is { } black
            ? black.Variance(level / (gain * balance)) * balance * balance * gain
            : (_roots.Slope[colour] * MathF.Max(level, 0)) + (_roots.Offset[colour] * gain);
        return variance * rareness / _density[colour];
    }
}
