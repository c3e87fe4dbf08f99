using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tracing;

/// <summary>Variables sorted by the surface at which a trace back meets them.</summary>
internal sealed class VariablePlan
{
    /// <summary>Sorts variables.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="variables">The variables.</param>
    public VariablePlan(SequentialModel model, ReadOnlySpan<SurfaceVariable> variables)
    {
        var sorted = new List<PlannedVariable>[model.Count + 1];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = [];
        }

        for (var v = 0; v < variables.Length; v++)
        {
            var variable = variables[v];
            if ((uint)variable.Surface >= (uint)model.Count)
            {
                throw new ArgumentException($"Variable {v}: there is no surface {variable.Surface}.", nameof(variables));
            }

            if (variable.Quantity == SurfaceQuantity.Coefficient && variable.Order is < 2 or > Surface.HighestOrder)
            {
                throw new ArgumentException($"Variable {v}: r^{variable.Order} is no term; orders go from 2 to {Surface.HighestOrder}.", nameof(variables));
            }

            foreach (var (surface, planned) in Places(model, v, variable))
            {
                sorted[surface].Add(planned with { Surface = surface });
            }
        }

        AtSurface = [.. sorted.Select(list => list.ToArray())];
    }

    /// <summary>Gets for each surface and the image plane what has to be added up there.</summary>
    public PlannedVariable[][] AtSurface { get; }

    private static IEnumerable<(int Surface, PlannedVariable Planned)> Places(SequentialModel model, int v, SurfaceVariable variable)
    {
        var surface = variable.Surface;
        var placement = model.Lens.Surfaces[surface].Placement;
        var axis = model.Axes[surface];
        switch (variable.Quantity)
        {
            case SurfaceQuantity.Thickness:
                yield return (surface + 1, new(v, PlannedKind.Gap, 0, model.Frames[surface + 1].DirectionIn(axis.ZAxis)));
                break;
            case SurfaceQuantity.Index:
                // A mirror passes the index in front of it on to the gap behind it.
                for (var gap = surface + 1; ; gap++)
                {
                    var sign = Math.Sign(model.Indices(0)[gap]);
                    yield return (gap - 1, new(v, PlannedKind.IndexBehind, 0, default, sign));
                    yield return (gap, new(v, PlannedKind.IndexInFront, 0, default, sign));
                    if (gap == model.Count)
                    {
                        // The image plane lies inside the last medium.
                        yield return (gap, new(v, PlannedKind.IndexBehind, 0, default, sign));
                        break;
                    }

                    if (!model.Lens.Surfaces[gap].IsMirror)
                    {
                        break;
                    }
                }

                break;
            case SurfaceQuantity.DecentreX:
                yield return (surface, new(v, PlannedKind.Shift, 0, model.Frames[surface].DirectionIn(axis.XAxis)));
                break;
            case SurfaceQuantity.DecentreY:
                yield return (surface, new(v, PlannedKind.Shift, 0, model.Frames[surface].DirectionIn(axis.YAxis)));
                break;
            case SurfaceQuantity.TiltX:
                yield return (surface, new(v, PlannedKind.Turn, 0, model.Frames[surface].DirectionIn(axis.XAxis)));
                break;
            case SurfaceQuantity.TiltY:
                var turned = axis.Then(Frame.Of(new() { TiltX = placement.TiltX }));
                yield return (surface, new(v, PlannedKind.Turn, 0, model.Frames[surface].DirectionIn(turned.YAxis)));
                break;
            default:
                var kind = variable.Quantity switch
                {
                    SurfaceQuantity.Curvature => PlannedKind.Curvature,
                    SurfaceQuantity.Conic => PlannedKind.Conic,
                    _ => PlannedKind.Coefficient,
                };
                yield return (surface, new(v, kind, variable.Order, default));
                break;
        }
    }
}

/// <summary>What a variable does at a surface.</summary>
internal enum PlannedKind
{
    /// <summary>Changes the curvature.</summary>
    Curvature,

    /// <summary>Changes the conic constant.</summary>
    Conic,

    /// <summary>Changes a coefficient.</summary>
    Coefficient,

    /// <summary>Moves the surface and all behind it along the axis in front of it.</summary>
    Gap,

    /// <summary>Changes the index behind the surface.</summary>
    IndexBehind,

    /// <summary>Changes the index in front of it.</summary>
    IndexInFront,

    /// <summary>Shifts the surface alone.</summary>
    Shift,

    /// <summary>Turns the surface alone about its vertex.</summary>
    Turn,
}

/// <summary>One thing to add up at a surface.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Kind">What it does here.</param>
/// <param name="Order">The power of r of a coefficient.</param>
/// <param name="Axis">The direction of a shift or the axis of a turn, in the surface's frame.</param>
/// <param name="Sign">The sign of the index.</param>
/// <param name="Surface">The surface.</param>
internal readonly record struct PlannedVariable(
    int Variable, PlannedKind Kind, int Order, Vector3D Axis, double Sign = 1, int Surface = 0);
