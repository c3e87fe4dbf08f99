namespace Pentaprism.Darkroom.Merge;

/// <summary>How evenly the frames of a burst sample the scene between the samples of the reference.</summary>
/// <param name="Columns">Effective phases within two columns: 1 / largest gap on the circle of that period.</param>
/// <param name="Rows">The same down the rows.</param>
/// <remarks>Evenly spread frames count fully, frames that fall together once. A Bayer colour repeats every two samples, hence the period.</remarks>
internal readonly record struct PhaseCoverage(double Columns, double Rows)
{
    /// <summary>Phases on each axis from which a picture of twice the size shows more than an enlarged one.</summary>
    public const double EnoughForDouble = 5;

    private const double Period = 2;

    /// <summary>Gets a value indicating whether a picture of twice the size is worth its name.</summary>
    public bool SupportsDouble => Math.Min(Columns, Rows) >= EnoughForDouble;

    /// <summary>Measures the coverage in the middle of the picture.</summary>
    /// <param name="frames">The frames, the reference among them.</param>
    /// <param name="width">Columns of a frame.</param>
    /// <param name="height">Rows of a frame.</param>
    /// <returns>The coverage; 1 on both axes for a single frame.</returns>
    public static PhaseCoverage Of(IReadOnlyList<MergeFrame> frames, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var places = frames.Select(frame => frame.Motion.Map((width - 1) / 2.0, (height - 1) / 2.0)).ToList();
        return new PhaseCoverage(Effective(places.Select(place => place.X)), Effective(places.Select(place => place.Y)));
    }

    private static double Effective(IEnumerable<double> places)
    {
        var phases = places.Select(place => (place / Period) - Math.Floor(place / Period)).Order().ToList();
        if (phases.Count == 0)
        {
            return 0;
        }

        var gap = phases[0] + 1 - phases[^1];
        for (var i = 1; i < phases.Count; i++)
        {
            gap = Math.Max(gap, phases[i] - phases[i - 1]);
        }

        return 1 / gap;
    }
}
