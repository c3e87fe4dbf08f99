using System.Numerics;

namespace Pentaprism.Optics.Tracing;

/// <summary>Traces a batch block by block and takes the wanted quantities back from the image to the object.</summary>
/// <param name="model">The lens.</param>
/// <param name="wavelength">Index into the wavelengths.</param>
/// <param name="plan">What to add up at each surface.</param>
/// <param name="result">Comes out with traced rays and derivatives.</param>
internal sealed class ReverseTrace(SequentialModel model, int wavelength, VariablePlan plan, RayJacobian result)
{
    private const int BlockRays = 32;

    private readonly RayHistory _history = new(model, BlockRays);
    private readonly RayQuantities[] _outputs = [.. Enum.GetValues<RayQuantities>().Where(q => int.IsPow2((int)q) && result.Quantities.HasFlag(q))];

    /// <summary>Does it.</summary>
    public void Run()
    {
        var rays = result.Rays;
        var forms = new AdjointVector[_outputs.Length];
        for (var first = 0; first < rays.X.Length; first += BlockRays)
        {
            var count = Math.Min(BlockRays, rays.X.Length - first);
            new RayBlock(model, wavelength, rays, first, count).TraceTo(model.Count, _history);
            for (var vector = 0; vector < count / Vector<double>.Count; vector++)
            {
                Back(vector, first + (vector * Vector<double>.Count), forms);
            }
        }

        ClearTheLost();
    }

    private void Back(int vector, int ray, AdjointVector[] forms)
    {
        double sign = Math.Sign(model.Indices(wavelength)[model.Count]);
        for (var o = 0; o < forms.Length; o++)
        {
            forms[o] = Start(_outputs[o], sign);
        }

        for (var surface = model.Count; surface >= 0; surface--)
        {
            var at = new SurfaceVector(model, wavelength, surface, _history.Get(surface, vector), _history.Get(surface + 1, vector));
            for (var o = 0; o < forms.Length; o++)
            {
                var behind = forms[o];
                var gradient = SurfaceGradient.Back(at, ref forms[o]);
                foreach (ref readonly var planned in plan.AtSurface[surface].AsSpan())
                {
                    var column = result.Room(_outputs[o], planned.Variable).Slice(ray, Vector<double>.Count);
                    (new Vector<double>(column) + Derivative(planned, at, gradient, behind, forms[o])).CopyTo(column);
                }

                forms[o] = forms[o].Out(model.Steps[surface]);
            }
        }
    }

    private static AdjointVector Start(RayQuantities output, double sign) => output switch
    {
        RayQuantities.X => new(Lanes3.Of(new(1, 0, 0)), default, 0),
        RayQuantities.Y => new(Lanes3.Of(new(0, 1, 0)), default, 0),
        RayQuantities.L => new(default, Lanes3.Of(new(sign, 0, 0)), 0),
        RayQuantities.M => new(default, Lanes3.Of(new(0, sign, 0)), 0),
        _ => new(default, default, 1),
    };

    private Vector<double> Derivative(
        in PlannedVariable planned, in SurfaceVector at, in SurfaceGradient gradient, in AdjointVector behind, in AdjointVector before)
    {
        switch (planned.Kind)
        {
            case PlannedKind.Gap:
                return -before.Shift(planned.Axis);
            case PlannedKind.IndexBehind:
                return planned.Sign * gradient.IndexBehind;
            case PlannedKind.IndexInFront:
                return planned.Sign * gradient.IndexInFront;
            case PlannedKind.Shift:
                return behind.Shift(planned.Axis) - before.Shift(planned.Axis);
            case PlannedKind.Turn:
                return behind.Turn(planned.Axis, at.Outgoing.Point, at.Outgoing.Direction)
                    - before.Turn(planned.Axis, at.Incoming.Point, at.Incoming.Direction);
            default:
                var shape = model.Shapes[planned.Surface];
                return (gradient.Sag * at.SagChange(planned, shape)) + (gradient.Slope * at.SlopeChangeWith(planned, shape));
        }
    }

    private void ClearTheLost()
    {
        for (var i = 0; i < result.Rays.Count; i++)
        {
            if (!result.Rays.Reaches(i))
            {
                result.Clear(i);
            }
        }
    }
}
