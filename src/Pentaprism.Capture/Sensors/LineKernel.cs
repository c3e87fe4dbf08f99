using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Capture.Sensors;

/// <summary>Weights that make a sample between others of a line.</summary>
internal sealed class LineKernel
{
    private const int Steps = 256;
    private const int MostLanes = 16;

    // Places of the table that lie before sample 0, and as many behind sample 1.
    private const int StepsBeyond = Steps / 8;

    // Weights for places in steps of 1/256, linear between them; so many for each place that whole vectors of any width can be read.
    private readonly float[] _weights;
    private readonly int _stride;

    /// <summary>Makes a kernel.</summary>
    /// <param name="halfWidth">Samples on either side that have a weight.</param>
    /// <param name="weight">Of the distance from the place, samples; 0 at the half-width and beyond.</param>
    public LineKernel(int halfWidth, Func<double, double> weight)
    {
        HalfWidth = halfWidth;
        _stride = (Taps + MostLanes - 1) / MostLanes * MostLanes;
        _weights = new float[(Steps + (2 * StepsBeyond) + 2) * _stride];
        for (var row = 0; row < _weights.Length / _stride; row++)
        {
            var place = (row - StepsBeyond) / (double)Steps;
            double[] weights = [.. Enumerable.Range(1 - halfWidth, Taps).Select(tap => weight(Math.Abs(place - tap)))];
            for (var tap = 0; tap < Taps; tap++)
            {
                _weights[(row * _stride) + tap] = (float)(weights[tap] / weights.Sum());
            }
        }
    }

    /// <summary>Gets how many samples on either side have a weight.</summary>
    public int HalfWidth { get; }

    /// <summary>Gets how many samples have one.</summary>
    public int Taps => 2 * HalfWidth;

    /// <summary>Gets how many floats <see cref="Weights"/> takes.</summary>
    public int Room => _stride;

    /// <summary>Gives the weights of a place, in all 1.</summary>
    /// <param name="place">Behind sample 0, samples: −1/8 to 9/8.</param>
    /// <param name="weights">Takes those of the samples 1 − <see cref="HalfWidth"/> to <see cref="HalfWidth"/>, and zeros.</param>
    public void Weights(float place, Span<float> weights)
    {
        var position = (place * Steps) + StepsBeyond;
        var row = (int)position;
        var share = new Vector<float>(position - row);
        var before = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(row * _stride, _stride));
        var behind = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan((row + 1) * _stride, _stride));
        var output = MemoryMarshal.Cast<float, Vector<float>>(weights);
        for (var i = 0; i < output.Length && i < before.Length && i < behind.Length; i++)
        {
            output[i] = Vector.FusedMultiplyAdd(share, behind[i] - before[i], before[i]);
        }
    }
}
