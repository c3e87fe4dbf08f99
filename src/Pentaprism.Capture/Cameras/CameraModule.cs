using System.Collections.Immutable;

namespace Pentaprism.Capture.Cameras;

/// <summary>What a described camera is.</summary>
public enum CameraStatus
{
    /// <summary>Was sold.</summary>
    Released,

    /// <summary>Was shown, not sold.</summary>
    Concept,

    /// <summary>Was written about before or instead of being made.</summary>
    Rumour,

    /// <summary>Typical of its kind.</summary>
    Generic,

    /// <summary>A camera with a large sensor, to compare with.</summary>
    Reference,
}

/// <summary>A module of one or more cameras that look the same way: what a <c>*.camera.json</c> file holds.</summary>
public sealed record CameraModule
{
    /// <summary>Gets the key of the module, such as "xiaomi-12s-ultra".</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name of the hardware that is described.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what the module is.</summary>
    public CameraStatus Status { get; init; }

    /// <summary>Gets remarks for people.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Gets the sources of the numbers: a short name, and a page or a sentence.</summary>
    public ImmutableSortedDictionary<string, string> Sources { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Gets the cameras, at least one.</summary>
    public required ImmutableArray<Camera> Cameras { get; init; }
}

/// <summary>One sensor behind one lens.</summary>
public sealed record Camera
{
    /// <summary>Gets the key of the camera within its module, such as "main".</summary>
    public required string Id { get; init; }

    /// <summary>Gets its name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets remarks for people.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Gets the lens.</summary>
    public required CameraLens Lens { get; init; }

    /// <summary>Gets the sensor.</summary>
    public required CameraSensor Sensor { get; init; }

    /// <summary>Gets where the camera sits in the module.</summary>
    public required CameraPose Pose { get; init; }

    /// <summary>Gets what holds the picture still.</summary>
    public required CameraStabilisation Stabilisation { get; init; }

    /// <summary>Gets how the maker's program exposes.</summary>
    public required CameraTuning Tuning { get; init; }
}

/// <summary>Where a camera sits in its module: its entrance pupil and the direction it looks.</summary>
/// <param name="X">To the right as the camera sees, mm.</param>
/// <param name="Y">Downwards, mm.</param>
/// <param name="Z">Towards the scene, mm.</param>
/// <param name="Yaw">Turn to the right, degrees.</param>
/// <param name="Pitch">Turn upwards, degrees.</param>
/// <param name="Roll">Turn about the axis, clockwise as the camera sees, degrees.</param>
public sealed record CameraPose(Figure X, Figure Y, Figure Z, Figure Yaw, Figure Pitch, Figure Roll);

/// <summary>What holds the picture still while it is exposed.</summary>
/// <param name="Kind">What moves.</param>
/// <param name="Stops">By how many stops a longer exposure is as sharp as without, 0 to 8.</param>
public sealed record CameraStabilisation(StabilisationKind Kind, Figure Stops);

/// <summary>What moves to hold the picture still.</summary>
public enum StabilisationKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A lens group.</summary>
    Optical,

    /// <summary>The sensor.</summary>
    Sensor,
}

/// <summary>How the maker's program exposes.</summary>
/// <param name="LongestExposure">Longest exposure of one frame of an automatic capture from the hand, seconds.</param>
/// <param name="LargestGain">Largest gain before the converter, relative to base ISO.</param>
public sealed record CameraTuning(Figure LongestExposure, Figure LargestGain);
