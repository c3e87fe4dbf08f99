namespace Pentaprism.Optics.Prescriptions;

/// <summary>What fills a gap: gives the refractive index, relative to air, at a wavelength.</summary>
public abstract record Medium
{
    /// <summary>Gets air, index 1 at every wavelength.</summary>
    public static Medium Air { get; } = new AirMedium();

    /// <summary>Gets the name for people and files; empty for air.</summary>
    public abstract string Name { get; }

    /// <summary>Gets whether this is air.</summary>
    public bool IsAir => this is AirMedium;

    /// <summary>Gives the refractive index.</summary>
    /// <param name="nanometres">The wavelength in air, nm.</param>
    /// <returns>The index, 1 for air.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The medium says nothing of this wavelength.</exception>
    public abstract double Index(double nanometres);

    private sealed record AirMedium : Medium
    {
        public override string Name => "";

        public override double Index(double nanometres) => 1;
    }
}
