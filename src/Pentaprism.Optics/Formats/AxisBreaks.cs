using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Formats;

/// <summary>Brings breaks of the axis that stand among the surfaces of a file into the surfaces of a lens.</summary>
/// <remarks>
/// Breaks that follow each other become one, in front of the next surface. A surface that lies between a break and its reverse is a
/// placed surface on an axis that goes straight on. A way along a turned axis keeps its length as the gap behind a plane that changes
/// nothing, so that first-order data stay right; such planes also stand in front of the first surface and of the image, where there is
/// no surface to carry a break.
/// </remarks>
internal sealed class AxisBreaks(LensDraft draft)
{
    // Rounding of shifts that cancel each other, mm.
    private const double Negligible = 1e-12;

    private readonly ImmutableArray<Surface>.Builder _surfaces = ImmutableArray.CreateBuilder<Surface>();
    private Frame? _pending;

    /// <summary>Makes the surfaces.</summary>
    /// <param name="lines">Takes the line of each surface, negative for planes that no line stands for.</param>
    public ImmutableArray<Surface> Join(List<int> lines)
    {
        foreach (var surface in draft.Surfaces.Skip(1).SkipLast(1))
        {
            if (_surfaces.Count == 0 && surface.Break is not null)
            {
                AddPlane(surface.Line, Placement.OnAxis, lines);
            }

            Turn(surface.Break);
            if (surface.IsBreakOnly)
            {
                Go(surface, lines);
                continue;
            }

            _surfaces.Add(surface.ToSurface(TakePending()));
            lines.Add(surface.Line);
        }

        Turn(draft.Surfaces[^1].Break);
        if (_surfaces.Count > 0 && TakePending() is { IsIdentity: false } last)
        {
            draft.Note(draft.Surfaces[^1].Line, "the image is tilted or shifted: a plane that changes nothing carries the break of the axis");
            AddPlane(draft.Surfaces[^1].Line, last, lines);
        }

        return _surfaces.ToImmutable();
    }

    private static double? WayAlongAxis(Frame frame) =>
        frame.ToPlacement() is { TiltX: 0, TiltY: 0, TiltZ: 0 } placement && Math.Abs(placement.X) < Negligible && Math.Abs(placement.Y) < Negligible
            ? placement.Z
            : null;

    private void Turn(Frame? turn)
    {
        if (turn is not { } frame)
        {
            return;
        }

        _pending = _pending?.Then(frame) ?? frame;
        if (_surfaces.Count == 0 || _surfaces[^1] is not { Thickness: 0, Placement.IsIdentity: true, AxisBreak.IsIdentity: false } before)
        {
            return;
        }

        // The break in front of the surface is taken back behind it.
        if (WayAlongAxis(Frame.Of(before.AxisBreak).Then(_pending.Value)) is { } way)
        {
            _surfaces[^1] = before with { Placement = before.AxisBreak, AxisBreak = Placement.OnAxis, Thickness = Math.Abs(way) < Negligible ? 0 : way };
            _pending = null;
        }
    }

    // The way along the new axis behind a break.
    private void Go(DraftSurface surface, List<int> lines)
    {
        if (surface.Thickness == 0)
        {
            return;
        }

        var turned = TakePending();
        if (!turned.IsIdentity)
        {
            AddPlane(surface.Line, turned, lines);
        }

        _surfaces[^1] = _surfaces[^1] with { Thickness = _surfaces[^1].Thickness + surface.Thickness };
    }

    // What is left of breaks that cancel each other belongs to the gap in front.
    private Placement TakePending()
    {
        if (_pending is not { } frame)
        {
            return Placement.OnAxis;
        }

        _pending = null;
        if (WayAlongAxis(frame) is not { } way)
        {
            return frame.ToPlacement();
        }

        _surfaces[^1] = _surfaces[^1] with { Thickness = _surfaces[^1].Thickness + way };
        return Placement.OnAxis;
    }

    private void AddPlane(int line, Placement axisBreak, List<int> lines)
    {
        _surfaces.Add(new Surface { Medium = _surfaces.Count > 0 ? _surfaces[^1].Medium : draft.Surfaces[0].Medium, AxisBreak = axisBreak });
        lines.Add(-line);
    }
}
