using System.Collections.Immutable;
using Pentaprism.Optics.Analysis;

namespace Pentaprism.Optics.Tolerances;

/// <summary>On which sides of the axis a made lens is judged; it is not symmetric any more.</summary>
public enum ToleranceSides
{
    /// <summary>At each field and at the opposite one.</summary>
    Both,

    /// <summary>At each field turned by 0, 90, 180 and 270 degrees.</summary>
    All,
}

/// <summary>How tolerances are judged. Immutable.</summary>
public sealed record ToleranceOptions
{
    private readonly int _trials = 10_000;
    private readonly int _tracedTrials = 200;

    /// <summary>Gets how many lenses are made, 1 or more. The default is 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Trials
    {
        get => _trials;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _trials = value;
        }
    }

    /// <summary>Gets how many of them are traced anew to confirm the rest, 0 or more. The default is 200.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int TracedTrials
    {
        get => _tracedTrials;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _tracedTrials = value;
        }
    }

    /// <summary>Gets the seed: the same seed makes the same lenses, whatever the number of threads. The default is 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets the frequencies at which the MTF is told, cycles/mm, each above 0. None by default.</summary>
    public ImmutableArray<double> Frequencies { get; init; } = [];

    /// <summary>Gets whether all wavelengths of the lens count; by default the primary one alone.</summary>
    public bool IsPolychromatic { get; init; }

    /// <summary>Gets on which sides of the axis the lens is judged. The default is both; with a sensor tilt all.</summary>
    public ToleranceSides Sides { get; init; } = ToleranceSides.Both;

    /// <summary>Gets how the pupil is sampled. The default is 12 rings of 32 arms.</summary>
    public PupilSampling Sampling { get; init; } = new() { Rings = 12, Arms = 32 };

    /// <summary>Gets the number of threads; by default one a processor. Results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
