using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.WhiteBalance;

/// <summary>Where the white balance comes from.</summary>
public enum WhiteBalanceMode
{
    /// <summary>What the camera recorded; estimated from the picture where it recorded nothing.</summary>
    AsShot,

    /// <summary>Estimated from the picture.</summary>
    Automatic,

    /// <summary>A temperature and tint.</summary>
    Temperature,

    /// <summary>The camera colour of a surface that is to be grey.</summary>
    Neutral,
}

/// <summary>Options of white balance.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record WhiteBalanceOptions
{
    private readonly double _kelvin = 5500;
    private readonly double _tint;
    private readonly Vector3d _neutral = Vector3d.One;

    /// <summary>Gets where the white balance comes from. The default is <see cref="WhiteBalanceMode.AsShot"/>.</summary>
    public WhiteBalanceMode Mode { get; init; } = WhiteBalanceMode.AsShot;

    /// <summary>
    /// Gets a value indicating whether <see cref="WhiteBalanceMode.AsShot"/> takes what the file records at its word, also a neutral of exactly
    /// 1 1 1 that the picture contradicts (see <see cref="WhiteBalanceSolver"/>). The default is false.
    /// </summary>
    public bool TrustsRecord { get; init; }

    /// <summary>Gets the temperature of the light for <see cref="WhiteBalanceMode.Temperature"/>, 2,000 to 50,000 K. The default is 5500.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Kelvin
    {
        get => _kelvin;
        init
        {
            Require(value is >= 2000 and <= 50000, "A temperature lies between 2000 and 50000 K.", nameof(Kelvin));
            _kelvin = value;
        }
    }

    /// <summary>Gets the tint of the light for <see cref="WhiteBalanceMode.Temperature"/>, −150 to 150; positive for greenish light. The default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Tint
    {
        get => _tint;
        init
        {
            Require(value is >= -150 and <= 150, "A tint lies between -150 and 150.", nameof(Tint));
            _tint = value;
        }
    }

    /// <summary>Gets the camera colour for <see cref="WhiteBalanceMode.Neutral"/>, each component above 0, on any scale. The default is ones.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A component is not above 0.</exception>
    public Vector3d Neutral
    {
        get => _neutral;
        init
        {
            Require(value.Min > 0 && double.IsFinite(value.Max), "A neutral has three numbers above 0.", nameof(Neutral));
            _neutral = value;
        }
    }

    private static void Require(bool holds, string message, string property)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(property, message);
        }
    }
}
