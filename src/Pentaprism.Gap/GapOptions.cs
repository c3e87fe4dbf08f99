using System.Collections.Immutable;
using Pentaprism.Darkroom;
using Pentaprism.Gap.Plan;

namespace Pentaprism.Gap;

/// <summary>What is compared, in which light, and how it is developed.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record GapOptions
{
    private readonly ImmutableArray<double> _lux = [1, 20, 100, 1000];
    private readonly int _frames = 9;
    private readonly int _repeats = 2;

    /// <summary>Gets the illuminances of the scene, lux, rising. The default is 1, 20, 100 and 1000.</summary>
    /// <exception cref="ArgumentException">There is none, or one is outside 0.01 to 100,000.</exception>
    public ImmutableArray<double> Lux
    {
        get => _lux;
        init => _lux = value.Length > 0 && value.All(lux => lux is >= 0.01 and <= 100_000)
            ? [.. value.Distinct().Order()]
            : throw new ArgumentException("light is given in lux from 0.01 to 100000, such as 1,20,100", nameof(value));
    }

    /// <summary>Gets on what terms cameras are compared. The default is equal exposure, equivalent aperture and tripod.</summary>
    public ImmutableArray<Terms> Terms { get; init; } = [Plan.Terms.EqualExposure, Plan.Terms.EquivalentAperture, Plan.Terms.Tripod];

    /// <summary>Gets the frames of the burst that each camera takes beside its single frame, 1 (none) to 64. The default is 9. The reference takes single frames.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 64.</exception>
    public int Frames
    {
        get => _frames;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64);
            _frames = value;
        }
    }

    /// <summary>Gets how often edges are captured anew, each time with another tremor of the hand and other noise, 1 to 20. The default is 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 20.</exception>
    public int Repeats
    {
        get => _repeats;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 20);
            _repeats = value;
        }
    }

    /// <summary>Gets the side of a square part of the sensor on which an edge is photographed, pixels. The default is 384.</summary>
    public int EdgeSide { get; init; } = 384;

    /// <summary>Gets the height of the larger charts on the camera with the fewest rows, pixels; others get as much more as they have more rows. The default is 576.</summary>
    public int ChartHeight { get; init; } = 576;

    /// <summary>Gets the name of the light. The default is D65.</summary>
    public string Light { get; init; } = "D65";

    /// <summary>Gets the scene of the pictures that are shown side by side; null for none. The default is the street at night.</summary>
    public string? Picture { get; init; } = "night-street";

    /// <summary>Gets the hand's tremor, as a share of that of an ordinary hand, where there is no tripod. The default is 1.</summary>
    public double Tremor { get; init; } = 1;

    /// <summary>Gets the seed of everything that chance decides. The default is 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets how the cameras' captures are developed.</summary>
    public Recipe Recipe { get; init; } = new();

    /// <summary>Gets how those of the reference are developed.</summary>
    public Recipe ReferenceRecipe { get; init; } = new();
}
