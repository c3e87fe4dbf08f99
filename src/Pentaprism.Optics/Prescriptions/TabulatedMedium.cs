using System.Collections.Immutable;

namespace Pentaprism.Optics.Prescriptions;

/// <summary>A medium of which the indices at a few wavelengths are known, as published prescriptions print them.</summary>
/// <remarks>
/// At the given wavelengths the index is exact. Between and within a tenth beyond them n² is interpolated by a polynomial in λ⁻² through
/// the nearest (at most three) samples, which is good to about 10⁻⁴ in the visible. A single sample holds at every wavelength.
/// </remarks>
public sealed record TabulatedMedium : Medium
{
    private const double Reach = 0.1;

    /// <summary>Makes a medium.</summary>
    /// <param name="name">Its name, such as that of the glass the indices were taken from.</param>
    /// <param name="samples">Wavelengths in nm and indices; at least one, each wavelength once.</param>
    /// <exception cref="ArgumentException">No sample, a wavelength twice, or a value that is not positive.</exception>
    public TabulatedMedium(string name, params ReadOnlySpan<IndexSample> samples)
    {
        ImmutableArray<IndexSample> sorted = [.. samples.ToArray().OrderBy(sample => sample.Nanometres)];
        if (sorted.IsEmpty || sorted.Any(sample => !(sample.Nanometres > 0) || !double.IsFinite(sample.Index) || sample.Index <= 0)
            || sorted.Zip(sorted.Skip(1)).Any(pair => pair.First.Nanometres == pair.Second.Nanometres))
        {
            throw new ArgumentException("A medium needs indices at one or more different wavelengths, all positive.", nameof(samples));
        }

        Name = name;
        Samples = sorted;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Gets the samples, by wavelength.</summary>
    public ImmutableArray<IndexSample> Samples { get; }

    /// <inheritdoc/>
    public override double Index(double nanometres)
    {
        foreach (var sample in Samples)
        {
            if (sample.Nanometres == nanometres)
            {
                return sample.Index;
            }
        }

        if (Samples.Length == 1)
        {
            return Samples[0].Index;
        }

        if (!(nanometres >= Samples[0].Nanometres * (1 - Reach) && nanometres <= Samples[^1].Nanometres * (1 + Reach)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(nanometres),
                nanometres,
                $"'{Name}' is known from {Samples[0].Nanometres:0.#} to {Samples[^1].Nanometres:0.#} nm");
        }

        IndexSample[] near = [.. Samples.OrderBy(sample => Math.Abs(sample.Nanometres - nanometres)).Take(3)];
        var at = 1 / (nanometres * nanometres);
        var squared = 0.0;
        for (var i = 0; i < near.Length; i++)
        {
            var weight = near[i].Index * near[i].Index;
            for (var j = 0; j < near.Length; j++)
            {
                if (j != i)
                {
                    weight *= (at - near[j].InverseSquare) / (near[i].InverseSquare - near[j].InverseSquare);
                }
            }

            squared += weight;
        }

        return Math.Sqrt(squared);
    }

    /// <inheritdoc/>
    public bool Equals(TabulatedMedium? other) => other is not null && Name == other.Name && Samples.SequenceEqual(other.Samples);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Samples.Length, Samples[0]);
}

/// <summary>A refractive index at a wavelength.</summary>
/// <param name="Nanometres">The wavelength, nm.</param>
/// <param name="Index">The index.</param>
public readonly record struct IndexSample(double Nanometres, double Index)
{
    internal double InverseSquare => 1 / (Nanometres * Nanometres);
}
