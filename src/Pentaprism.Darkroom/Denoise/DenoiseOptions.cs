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

    /// <summary>
    /// Gets how much further detail must stand out of the noise where light is weaker than the noise, 0 to 4; 1 doubles what is asked there
    /// of blocks with little detail. The default is 0. It stops ripples in deep shadows; merged pictures alone ask for it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 4.</exception>
    public double ShadowCalm
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>
    /// Gets the size in pixels of the largest blotches of colour and brightness that are taken for noise, 8 to 256; the next power of 2
    /// from 8 counts. The default is 32.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 8 to 256.</exception>
    public int LargestBlotch
    {
        get;
        init => field = (int)OptionRange.Within(value, 8, 256);
    } = 32;

    /// <summary>
    /// Gets how many standard deviations lights of a few pixels must stand out to go around the denoiser, 0 to 100: stars and lamps keep
    /// their shape and brightness. The default is 0, which looks for none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 100.</exception>
    public double SmallLights
    {
        get;
        init => field = OptionRange.Within(value, 0, 100);
    }

    private static double Checked(double value) =>
        value is >= 0 and <= 4 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A denoise strength lies between 0 and 4.");
}
