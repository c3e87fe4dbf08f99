using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>What a list of DNG opcodes works on: the one plane of a mosaic or the three of a colour picture, and their gains.</summary>
/// <remarks>Coordinates start at the first sample of the planes as they are now, that is after a TrimBounds that went before.</remarks>
internal sealed class OpcodeCanvas
{
    /// <summary>Gets or sets the planes: one, or three of equal size.</summary>
    public required Plane<float>[] Planes { get; set; }

    /// <summary>Gets or sets the colours of a mosaic; null when every pixel has all its colours.</summary>
    public required CfaPattern? Cfa { get; set; }

    /// <summary>Gets or sets the product of the gains so far, of a mosaic or of green; null means 1 everywhere.</summary>
    public Plane<float>? Gain { get; set; }

    /// <summary>Gets a value indicating whether samples are sensor codes (list 1) and not normalised values (lists 2 and 3).</summary>
    public required bool HoldsCodes { get; init; }

    /// <summary>Gets the name of the list, for messages.</summary>
    public required string ListName { get; init; }

    /// <summary>Gets or sets the columns that TrimBounds has cut on the left.</summary>
    public int TrimmedLeft { get; set; }

    /// <summary>Gets or sets the rows that TrimBounds has cut at the top.</summary>
    public int TrimmedTop { get; set; }

    /// <summary>Gets the samples in a row.</summary>
    public int Width => Planes[0].Width;

    /// <summary>Gets the number of rows.</summary>
    public int Height => Planes[0].Height;

    /// <summary>Gets the number of the plane whose gains stand for all.</summary>
    public int GainPlane => Planes.Length == 1 ? 0 : CfaPattern.Green;

    /// <summary>Makes the gain plane where there is none yet.</summary>
    /// <param name="context">Lends it.</param>
    /// <returns>The gains, 1 everywhere when they are new.</returns>
    public Plane<float> RequireGain(ProcessingContext context)
    {
        if (Gain is null)
        {
            Gain = context.Pool.Rent<float>(Width, Height);
            Gain.Samples.Fill(1);
        }

        return Gain;
    }
}
