namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>Which numbers of each surface derivatives are wanted for.</summary>
internal sealed class ActiveParameters
{
    private readonly bool[] _wanted;

    /// <summary>Takes the numbers of <see cref="RawParameter"/>.</summary>
    /// <param name="surfaces">Surfaces without the image plane.</param>
    /// <param name="wanted">Parameters of the whole lens.</param>
    public ActiveParameters(int surfaces, IEnumerable<int> wanted)
    {
        _wanted = new bool[(surfaces + 1) * RawParameter.PerSurface];
        HighestPower = new int[surfaces + 1];
        foreach (var parameter in wanted)
        {
            _wanted[parameter] = true;
            var (surface, kind) = Math.DivRem(parameter, RawParameter.PerSurface);
            HighestPower[surface] = Math.Max(HighestPower[surface], kind - RawParameter.Coefficient(2) + 2);
        }
    }

    /// <summary>Gets the highest power of r wanted of each surface; below 2 for none.</summary>
    public int[] HighestPower { get; }

    /// <summary>Gives whether a parameter is wanted.</summary>
    public bool Has(int surface, int kind) => _wanted[(surface * RawParameter.PerSurface) + kind];

    /// <summary>Gives whether any number of a surface's shape is wanted.</summary>
    public bool HasShape(int surface) =>
        Has(surface, RawParameter.Curvature) || Has(surface, RawParameter.Conic) || HighestPower[surface] >= 2;
}
