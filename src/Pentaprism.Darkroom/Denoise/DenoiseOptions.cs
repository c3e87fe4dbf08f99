namespace Pentaprism.Darkroom.Denoise;

/// <summary>How hard noise is fought.</summary>
/// <remarks>Immutable. Strengths scale the standard deviation that the noise model promises: 1 takes it at its word, 0 leaves the picture as it is, bit for bit.</remarks>
public sealed record DenoiseOptions
{
    /// <summary>Gets the options that suit any photograph.</summary>
    public static DenoiseOptions Default { get; } = new();

    /// <summary>Gets the options that change nothing.</summary>
    public static DenoiseOptions Off { get; } = new() { Luma = 0, Chroma = 0 };

    /// <summary>Gets the strength on the mosaic, where detail and fine noise part, 0 to 4. The default is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 4.</exception>
    public double Luma
    {
        get;
        init => field = Checked(value);
    } = 1;

    /// <summary>Gets the strength on the coarse colour blotches that remain after the demosaic, 0 to 4. The default is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 4.</exception>
    public double Chroma
    {
        get;
        init => field = Checked(value);
    } = 1;

    private static double Checked(double value) =>
        value is >= 0 and <= 4 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A denoise strength lies between 0 and 4.");
}
