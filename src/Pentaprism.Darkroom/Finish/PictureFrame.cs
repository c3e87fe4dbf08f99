using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Finish;

/// <summary>Which part of the developed pixels is the picture, and which way is up.</summary>
public sealed record PictureFrame
{
    private readonly int _orientation = 1;

    /// <summary>Gets the rectangle to show; null shows all.</summary>
    public PixelRectangle? Crop { get; init; }

    /// <summary>Gets the EXIF orientation, 1 to 8. The default is 1, upright.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 8.</exception>
    public int Orientation
    {
        get => _orientation;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(value is >= 1 and <= 8, true, nameof(value));
            _orientation = value;
        }
    }

    /// <summary>Gets DefaultScale, the factors that make pixels square, along rows and columns. The default is 1, 1.</summary>
    public (double Horizontal, double Vertical) PixelAspect { get; init; } = (1, 1);
}
