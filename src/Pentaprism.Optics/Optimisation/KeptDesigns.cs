namespace Pentaprism.Optics.Optimisation;

/// <summary>The best different lenses of a search, the best first.</summary>
/// <param name="problem">The problem.</param>
/// <param name="room">How many are kept.</param>
internal sealed class KeptDesigns(DesignProblem problem, int room)
{
    /// <summary>Violations, in natural steps, that do not count when lenses are compared: more iterations take them away.</summary>
    private const double Slack = 0.2;

    /// <summary>Lenses nearer to each other than this, in parts of their curvatures, are kin.</summary>
    private const double Kinship = 0.05;

    private readonly List<DesignResult> _designs = [];

    /// <summary>Gets the best.</summary>
    public DesignResult? Best => _designs.Count == 0 ? null : _designs[0];

    /// <summary>First rays that come through, then limits, then the image.</summary>
    public static int Compare(DesignResult a, DesignResult b)
    {
        var (first, second) = (a.Score, b.Score);
        var byRays = first.FailedRays.CompareTo(second.FailedRays);
        var byLimits = Math.Max(Slack, first.WorstViolation).CompareTo(Math.Max(Slack, second.WorstViolation));
        return byRays != 0 ? byRays : byLimits != 0 ? byLimits : first.ImageMerit.CompareTo(second.ImageMerit);
    }

    /// <summary>Picks one, the better ones more often.</summary>
    public DesignResult Pick(Random random) => _designs[(int)(_designs.Count * random.NextDouble() * random.NextDouble())];

    /// <summary>Takes a lens in if it is good enough: in the place of its kin if it is better, else if it is among the best.</summary>
    /// <returns>Whether it is the best now.</returns>
    public bool Offer(DesignResult design)
    {
        var kin = _designs.FindIndex(other => Distance(other, design) < Kinship);
        if (kin >= 0)
        {
            if (Compare(design, _designs[kin]) >= 0)
            {
                return false;
            }

            _designs.RemoveAt(kin);
        }

        _designs.Add(design);
        _designs.Sort(Compare);
        if (_designs.Count > room)
        {
            _designs.RemoveAt(room);
        }

        return ReferenceEquals(_designs[0], design);
    }

    private double Distance(DesignResult a, DesignResult b)
    {
        double difference = 0, size = 0;
        foreach (var variable in problem.Variables.Where(v => v.Kind == VariableKind.Curvature))
        {
            var (x, y) = (a.Lens.Surfaces[variable.Surface].VertexCurvature, b.Lens.Surfaces[variable.Surface].VertexCurvature);
            difference += (x - y) * (x - y);
            size += (x * x) + (y * y);
        }

        return size == 0 ? double.PositiveInfinity : Math.Sqrt(difference / size);
    }
}
