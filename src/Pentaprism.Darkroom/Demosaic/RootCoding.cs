using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>The square root under which mosaics are interpolated, and its inverse.</summary>
/// <remarks>
/// In linear light an error of a given size is invisible in the lights and glaring in the shadows; under a square root, which also
/// makes photon noise equally strong everywhere, interpolation spends its errors where they are seen least. With y = x + offset the
/// code is √y from the knee upwards, and the tangent of the root below, so that it is defined, and can be undone, for any value.
/// </remarks>
internal sealed class RootCoding
{
    /// <summary>Lifts black off the root's vertical tangent; the smallest value that serves clean mosaics.</summary>
    private const double SmallestOffset = 0.002;

    private readonly NoiseModel _noise;

    private RootCoding(double offset, NoiseModel noise, bool isLinear)
    {
        _noise = noise;
        IsLinear = isLinear;
        Offset = (float)offset;
        Knee = (float)(offset / 2);
    }

    /// <summary>Gets the coding that leaves every value as it is.</summary>
    public static RootCoding Linear { get; } = new(0, new NoiseModel(default(NoiseLine)), true);

    /// <summary>Gets a value indicating whether values are left as they are.</summary>
    public bool IsLinear { get; }

    /// <summary>Gets what is added before the root.</summary>
    public float Offset { get; }

    /// <summary>Gets the sum below which the root goes on as a straight line.</summary>
    public float Knee { get; }

    /// <summary>Gets the standard deviation of a green photosite's code where photon noise rules: √S / 2 wherever it is.</summary>
    public float Noise => (float)(Math.Sqrt(_noise[CfaPattern.Green].Slope) / 2);

    /// <summary>Makes the coding for mosaics of a given noise.</summary>
    /// <param name="noise">Noise with white balance applied.</param>
    /// <returns>The coding.</returns>
    public static RootCoding For(NoiseModel noise)
    {
        // O/S is the offset that makes the variance of the root the same everywhere.
        var offset = SmallestOffset;
        for (var colour = 0; colour < 3; colour++)
        {
            var line = noise[colour];
            if (line.Slope > 0)
            {
                offset = Math.Max(offset, Math.Min(line.Offset / line.Slope, 4 * Math.Sqrt(line.Offset)));
            }
        }

        return new RootCoding(Math.Min(offset, 0.1), noise, false);
    }

    /// <summary>Codes values in place.</summary>
    /// <param name="values">A whole number of vectors.</param>
    public void Encode(Span<float> values)
    {
        if (IsLinear)
        {
            return;
        }

        var offset = new Vector<float>(Offset);
        var knee = new Vector<float>(Knee);
        var slope = new Vector<float>(0.5f / MathF.Sqrt(Knee));
        for (var i = 0; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var at = values.Slice(i, Vector<float>.Count);
            var y = new Vector<float>(at) + offset;
            var root = Vector.SquareRoot(Vector.MaxNative(y, knee));
            Vector.ConditionalSelect(Vector.GreaterThanOrEqual(y, knee), root, (y + knee) * slope).CopyTo(at);
        }
    }

    /// <summary>Undoes the code of values of photosites in place.</summary>
    /// <param name="codes">A whole number of vectors.</param>
    public void DecodeMeasured(Span<float> codes)
    {
        for (var i = 0; i <= codes.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var at = codes.Slice(i, Vector<float>.Count);
            (Decode(new Vector<float>(at)) - new Vector<float>(Offset)).CopyTo(at);
        }
    }

    /// <summary>Undoes the code of interpolated values in place and gives back the brightness that averaging noisy roots cost.</summary>
    /// <param name="codes">A whole number of vectors.</param>
    /// <param name="gains">The gains there.</param>
    /// <param name="share">Share of green's variance that was lost.</param>
    /// <remarks>A root's variance is σ² / 4y with σ² = S·g·x + O·g²; the mean of roots, squared, lies that much below the mean.</remarks>
    public void DecodeInterpolated(Span<float> codes, ReadOnlySpan<float> gains, float share)
    {
        var slope = new Vector<float>((float)(share * _noise[CfaPattern.Green].Slope / 4));
        var floor = new Vector<float>((float)(share * _noise[CfaPattern.Green].Offset / 4));
        var offset = new Vector<float>(Offset);
        for (var i = 0; i <= codes.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var at = codes.Slice(i, Vector<float>.Count);
            var gain = new Vector<float>(gains.Slice(i, Vector<float>.Count));
            var y = Decode(new Vector<float>(at));
            var level = Vector.MaxNative(y, offset);
            var lost = gain * ((slope * (level - offset)) + (floor * gain)) / level;
            (y - offset + lost).CopyTo(at);
        }
    }

    private Vector<float> Decode(Vector<float> code)
    {
        var knee = new Vector<float>(Knee);
        var root = new Vector<float>(MathF.Sqrt(Knee));
        var line = ((root + root) * code) - knee;
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(code, root), code * code, line);
    }
}
