namespace Pentaprism.Imaging;

/// <summary>The mean of samples.</summary>
public static class SampleMean
{
    /// <summary>Gives it.</summary>
    /// <param name="samples">At least one sample.</param>
    /// <returns>Their sum, taken one after the other in double precision so that it depends on no vector width, over their number.</returns>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static double Of(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
        {
            throw new ArgumentException("No samples have no mean.", nameof(samples));
        }

        double sum = 0;
        foreach (var sample in samples)
        {
            sum += sample;
        }

        return sum / samples.Length;
    }
}
