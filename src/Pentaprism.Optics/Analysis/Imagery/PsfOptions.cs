namespace Pentaprism.Optics.Analysis;

/// <summary>How a point spread function is computed.</summary>
public enum PsfMethod
{
    /// <summary>A Fourier transform of the pupil function on a grid of directions: fast.</summary>
    Fourier,

    /// <summary>The sum of plane waves at each sample (Huygens): slow, and without any grid of directions.</summary>
    PlaneWaves,
}

/// <summary>Options of a point spread function.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record PsfOptions
{
    private readonly int _side = 128;
    private readonly double _spacing;

    /// <summary>Gets how many samples a side has, 2 to 2048. The default is 128.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 2 to 2048.</exception>
    public int Side
    {
        get => _side;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 2);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 2048);
            _side = value;
        }
    }

    /// <summary>Gets the distance of samples, mm; 0, the default, is a quarter of the wavelength over the width of the bundle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public double Spacing
    {
        get => _spacing;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _spacing = value;
        }
    }

    /// <summary>Gets how far the image plane is moved along the axis, mm. The default is 0.</summary>
    public double Focus { get; init; }

    /// <summary>Gets the method. The default is <see cref="PsfMethod.Fourier"/>.</summary>
    public PsfMethod Method { get; init; }
}
