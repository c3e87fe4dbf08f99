namespace Pentaprism.Darkroom.Tone;

/// <summary>What the tone stage chose.</summary>
public sealed record ToneReport
{
    /// <summary>Gets the whole exposure in EV: the file's, the automatic's and the options'.</summary>
    public double ExposureEv { get; init; }

    /// <summary>Gets the automatic's part in EV; 0 where it was off.</summary>
    public double AutomaticEv { get; init; }

    /// <summary>Gets the exposure relative to mid grey that became white; null where no natural curve was used.</summary>
    public double? WhiteEv { get; init; }

    /// <summary>Gets the contrast at mid grey; null where no natural curve was used.</summary>
    public double? Contrast { get; init; }
}
