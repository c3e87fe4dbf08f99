namespace Pentaprism.Darkroom.Burst;

/// <summary>How well the frames of a burst sample the places between the samples of one frame.</summary>
internal static class PhaseCoverage
{
    /// <summary>Phases on each axis below which a picture of twice the size gains little: measured on bursts with known motion.</summary>
    public const double Sufficient = 4.5;

    /// <summary>Gives how many evenly spread phases places amount to.</summary>
    /// <param name="places">Places along one axis, in samples.</param>
    /// <param name="period">Samples after which the colour filter array repeats.</param>
    /// <returns>The period over the largest gap between places, which are taken modulo the period; at least 1.</returns>
    public static double Of(IEnumerable<double> places, int period)
    {
        var phases = places.Select(place => place - (period * Math.Floor(place / period))).Order().ToList();
        if (phases.Count == 0)
        {
            return 1;
        }

        var largest = phases[0] + period - phases[^1];
        for (var i = 1; i < phases.Count; i++)
        {
            largest = Math.Max(largest, phases[i] - phases[i - 1]);
        }

        return period / largest;
    }
}
