using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>A sample near a place.</summary>
/// <param name="X">Columns from the place.</param>
/// <param name="Y">Rows from the place.</param>
/// <param name="Colour">0 red, 1 green, 2 blue.</param>
/// <param name="Value">The sample, balanced so that grey is equal in all colours.</param>
internal readonly record struct LightSample(int X, int Y, int Colour, double Value);

/// <summary>Samples of a mosaic or a picture, as lights are looked for in them.</summary>
internal interface ILightSamples
{
    /// <summary>Gets the factors that balance the samples.</summary>
    public Vector3d Balance { get; }

    /// <summary>Gives the mean of the balanced colours at each sample, each counted by how sure it is.</summary>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The brightness, up to a factor; the caller's.</returns>
    public Plane<float> Brightness(ProcessingContext context);

    /// <summary>Gives the samples around a place.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="reach">How far around.</param>
    /// <param name="samples">Receives them.</param>
    /// <returns>How many; 0 where one of them is clipped.</returns>
    public int Around(int x, int y, int reach, Span<LightSample> samples);

    /// <summary>Gives the variance that noise makes.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="colour">The colour.</param>
    /// <param name="level">The mean of balanced samples of this colour.</param>
    /// <returns>The variance of a balanced sample.</returns>
    public double Variance(int x, int y, int colour, double level);

    /// <summary>Adds a light to the samples.</summary>
    /// <param name="light">The light.</param>
    /// <param name="factor">Factor of its height; −1 takes it out.</param>
    public void Add(PointLight light, double factor);
}
