using System.Numerics;
using Pentaprism.Optics.Optimisation.Adjoints;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>What the terms of a merit function share: the lens at work, its variables, its pupil, and one trace at a time.</summary>
internal sealed class MeritParts
{
    private readonly RayTape _tape;
    private readonly Vector<double>[] _raw;
    private readonly double[][] _dependence;

    /// <summary>Sets up the parts of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="heights">About the semi-diameter of each surface and of the image, mm.</param>
    public MeritParts(DesignProblem problem, double[] heights)
    {
        Lens = new WorkingLens(problem.Start);
        Heights = heights;
        Map = new VariableMap(problem, Lens, heights);
        Pupil = new PupilState(problem, Lens, Map);
        var sum = problem.Start.Wavelengths.Sum(wavelength => wavelength.Weight);
        Wavelengths = [.. problem.Start.Wavelengths.Select(wavelength => wavelength.Weight / sum)];
        Millimetres = [.. problem.Start.Wavelengths.Select(wavelength => wavelength.Nanometres * 1e-6)];
        Pupil.Update(false);
        Cap = Pupil.Radius;
        _tape = new RayTape(Lens.Count + 1);
        _raw = new Vector<double>[(Lens.Count + 1) * RawParameter.PerSurface];
        _dependence = [Pupil.PositionRow, Pupil.RadiusRow, Pupil.CurvatureRow, Pupil.ImageRow];
    }

    /// <summary>Gets the lens at work.</summary>
    public WorkingLens Lens { get; }

    /// <summary>Gets the variables.</summary>
    public VariableMap Map { get; }

    /// <summary>Gets the pupil and the solves.</summary>
    public PupilState Pupil { get; }

    /// <summary>Gets weights of the wavelengths; they sum to 1.</summary>
    public double[] Wavelengths { get; }

    /// <summary>Gets the wavelengths, mm.</summary>
    public double[] Millimetres { get; }

    /// <summary>Gets about the semi-diameter of each surface, mm.</summary>
    public double[] Heights { get; }

    /// <summary>Gets the error that a ray cannot exceed while it comes through, mm: the radius of the pupil of the start.</summary>
    public double Cap { get; }

    /// <summary>Moves the lens to a point.</summary>
    public void Move(ReadOnlySpan<double> point, bool derivatives)
    {
        Map.Apply(point, Lens);
        Pupil.Update(derivatives);
    }

    /// <summary>Traces a block of rays.</summary>
    /// <returns>The trace; good until the next.</returns>
    public RayTape Trace(FieldRays field, int wavelength, int block)
    {
        Trace(field, wavelength, block, _tape);
        return _tape;
    }

    /// <summary>Traces a block of rays onto a tape of the caller.</summary>
    public void Trace(FieldRays field, int wavelength, int block, RayTape tape) =>
        AdjointTracer.Trace(Lens, wavelength, Pupil.Start(field, block), Heights, tape);

    /// <summary>Differentiates a quantity at the image of the block last traced by all variables.</summary>
    /// <param name="field">The field that was traced.</param>
    /// <param name="wavelength">The wavelength that was traced.</param>
    /// <param name="block">The block that was traced.</param>
    /// <param name="quantity">Derivatives of the quantity by the state at the image.</param>
    /// <param name="jacobian">Written from its start, a vector for each variable.</param>
    /// <param name="stride">Elements from one variable to the next.</param>
    public void Differentiate(FieldRays field, int wavelength, int block, RayLanes quantity, Span<double> jacobian, int stride) =>
        Differentiate(field, wavelength, block, quantity, jacobian, stride, _tape);

    /// <summary>The same for a block on a tape of the caller.</summary>
    public void Differentiate(
        FieldRays field, int wavelength, int block, RayLanes quantity, Span<double> jacobian, int stride, RayTape tape)
    {
        var adjoint = AdjointSweep.FromImage(Lens, wavelength, tape, quantity, Map.Active, _raw);
        Chain(field, wavelength, block, adjoint, jacobian, stride);
    }

    /// <summary>Differentiates a quantity that depends on where rays of the primary wavelength meet a surface.</summary>
    /// <param name="field">The field.</param>
    /// <param name="surface">The surface.</param>
    /// <param name="block">The block.</param>
    /// <param name="x">Derivative by x of the hit.</param>
    /// <param name="y">Derivative by y of the hit.</param>
    /// <param name="tape">The trace.</param>
    /// <param name="rows">Written, a vector for each variable.</param>
    public void DifferentiateHit(
        FieldRays field, int surface, int block, Vector<double> x, Vector<double> y, RayTape tape, Span<double> rows)
    {
        var adjoint = AdjointSweep.FromSurface(Lens, Lens.Primary, surface, tape, x, y, Map.Active, _raw);
        Chain(field, Lens.Primary, block, adjoint, rows, Vector<double>.Count);
    }

    /// <summary>Differentiates the violations of the block last traced.</summary>
    public void DifferentiateFailure(FieldRays field, int wavelength, int block, Span<double> rows)
    {
        var adjoint = FailureSweep.Run(Lens, wavelength, _tape, Heights, Map.Active, _raw);
        Chain(field, wavelength, block, adjoint, rows, Vector<double>.Count);
    }

    private void Chain(FieldRays field, int wavelength, int block, in RayLanes adjoint, Span<double> jacobian, int stride)
    {
        var (x, y, z) = Pupil.AtPupil(field, Pupil.Start(field, block), adjoint);
        var pupilX = new Vector<double>(field.PupilX, block * Vector<double>.Count);
        var pupilY = new Vector<double>(field.PupilY, block * Vector<double>.Count);
        ReadOnlySpan<Vector<double>> extra =
        [
            z,
            (x * pupilX) + (y * pupilY),
            Pupil.CurvatureParameter < 0 ? Vector<double>.Zero : _raw[Pupil.CurvatureParameter],
            Pupil.ImageParameter < 0 ? Vector<double>.Zero : _raw[Pupil.ImageParameter],
        ];
        Map.Chain(wavelength, _raw, extra, _dependence, jacobian, stride);
    }
}
