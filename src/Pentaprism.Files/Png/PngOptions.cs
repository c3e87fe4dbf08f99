namespace Pentaprism.Files.Png;

/// <summary>Options of the PNG writer.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record PngOptions
{
    private readonly PngEffort _effort = PngEffort.Fast;

    /// <summary>Gets how hard the writer tries to make the file small. The default is <see cref="PngEffort.Fast"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public PngEffort Effort
    {
        get => _effort;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(Enum.IsDefined(value), true, nameof(value));
            _effort = value;
        }
    }
}

/// <summary>How hard the PNG writer tries to make the file small.</summary>
public enum PngEffort
{
    /// <summary>Quick.</summary>
    Fast = 0,

    /// <summary>Smaller and slower.</summary>
    Small = 1,
}
