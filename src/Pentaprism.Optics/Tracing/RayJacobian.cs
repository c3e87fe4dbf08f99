namespace Pentaprism.Optics.Tracing;

/// <summary>Which quantities of a ray at the image plane derivatives are taken of.</summary>
[Flags]
public enum RayQuantities
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Image coordinate x, mm.</summary>
    X = 1,

    /// <summary>Image coordinate y, mm.</summary>
    Y = 2,

    /// <summary>Direction cosine L.</summary>
    L = 4,

    /// <summary>Direction cosine M.</summary>
    M = 8,

    /// <summary>The optical path to the image surface, mm.</summary>
    Path = 16,

    /// <summary>Both image coordinates.</summary>
    Landing = X | Y,
}

/// <summary>Traced rays and the exact derivatives of where they land with respect to the numbers of the lens.</summary>
/// <remarks>
/// The rays are fixed in object space. The trace is recorded, then each quantity is traced back from the image as a linear form on
/// position and direction (reverse accumulation), which gives its derivatives with respect to every variable at the cost of about one
/// further trace, however many variables there are. Clipped rays have derivatives; those of rays that failed are 0.
/// </remarks>
public sealed class RayJacobian
{
    private readonly double[]?[] _columns;
    private readonly int _variables;

    internal RayJacobian(RayBatch rays, int variables, RayQuantities quantities)
    {
        Rays = rays;
        _variables = variables;
        Quantities = quantities;
        _columns = new double[]?[5];
        for (var output = 0; output < _columns.Length; output++)
        {
            if (((int)quantities & (1 << output)) != 0)
            {
                _columns[output] = new double[variables * rays.X.Length];
            }
        }
    }

    /// <summary>Gets the rays at the image plane.</summary>
    public RayBatch Rays { get; }

    /// <summary>Gets of what there are derivatives.</summary>
    public RayQuantities Quantities { get; }

    /// <summary>Traces rays and takes derivatives.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="launched">Rays in object space; they stay as they are.</param>
    /// <param name="variables">With respect to what.</param>
    /// <param name="quantities">Of what.</param>
    /// <returns>The traced rays and the derivatives.</returns>
    /// <exception cref="ArgumentException">A variable names no surface, or an order below 2 or above <see cref="Prescriptions.Surface.HighestOrder"/>.</exception>
    public static RayJacobian Of(
        SequentialModel model,
        int wavelength,
        RayBatch launched,
        ReadOnlySpan<SurfaceVariable> variables,
        RayQuantities quantities = RayQuantities.Landing)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(launched);
        var plan = new VariablePlan(model, variables);
        var result = new RayJacobian(launched.Copy(), variables.Length, quantities);
        new ReverseTrace(model, wavelength, plan, result).Run();
        return result;
    }

    /// <summary>Gives the derivatives of one quantity with respect to one variable.</summary>
    /// <param name="quantity">One of <see cref="Quantities"/>.</param>
    /// <param name="variable">Index into the variables.</param>
    /// <returns>One number for each ray.</returns>
    /// <exception cref="ArgumentException">Derivatives of this quantity were not asked for.</exception>
    public ReadOnlySpan<double> Column(RayQuantities quantity, int variable)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)variable, (uint)_variables, nameof(variable));
        return Room(quantity, variable)[..Rays.Count];
    }

    internal Span<double> Room(RayQuantities quantity, int variable)
    {
        var columns = int.IsPow2((int)quantity) ? _columns[int.Log2((int)quantity)] : null;
        return columns is null
            ? throw new ArgumentException($"There are derivatives of {Quantities}, not of {quantity}.", nameof(quantity))
            : columns.AsSpan(variable * Rays.X.Length, Rays.X.Length);
    }

    internal void Clear(int ray)
    {
        foreach (var columns in _columns)
        {
            for (var i = ray; columns is not null && i < columns.Length; i += Rays.X.Length)
            {
                columns[i] = 0;
            }
        }
    }
}
