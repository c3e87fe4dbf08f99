using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tolerances;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>The section of a lens in its plane of symmetry, with fans of rays from each field.</summary>
internal sealed class LensDrawing
{
    private const double Width = 1000;
    private const double TallestHeight = 460;
    private const double Margin = 12;
    private const int PointsOfASurface = 49;
    private const int RaysTried = 65;
    private const int RaysOfAFan = 9;

    private readonly SequentialModel _model;
    private readonly Lens _lens;
    private readonly List<(int Field, List<Vector3D> Points)> _rays = [];
    private readonly double[] _semiDiameters;

    public LensDrawing(SequentialModel model)
    {
        (_model, _lens) = (model, model.Lens);
        _semiDiameters = new double[_lens.Surfaces.Length + 1];
        for (var field = 0; field < _lens.Fields.Points.Length; field++)
        {
            TraceFan(field);
        }

        for (var i = 0; i < _lens.Surfaces.Length; i++)
        {
            _semiDiameters[i] = _lens.Surfaces[i].SemiDiameter ?? (_semiDiameters[i] * 1.03);
        }
    }

    /// <summary>Gives the drawing as an SVG element.</summary>
    public string Draw()
    {
        var points = Outline();
        var (left, right) = (points.Min(p => p.Z), points.Max(p => p.Z));
        var (bottom, top) = (points.Min(p => p.Y), points.Max(p => p.Y));
        var room = 0.14 * (right - left);
        var scale = Math.Min((Width - (2 * Margin)) / (right - left + room), (TallestHeight - (2 * Margin)) / (top - bottom));
        var (width, height) = (((right - left + room) * scale) + (2 * Margin), ((top - bottom) * scale) + (2 * Margin));
        (double X, double Y) Place(Vector3D p) => (Margin + ((p.Z - left + room) * scale), Margin + ((top - p.Y) * scale));
        var svg = new Svg(Math.Round(width, 1), Math.Round(height, 1), $"Section of the lens with rays of {_lens.Fields.Points.Length} fields");
        svg.Line(0, Margin + (top * scale), width, Margin + (top * scale), "axis");
        foreach (var element in LensElement.Of(_lens))
        {
            for (var i = element.First; i < element.Last; i++)
            {
                svg.Polyline(Element(i).Select(Place), "glass", true);
            }

            if (element.First == element.Last)
            {
                svg.Polyline(Curve(element.First, _semiDiameters[element.First]).Select(Place), "mirror");
            }
        }

        foreach (var (field, ray) in _rays)
        {
            var first = ray[0];
            var start = first with { Z = Math.Max(first.Z, left - room) };
            if (first.Z < start.Z)
            {
                start = first + ((start.Z - first.Z) / (ray[1].Z - first.Z) * (ray[1] - first));
            }

            svg.Polyline(ray.Skip(1).Prepend(start).Select(Place), $"line thin {Palette.Ramp(field, _lens.Fields.Points.Length)}");
        }

        DrawStop(svg, Place);
        svg.Polyline(Sensor().Select(Place), "sensor");
        return svg.End();
    }

    // Rays of the plane of symmetry from edge to edge of what passes.
    private void TraceFan(int field)
    {
        var nodes = PupilNodes.Of([.. Enumerable.Range(0, RaysTried).Select(i => new PupilNode(0, (2.0 * i / (RaysTried - 1)) - 1))]);
        var launched = Launcher.Launch(_model, _lens.Fields.Points[field], nodes);
        var passing = Enumerable.Range(0, nodes.Count).Where(launched.Reaches)
            .Select(i => RayTracer.Follow(_model, _lens.Primary, launched, i)).Where(ray => ray.Status == RayStatus.Ok).ToList();
        var step = Math.Max(1, (passing.Count - 1.0) / (RaysOfAFan - 1));
        for (var at = 0.0; at < passing.Count - 0.5; at += step)
        {
            Keep(field, passing[(int)Math.Round(at)]);
        }
    }

    private void Keep(int field, RayRecord ray)
    {
        var hits = ray.Hits;
        var back = 0.3 * _model.FirstOrder.TotalTrack;
        var first = _lens.IsObjectAtInfinity ? hits[0].GlobalPoint - (Math.Abs(back / ray.Direction.Z) * ray.Direction) : ray.Start;
        _rays.Add((field, [first, .. hits.Where((_, surface) => Bends(surface)).Select(hit => hit.GlobalPoint)]));
        for (var s = 0; s < hits.Length; s++)
        {
            _semiDiameters[s] = Math.Max(_semiDiameters[s], Math.Abs(hits[s].Point.Y));
        }
    }

    // A stop of its own, maybe inside an element, bends no ray.
    private bool Bends(int surface) => surface == _lens.Surfaces.Length || _lens.Surfaces[surface].IsMirror
        || _lens.Surfaces[surface].Medium != (surface == 0 ? _lens.ObjectMedium : _lens.Surfaces[surface - 1].Medium);

    // Curves of all surfaces and the image: what must be in the picture.
    private List<Vector3D> Outline() => [.. Enumerable.Range(0, _lens.Surfaces.Length).SelectMany(i => Curve(i, _semiDiameters[i])), .. Sensor()];

    // Of the half without rays no more than the lens itself shows.
    private IEnumerable<Vector3D> Sensor()
    {
        var heights = _rays.Select(ray => ray.Points[^1].Y).DefaultIfEmpty(0).ToList();
        var (reach, lens) = (0.05 * _semiDiameters[^1], 0.8 * _semiDiameters.Take(_lens.Surfaces.Length).Max());
        var image = _model.Frames[_model.Count];
        var (low, high) = (Math.Min(heights.Min() - reach, -lens), Math.Max(heights.Max() + reach, lens));
        return [image.PointOut(new(0, low - image.Origin.Y, 0)), image.PointOut(new(0, high - image.Origin.Y, 0))];
    }

    private IEnumerable<Vector3D> Curve(int surface, double semiDiameter)
    {
        for (var k = 0; k < PointsOfASurface; k++)
        {
            var y = semiDiameter * ((2.0 * k / (PointsOfASurface - 1)) - 1);
            var sag = _lens.Surfaces[surface].Sag(Math.Abs(y));
            if (double.IsFinite(sag))
            {
                yield return _model.Frames[surface].PointOut(new(0, y, sag));
            }
        }
    }

    // Both surfaces, joined at the larger of their heights by a flat and an edge.
    private IEnumerable<Vector3D> Element(int front)
    {
        var edge = Math.Max(_semiDiameters[front], _semiDiameters[front + 1]);
        return Edged(front, edge).Concat(Edged(front + 1, edge).Reverse());
    }

    private IEnumerable<Vector3D> Edged(int surface, double edge)
    {
        var curve = Curve(surface, _semiDiameters[surface]).ToList();
        return curve.Prepend(curve[0] with { Y = curve[0].Y + Math.Min(0, _semiDiameters[surface] - edge) })
            .Append(curve[^1] with { Y = curve[^1].Y + Math.Max(0, edge - _semiDiameters[surface]) });
    }

    private void DrawStop(Svg svg, Func<Vector3D, (double X, double Y)> place)
    {
        var (stop, frame) = (_lens.Stop, _model.Frames[_lens.Stop]);
        var inner = _lens.Surfaces[stop].SemiDiameter ?? _model.FirstOrder.StopSemiDiameter;
        var outer = Math.Max(inner * 1.15, inner + (0.04 * _semiDiameters.Max()));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var sag = _lens.Surfaces[stop].Sag(inner);
            svg.Polyline([place(frame.PointOut(new(0, side * inner, sag))), place(frame.PointOut(new(0, side * outer, sag)))], "stop");
        }
    }
}
