namespace Pentaprism.Optics.Tracing;

/// <summary>What about a surface can vary.</summary>
public enum SurfaceQuantity
{
    /// <summary>The curvature c of the base conic; derivatives per 1/mm.</summary>
    Curvature,

    /// <summary>The conic constant K.</summary>
    Conic,

    /// <summary>The coefficient of r to the power of <see cref="SurfaceVariable.Order"/>.</summary>
    Coefficient,

    /// <summary>The distance to the next vertex; everything behind it, the image plane included, moves along.</summary>
    Thickness,

    /// <summary>The refractive index behind the surface.</summary>
    Index,

    /// <summary>The surface's own shift along x, mm; the axis goes on undisturbed.</summary>
    DecentreX,

    /// <summary>The surface's own shift along y, mm.</summary>
    DecentreY,

    /// <summary>The surface's own rotation about x through its vertex; derivatives per radian.</summary>
    TiltX,

    /// <summary>The surface's own rotation about y through its vertex; derivatives per radian.</summary>
    TiltY,
}

/// <summary>One number of a lens with respect to which derivatives are taken.</summary>
/// <param name="Quantity">What it is.</param>
/// <param name="Surface">The surface it belongs to.</param>
/// <param name="Order">For a coefficient the power of r: 2 for a₂, 3 and up for odd and even terms; else 0.</param>
public readonly record struct SurfaceVariable(SurfaceQuantity Quantity, int Surface, int Order = 0);
