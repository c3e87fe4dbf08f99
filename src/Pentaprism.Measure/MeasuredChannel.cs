using Pentaprism.Imaging;

namespace Pentaprism.Measure;

/// <summary>One colour of a picture to be measured, in linear light: a whole plane, or the photosites of one colour in a mosaic.</summary>
/// <remarks>
/// Coordinates are those of the plane also where only some of its samples belong to the channel, so that frequencies in cycles per pixel mean
/// the sensor's own pixels and nothing is interpolated.
/// </remarks>
public sealed record MeasuredChannel
{
    /// <summary>Makes a channel of all samples of a plane.</summary>
    /// <param name="name">Its name in reports: "Y", "R", "G", "B" …</param>
    /// <param name="samples">Linear light, normally 0 to 1; not owned.</param>
    public MeasuredChannel(string name, Plane<float> samples)
        : this(name, samples, CfaPattern.Monochrome, CfaPattern.Green)
    {
    }

    /// <summary>Makes a channel of the photosites of one colour.</summary>
    /// <param name="name">Its name in reports.</param>
    /// <param name="mosaic">The mosaic: black 0, white 1; not owned.</param>
    /// <param name="cfa">Its colours.</param>
    /// <param name="colour">The colour of this channel.</param>
    public MeasuredChannel(string name, Plane<float> mosaic, CfaPattern cfa, byte colour)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(cfa);
        (Name, Samples, Cfa, Colour) = (name, mosaic, cfa, colour);
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the samples, those of other colours among them.</summary>
    public Plane<float> Samples { get; }

    /// <summary>Gets the colours of the samples; one by one for a plane that belongs to the channel as a whole.</summary>
    public CfaPattern Cfa { get; }

    /// <summary>Gets the colour of the samples that belong to the channel.</summary>
    public byte Colour { get; }

    /// <summary>Gets the value above which samples count as clipped. The default is 1.</summary>
    public double ClipLevel { get; init; } = 1;

    /// <summary>Gets a value indicating whether only some samples of the plane belong to the channel.</summary>
    public bool IsMosaic => !Cfa.IsMonochrome;

    /// <summary>Gets whether a sample belongs to the channel.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    public bool Has(int x, int y) => Cfa[x, y] == Colour;

    /// <summary>Copies the part of a plane that is one regular grid: the samples that stand where the first one of the channel stands in each repeat of the pattern.</summary>
    /// <param name="area">The part.</param>
    /// <returns>The samples, and where in the plane the first one stands and how far apart they are.</returns>
    /// <exception cref="ArgumentException">The area holds no sample of the channel.</exception>
    public SampleGrid Grid(PixelRectangle area)
    {
        for (var y = area.Top; y < Math.Min(area.Bottom, area.Top + Cfa.Rows); y++)
        {
            for (var x = area.Left; x < Math.Min(area.Right, area.Left + Cfa.Columns); x++)
            {
                if (Has(x, y))
                {
                    return SampleGrid.Copy(Samples, area, x, y, Cfa.Columns, Cfa.Rows);
                }
            }
        }

        throw new ArgumentException($"The area of {area.Width} × {area.Height} pixels holds no sample of {Name}.", nameof(area));
    }
}
