using Pentaprism.Optics.Optimisation.Adjoints;
using Pentaprism.Optics.Optimisation.Merit;

namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>What bounded numbers are taken from: the lens at work, its pupil and its rim rays.</summary>
internal sealed class LimitContext
{
    private readonly MeritParts _parts;
    private readonly double[] _raw;
    private readonly double[][] _heightRows;
    private readonly bool[] _heightKnown;

    /// <summary>Sets up for a lens.</summary>
    public LimitContext(MeritParts parts, RimRays rim)
    {
        (_parts, Rim) = (parts, rim);
        _raw = new double[(parts.Lens.Count + 1) * RawParameter.PerSurface];
        _heightRows = [.. Enumerable.Range(0, parts.Lens.Count + 1).Select(_ => new double[parts.Map.Count])];
        _heightKnown = new bool[parts.Lens.Count + 1];
    }

    /// <summary>Gets the lens at work.</summary>
    public WorkingLens Lens => _parts.Lens;

    /// <summary>Gets the pupil and first order.</summary>
    public PupilState Pupil => _parts.Pupil;

    /// <summary>Gets the rim rays.</summary>
    public RimRays Rim { get; }

    /// <summary>Prepares for the present lens.</summary>
    public void Update()
    {
        Rim.Update();
        Array.Clear(_heightKnown);
    }

    /// <summary>Gives the distance between two vertices.</summary>
    public double Gap(int from, int to)
    {
        var sum = 0.0;
        for (var s = from; s < to; s++)
        {
            sum += Lens.Thickness[s];
        }

        return sum;
    }

    /// <summary>Gives the surface whose vertex lies farthest in front.</summary>
    public int MostForward()
    {
        var (front, position, least) = (0, 0.0, 0.0);
        for (var s = 1; s < Lens.Count; s++)
        {
            position += Lens.Thickness[s - 1];
            if (position < least)
            {
                (front, least) = (s, position);
            }
        }

        return front;
    }

    /// <summary>Begins a row of derivatives from parameters; none yet.</summary>
    /// <returns>Derivatives by parameters, to be filled.</returns>
    public double[] Begin()
    {
        Array.Clear(_raw);
        return _raw;
    }

    /// <summary>Adds the derivatives of a gap.</summary>
    public void AddGap(int from, int to, double factor)
    {
        for (var s = from; s < to; s++)
        {
            _raw[RawParameter.Of(s, RawParameter.Thickness)] += factor;
        }
    }

    /// <summary>Adds the derivatives of sag and slope of a surface at a radius by its shape.</summary>
    public void AddShape(int surface, double r, double bySag, double bySlope)
    {
        var (c, k) = (Lens.Curvature[surface], 1 + Lens.Conic[surface]);
        var q = Math.Sqrt(Math.Max(1 - (k * c * c * r * r), SagKernel.Domain));
        var (r2, first) = (r * r, RawParameter.Of(surface, 0));
        _raw[first + RawParameter.Curvature] += (bySag * r2 / (q * (1 + q))) + (bySlope * r / (q * q * q));
        _raw[first + RawParameter.Conic] += c * c * c * r2 / (2 * q) * ((bySag * r2 / ((1 + q) * (1 + q))) + (bySlope * r / (q * q)));
        var power = r;
        for (var m = 2; m < WorkingLens.Powers; m++)
        {
            _raw[first + RawParameter.Coefficient(m)] += power * ((bySag * r) + (bySlope * m));
            power *= r;
        }
    }

    /// <summary>Turns the derivatives by parameters into those by variables.</summary>
    public void End(Span<double> row) => Pupil.Chain(_raw, row);

    /// <summary>Adds the derivatives of a semi-diameter.</summary>
    public void AddHeight(int surface, double factor, Span<double> row)
    {
        if (factor == 0)
        {
            return;
        }

        var known = _heightRows[surface];
        if (!_heightKnown[surface])
        {
            Array.Clear(known);
            Rim.AddHeight(surface, 1, known);
            _heightKnown[surface] = true;
        }

        for (var v = 0; v < row.Length; v++)
        {
            row[v] += factor * known[v];
        }
    }

    /// <summary>Gives the one of two surfaces that is used farther out.</summary>
    public int Wider(int a, int b) => Rim.Heights[a] >= Rim.Heights[b] ? a : b;

    /// <summary>Gives the curvature of the profile, d²z/dr², from differences of the slope.</summary>
    public double Bend(int surface, double r)
    {
        var h = 1e-5 * Math.Max(r, 1e-3);
        return (Lens.Profile(surface, r + h).Slope - Lens.Profile(surface, r - h).Slope) / (2 * h);
    }
}
