using System.Numerics;
using Pentaprism.Optics.Optimisation.Adjoints;
using Pentaprism.Optics.Optimisation.Merit;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>The chief ray and the rim rays of every field: clear semi-diameters, image heights, chief ray angles and their derivatives.</summary>
internal sealed class RimRays
{
    private static readonly PupilNode[] _nodes = [new(0, 0), new(0, 1), new(0, -1), new(1, 0)];
    private static readonly int _blocks = (_nodes.Length + Vector<double>.Count - 1) / Vector<double>.Count;
    private readonly MeritParts _parts;
    private readonly FieldRays[] _fields;
    private readonly RayTape[][] _tapes;
    private readonly (int Field, int Block, int Lane)[] _highest;
    private readonly double[] _laneRows;

    /// <summary>Sets up rays.</summary>
    /// <param name="parts">The lens at work.</param>
    /// <param name="points">The fields.</param>
    public RimRays(MeritParts parts, IEnumerable<ObjectPoint> points)
    {
        _parts = parts;
        _fields = [.. points.Select(point => new FieldRays(point, 1, _nodes, false))];
        _tapes = [.. _fields.Select(field => Enumerable.Range(0, _blocks).Select(_ => new RayTape(parts.Lens.Count + 1)).ToArray())];
        _highest = new (int, int, int)[parts.Lens.Count + 1];
        _laneRows = new double[parts.Map.Count * Vector<double>.Count];
        Heights = new double[parts.Lens.Count + 1];
    }

    /// <summary>Gets the number of fields.</summary>
    public int Fields => _fields.Length;

    /// <summary>Gets the largest height of any of the rays at each surface and the image, mm; what the start had where no ray arrives.</summary>
    public double[] Heights { get; }

    /// <summary>Gets where the light of a field comes from.</summary>
    public ObjectPoint Point(int field) => _fields[field].Point;

    /// <summary>Traces the rays through the present lens.</summary>
    public void Update()
    {
        _parts.Heights.CopyTo(Heights, 0);
        Array.Fill(_highest, (-1, 0, 0));
        for (var f = 0; f < _fields.Length; f++)
        {
            for (var block = 0; block < _blocks; block++)
            {
                _parts.Trace(_fields[f], _parts.Lens.Primary, block, _tapes[f][block]);
                for (var lane = 0; lane < Math.Min(Vector<double>.Count, _nodes.Length - (block * Vector<double>.Count)); lane++)
                {
                    Raise(f, block, lane);
                }
            }
        }
    }

    /// <summary>Gives where the chief ray of a field lands and its direction there; null where it fails.</summary>
    public (double Y, double M, double N)? Chief(int field)
    {
        var tape = _tapes[field][0];
        return tape.FailedAt[0] >= 0 ? null : (tape.Image.Y[0], tape.Image.M[0], tape.Image.N[0]);
    }

    /// <summary>Differentiates a quantity of a chief ray by the variables.</summary>
    /// <param name="field">The field.</param>
    /// <param name="byY">Derivative by its height at the image.</param>
    /// <param name="byN">Derivative by its direction cosine N there.</param>
    /// <param name="row">Added to.</param>
    public void AddChief(int field, double byY, double byN, Span<double> row)
    {
        var quantity = new RayLanes { Y = new Vector<double>(byY), N = new Vector<double>(byN) };
        _parts.Differentiate(_fields[field], _parts.Lens.Primary, 0, quantity, _laneRows, Vector<double>.Count, _tapes[field][0]);
        AddLane(0, 1, row);
    }

    /// <summary>Adds the derivatives of a semi-diameter, times a factor.</summary>
    public void AddHeight(int surface, double factor, Span<double> row)
    {
        var (field, block, lane) = _highest[surface];
        if (field < 0)
        {
            return;
        }

        var tape = _tapes[field][block];
        ref readonly var step = ref tape.Steps[surface];
        var inverse = Vector<double>.One / Vector.Max(Vector.SquareRoot((step.X * step.X) + (step.Y * step.Y)), new Vector<double>(1e-12));
        _parts.DifferentiateHit(_fields[field], surface, block, step.X * inverse, step.Y * inverse, tape, _laneRows);
        AddLane(lane, factor, row);
    }

    private void Raise(int field, int block, int lane)
    {
        var tape = _tapes[field][block];
        var last = tape.FailedAt[lane] < 0 ? _parts.Lens.Count : tape.FailedAt[lane] - 1;
        for (var s = 0; s <= last; s++)
        {
            var (x, y) = (tape.Steps[s].X[lane], tape.Steps[s].Y[lane]);
            var height = Math.Sqrt((x * x) + (y * y));
            if (_highest[s].Field < 0 || height > Heights[s])
            {
                (Heights[s], _highest[s]) = (height, (field, block, lane));
            }
        }
    }

    private void AddLane(int lane, double factor, Span<double> row)
    {
        for (var v = 0; v < row.Length; v++)
        {
            var value = factor * _laneRows[(v * Vector<double>.Count) + lane];
            row[v] += double.IsFinite(value) ? value : 0;
        }
    }
}
