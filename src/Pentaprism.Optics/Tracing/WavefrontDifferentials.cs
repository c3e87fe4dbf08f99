using System.Numerics;

namespace Pentaprism.Optics.Tracing;

/// <summary>Traced rays and how the wavefront changes with the numbers of the lens, from the nominal rays alone.</summary>
/// <remarks>
/// Fermat's principle: to first order the optical path from a fixed wave to the plane through the nominal image point perpendicular to the
/// nominal ray changes as if the ray did not move. With k = n cos I − n' cos I' at a surface a change of its height by δ along its
/// normal adds k δ; a gap adds n' times the advance along it; an index adds the length in the medium (Rimmer, Appl. Opt. 9, 533 (1970)).
/// One recorded trace serves all variables. Rays that failed have 0.
/// </remarks>
public sealed class WavefrontDifferentials
{
    private const int BlockRays = 64;

    private readonly double[] _columns;
    private readonly int _variables;

    private WavefrontDifferentials(RayBatch rays, int variables)
    {
        Rays = rays;
        _variables = variables;
        _columns = new double[variables * rays.X.Length];
    }

    /// <summary>Gets the rays at the image plane.</summary>
    public RayBatch Rays { get; }

    /// <summary>Traces rays and takes the differentials.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="launched">Rays in object space; they stay as they are.</param>
    /// <param name="variables">With respect to what.</param>
    /// <returns>The traced rays and the differentials.</returns>
    /// <exception cref="ArgumentException">A variable names no surface, or an order below 2 or above <see cref="Prescriptions.Surface.HighestOrder"/>.</exception>
    public static WavefrontDifferentials Of(
        SequentialModel model, int wavelength, RayBatch launched, ReadOnlySpan<SurfaceVariable> variables)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(launched);
        var plan = new VariablePlan(model, variables);
        var result = new WavefrontDifferentials(launched.Copy(), variables.Length);
        var history = new RayHistory(model, BlockRays);
        for (var first = 0; first < launched.X.Length; first += BlockRays)
        {
            var count = Math.Min(BlockRays, launched.X.Length - first);
            new RayBlock(model, wavelength, result.Rays, first, count).TraceTo(model.Count, history);
            for (var vector = 0; vector < count / Vector<double>.Count; vector++)
            {
                result.Add(model, wavelength, plan, history, vector, first + (vector * Vector<double>.Count));
            }
        }

        result.ClearTheLost();
        return result;
    }

    /// <summary>Gives the change of the optical path with one variable.</summary>
    /// <param name="variable">Index into the variables.</param>
    /// <returns>One number for each ray, mm per unit of the variable.</returns>
    public ReadOnlySpan<double> Column(int variable)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)variable, (uint)_variables, nameof(variable));
        return _columns.AsSpan(variable * Rays.X.Length, Rays.Count);
    }

    private static Vector<double> Differential(SequentialModel model, in PlannedVariable planned, in SurfaceVector at)
    {
        var k = (at.IndexInFront * at.CosIncidence) - (at.IndexBehind * at.CosRefraction);
        var (point, normal) = (at.Outgoing.Point, at.Normal);
        var axis = Lanes3.Of(planned.Axis);
        return planned.Kind switch
        {
            PlannedKind.Gap => at.IndexInFront * Lanes3.Dot(at.Incoming.Direction, axis),
            PlannedKind.IndexInFront => planned.Sign * at.Length,
            PlannedKind.IndexBehind => Vector<double>.Zero,
            PlannedKind.Shift => k * Lanes3.Dot(normal, axis),
            PlannedKind.Turn => k * Lanes3.Dot(normal, Lanes3.Cross(axis, point)),
            _ => k * normal.Z * at.SagChange(planned, model.Shapes[planned.Surface]),
        };
    }

    private void Add(SequentialModel model, int wavelength, VariablePlan plan, RayHistory history, int vector, int ray)
    {
        for (var surface = 0; surface <= model.Count; surface++)
        {
            if (plan.AtSurface[surface].Length == 0)
            {
                continue;
            }

            var at = new SurfaceVector(model, wavelength, surface, history.Get(surface, vector), history.Get(surface + 1, vector));
            foreach (ref readonly var planned in plan.AtSurface[surface].AsSpan())
            {
                var column = _columns.AsSpan((planned.Variable * Rays.X.Length) + ray, Vector<double>.Count);
                (new Vector<double>(column) + Differential(model, planned, at)).CopyTo(column);
            }
        }
    }

    private void ClearTheLost()
    {
        for (var i = 0; i < Rays.Count; i++)
        {
            for (var v = 0; v < _variables && Rays.IsLost(i); v++)
            {
                _columns[(v * Rays.X.Length) + i] = 0;
            }
        }
    }
}
