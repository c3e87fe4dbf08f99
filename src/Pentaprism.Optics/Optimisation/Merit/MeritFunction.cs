using Pentaprism.Optics.Optimisation.LeastSquares;
using Pentaprism.Optics.Optimisation.Limits;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>The residuals of a design problem: the image of every field, then the limits.</summary>
internal sealed class MeritFunction : ILeastSquares
{
    private readonly DesignProblem _problem;
    private readonly FieldResiduals[] _fields;

    /// <summary>Sets up a problem around its start.</summary>
    /// <exception cref="DesignException">The problem does not fit the lens.</exception>
    public MeritFunction(DesignProblem problem)
    {
        _problem = problem;
        ProblemRules.Check(problem);
        var model = SequentialModel.Of(problem.Start);
        Parts = new MeritParts(problem, StartHeights.Of(model));
        FieldRays[] fields = [.. Fields(problem, model)];
        _fields = [.. fields.Select(field => problem.Image.Measure == ImageMeasure.Spot
            ? (FieldResiduals)new SpotResiduals(Parts, field)
            : new WavefrontResiduals(Parts, field))];
        Limits = new LimitResiduals(problem, Parts, new RimRays(Parts, fields.Select(field => field.Point)));
        ImageRows = _fields.Sum(field => field.Rows);
    }

    /// <summary>Gets the lens at work and what goes with it.</summary>
    public MeritParts Parts { get; }

    /// <summary>Gets how many residuals tell the image quality; they come first.</summary>
    public int ImageRows { get; }

    /// <summary>Gets how many rays did not come through in the last evaluation.</summary>
    public int FailedRays => _fields.Sum(bundle => bundle.Failed);

    /// <summary>Gets or sets how many rays may fail; a point where more do is no point to go to. A descent that has brought a ray through keeps it.</summary>
    public int AllowedFailures { get; set; } = int.MaxValue;

    /// <summary>Gets the limits.</summary>
    public LimitResiduals Limits { get; }

    /// <inheritdoc/>
    public int Variables => Parts.Map.Count;

    /// <inheritdoc/>
    public int Residuals => ImageRows + Limits.Rows;

    /// <inheritdoc/>
    public int Hinges => Limits.Rows;

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<double> point, Span<double> residuals) => Fill(point, residuals, []);

    /// <inheritdoc/>
    public void Linearise(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian) => Fill(point, residuals, jacobian);

    /// <summary>Gives the lens at a point.</summary>
    public Lens LensAt(ReadOnlySpan<double> point)
    {
        Parts.Move(point, false);
        return Parts.Map.WithGlasses(Parts.Lens.ToLens(_problem.Start));
    }

    /// <summary>Gives the sum of squares of the image alone.</summary>
    public double ImageSum(ReadOnlySpan<double> point)
    {
        Span<double> residuals = new double[Residuals];
        Evaluate(point, residuals);
        var sum = 0.0;
        foreach (var r in residuals[..ImageRows])
        {
            sum += r * r;
        }

        return sum;
    }

    /// <summary>Judges a point.</summary>
    /// <param name="point">The variables.</param>
    /// <param name="tolerance">Violations of limits that count as none, in units.</param>
    public DesignScore Score(ReadOnlySpan<double> point, double tolerance) => new()
    {
        ImageMerit = ImageSum(point),
        FieldRms = [.. _fields.Select(field => field.Rms())],
        FailedRays = FailedRays,
        WorstViolation = Limits.Worst(),
        Broken = Limits.Broken(tolerance),
    };

    private static IEnumerable<FieldRays> Fields(DesignProblem problem, SequentialModel model)
    {
        var points = problem.Start.Fields.Points;
        var sum = points.Sum(point => point.Weight);
        foreach (var point in points)
        {
            // The lens is symmetric about its axis: every field may be turned into the plane of symmetry.
            var resolved = FieldResolver.Resolve(model, point, problem.Image.Aiming);
            var source = resolved with { X = 0, Y = resolved.X == 0 ? resolved.Y : Math.Sqrt((resolved.X * resolved.X) + (resolved.Y * resolved.Y)) };
            var axial = source.Y == 0;
            var nodes = axial ? PupilFold.AboutAxis(problem.Image.Nodes) : PupilFold.AboutPlane(problem.Image.Nodes);
            yield return new FieldRays(source, point.Weight / sum, nodes, axial);
        }
    }

    private void Fill(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        Parts.Move(point, !jacobian.IsEmpty);
        var row = 0;
        foreach (var field in _fields)
        {
            field.Fill(residuals.Slice(row, field.Rows), jacobian.IsEmpty ? [] : jacobian[row..], Residuals);
            row += field.Rows;
        }

        if (FailedRays > AllowedFailures)
        {
            residuals[0] = double.PositiveInfinity;
        }

        Limits.Fill(residuals[row..], jacobian.IsEmpty ? [] : jacobian[row..], Residuals);
    }
}
