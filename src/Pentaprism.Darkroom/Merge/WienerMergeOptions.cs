namespace Pentaprism.Darkroom.Merge;

/// <summary>How far a merge trusts the mean of the burst against the reference itself.</summary>
internal sealed record WienerMergeOptions
{
    /// <summary>
    /// Gets how many times the power that noise explains a difference between reference and mean must have before it is taken for detail
    /// or motion, 0 to 100; default 2. The higher, the calmer and the softer; 0 returns the reference.
    /// </summary>
    public double Threshold
    {
        get;
        init => field = OptionRange.Within(value, 0, 100);
    } = 2;
}
