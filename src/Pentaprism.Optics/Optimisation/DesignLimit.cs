using System.Collections.Immutable;

namespace Pentaprism.Optics.Optimisation;

/// <summary>A quantity that a design must keep within bounds.</summary>
public enum LimitedQuantity
{
    /// <summary>Focal length at the primary wavelength, mm.</summary>
    FocalLength,

    /// <summary>Focal length over the diameter of the entrance pupil, at the primary wavelength.</summary>
    FNumber,

    /// <summary>From the most forward vertex, or the stop, to the image plane, mm (TTL).</summary>
    TotalTrack,

    /// <summary>Total track over the diameter of the image circle of the largest field, TTL/(2 ImgH).</summary>
    Compactness,

    /// <summary>From the last surface that has power to the image plane, with plates between taken at their thickness, mm.</summary>
    BackFocus,

    /// <summary>Height of the real chief ray against EFL tan(field), percent; at every field.</summary>
    Distortion,

    /// <summary>Angle of the chief ray to the axis at the image, degrees, without sign; at every field.</summary>
    ChiefRayAngle,

    /// <summary>Height of the chief ray of the largest field, mm.</summary>
    ImageHeight,

    /// <summary>Thickness of an element at its axis, mm.</summary>
    GlassCentre,

    /// <summary>Thickness of an element at the edge of its clear aperture and in five zones within, mm.</summary>
    GlassEdge,

    /// <summary>Gap between elements on the axis, mm.</summary>
    AirCentre,

    /// <summary>Gap between elements at the edge of the clear aperture and in five zones within, mm.</summary>
    AirEdge,

    /// <summary>Slope dz/dr of a surface within its clear aperture, without sign.</summary>
    Slope,

    /// <summary>Sag of a surface at its edge over its clear diameter, without sign.</summary>
    SagPerDiameter,

    /// <summary>Clear diameter of an element over its thickness at the axis.</summary>
    DiameterPerThickness,

    /// <summary>Largest over smallest thickness of an element within its clear aperture.</summary>
    ThicknessRatio,

    /// <summary>Clear semi-diameter of a surface, mm: the largest height of the rim rays of all fields.</summary>
    SemiDiameter,
}

/// <summary>Bounds of a quantity. It is held by a squared hinge, smooth at the bound, with a multiplier that grows until the bound holds.</summary>
/// <param name="Quantity">What is bounded.</param>
public sealed record DesignLimit(LimitedQuantity Quantity)
{
    /// <summary>Gets the surface, or the front surface of the element or gap; null for all that apply.</summary>
    public int? Surface { get; init; }

    /// <summary>Gets surfaces, elements and gaps that a limit of all does not concern.</summary>
    internal ImmutableArray<int> Except { get; init; } = [];

    /// <summary>Gets the smallest value allowed; null for none.</summary>
    public double? Minimum { get; init; }

    /// <summary>Gets the largest value allowed; null for none. The same as the smallest makes the quantity a goal to be met.</summary>
    public double? Maximum { get; init; }

    /// <summary>Gets how strongly a violation counts before the multiplier has grown. The default is 1.</summary>
    public double Weight { get; init; } = 1;
}
