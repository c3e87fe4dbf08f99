using System.Numerics;

namespace Pentaprism.Darkroom.Tone;

/// <summary>Light that falls off towards the corners: an exposure of E (r / rc)², r counted from the middle, rc the half diagonal.</summary>
internal sealed class CornerFalloff
{
    private readonly float[] _columns;
    private readonly float[] _rows;

    /// <summary>Prepares the fall-off of a picture.</summary>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="cornerEv">Exposure in the corners.</param>
    public CornerFalloff(int width, int height, double cornerEv)
    {
        // A power of a sum is the product of powers: one for the column, one for the row.
        var perSquare = 4 * cornerEv / (((double)width * width) + ((double)height * height));
        (_columns, _rows) = (Factors(width, perSquare), Factors(height, perSquare));
    }

    /// <summary>Multiplies one row of the picture.</summary>
    public void MultiplyRow(int y, Span<float> red, Span<float> green, Span<float> blue)
    {
        Multiply(red, _columns, _rows[y]);
        Multiply(green, _columns, _rows[y]);
        Multiply(blue, _columns, _rows[y]);
    }

    private static void Multiply(Span<float> samples, ReadOnlySpan<float> factors, float factor)
    {
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= samples.Length - n; x += n)
        {
            (new Vector<float>(samples.Slice(x, n)) * (new Vector<float>(factors.Slice(x, n)) * factor)).CopyTo(samples.Slice(x, n));
        }

        for (; x < samples.Length; x++)
        {
            samples[x] *= factors[x] * factor;
        }
    }

    private static float[] Factors(int length, double evPerSquare)
    {
        var factors = new float[length];
        for (var i = 0; i < length; i++)
        {
            var distance = i + 0.5 - (length / 2.0);
            factors[i] = (float)Math.Pow(2, evPerSquare * distance * distance);
        }

        return factors;
    }
}
