namespace Pentaprism.Darkroom.Denoise;

/// <summary>The window of the overlapping 16 × 16 blocks, separable.</summary>
/// <remarks>
/// Before the transform A(n) = a − (1 − a)·cos(2π(n + ½)/16): of all smooth windows the one kind whose spectrum has three lines
/// only, so that the mean of a block can be taken out of its spectrum exactly. After it S(n) = sin(π(n + ½)/16).
/// </remarks>
internal static class BlockWindow
{
    /// <summary>Distance of neighbouring blocks in samples, both ways.</summary>
    public const int Step = 8;

    private const double Pedestal = 0.62;

    /// <summary>Gets the window before the transform.</summary>
    public static float[] Analysis { get; } = Make(n => Pedestal - ((1 - Pedestal) * Math.Cos(Angle(n))));

    /// <summary>Gets the window after the transform.</summary>
    public static float[] Synthesis { get; } = Make(n => Math.Sin(Angle(n) / 2));

    /// <summary>Gets the product of both.</summary>
    public static float[] Both { get; } = Make(n => Analysis[n] * Synthesis[n]);

    /// <summary>Gets the sum of the products of all blocks over a sample, by its distance from the start of a block.</summary>
    public static float[] Coverage { get; } = Make(n => Both[n & 7] + Both[(n & 7) + 8]);

    /// <summary>Gets the sum of the squares of the window before the transform, in two dimensions: the noise of a bin for noise of 1.</summary>
    public static float Energy { get; } = (float)Math.Pow(Analysis.Sum(a => (double)a * a), 2);

    /// <summary>Gets the real part of the first line of the spectrum over its zeroth.</summary>
    public static float LineRe { get; } = (float)(-(1 - Pedestal) / (2 * Pedestal) * Math.Cos(Math.PI / 16));

    /// <summary>Gets the imaginary part of the first line of the spectrum over its zeroth.</summary>
    public static float LineIm { get; } = (float)(-(1 - Pedestal) / (2 * Pedestal) * Math.Sin(Math.PI / 16));

    private static double Angle(int n) => 2 * Math.PI * (n + 0.5) / Fourier16.Size;

    private static float[] Make(Func<int, double> value) => [.. Enumerable.Range(0, Fourier16.Size).Select(n => (float)value(n))];
}
