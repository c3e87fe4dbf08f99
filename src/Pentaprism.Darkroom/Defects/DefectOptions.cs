namespace Pentaprism.Darkroom.Defects;

/// <summary>Options of <see cref="HotPixels"/>.</summary>
public sealed record DefectOptions
{
    private readonly double _threshold = 6;
    private readonly double _margin = 0.15;
    private readonly double _support = 0.3;
    private readonly double _contrast = 4;

    /// <summary>
    /// Gets by how many standard deviations of noise a photosite must stand out from all its neighbours of the same colour, 3 to 100.
    /// The default is 6.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 3 to 100.</exception>
    public double Threshold
    {
        get => _threshold;
        init => _threshold = OptionRange.Within(value, 3, 100);
    }

    /// <summary>Gets the share of the neighbours' level by which it must stand out besides, 0 to 10. The default is 0.15.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 10.</exception>
    public double Margin
    {
        get => _margin;
        init => _margin = OptionRange.Within(value, 0, 10);
    }

    /// <summary>
    /// Gets how much of it the ring of the eight photosites around may show, all together, 0 to 1: a star or a highlight lights its
    /// neighbours through the lens, a defect does not. The default is 0.3.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public double Support
    {
        get => _support;
        init => _support = OptionRange.Within(value, 0, 1);
    }

    /// <summary>
    /// Gets how many times it must stand out more than any photosite of that ring does among its own neighbours, 0 to 10: in fine
    /// texture everything stands out. The default is 4.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 10.</exception>
    public double Contrast
    {
        get => _contrast;
        init => _contrast = OptionRange.Within(value, 0, 10);
    }
}
