using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.FirstOrder;

/// <summary>What a lens does near its axis at one wavelength. Lengths in mm along the axis, light running towards +z.</summary>
/// <remarks>
/// From paraxial rays only (Welford, Aberrations of Optical Systems, ch. 3), never from real ones. Behind an odd number of mirrors distances
/// along the axis are negative. A pupil at infinity is told by infinite numbers.
/// </remarks>
public sealed record FirstOrderData
{
    /// <summary>Gets the wavelength, nm.</summary>
    public required double Nanometres { get; init; }

    /// <summary>Gets the effective focal length −y₁/(n'u'ₖ): positive for a lens that collects light; infinite for an afocal one.</summary>
    public required double Efl { get; init; }

    /// <summary>Gets the distance from the last vertex to the rear focal point.</summary>
    public required double Bfl { get; init; }

    /// <summary>Gets the distance from the first vertex to the front focal point; negative if that lies in front of it.</summary>
    public required double Ffl { get; init; }

    /// <summary>Gets the place of the entrance pupil, from the vertex of surface 0.</summary>
    public required double EntrancePupilPosition { get; init; }

    /// <summary>Gets the diameter of the entrance pupil.</summary>
    public required double EntrancePupilDiameter { get; init; }

    /// <summary>Gets the place of the exit pupil, from the image plane; negative if that lies in front of it.</summary>
    public required double ExitPupilPosition { get; init; }

    /// <summary>Gets the diameter of the exit pupil.</summary>
    public required double ExitPupilDiameter { get; init; }

    /// <summary>Gets the focal length, without its sign, over the diameter of the entrance pupil.</summary>
    public required double FNumber { get; init; }

    /// <summary>Gets 1/(2 n' u') of the marginal ray in image space, without its sign: the F-number at the given object distance.</summary>
    public required double WorkingFNumber { get; init; }

    /// <summary>Gets the radius of the Petzval surface, 1/Rₚ = −Σ c (n' − n)/(n n').</summary>
    public required double PetzvalRadius { get; init; }

    /// <summary>Gets the Lagrange invariant n (ū y − u ȳ) of the marginal ray and the chief ray of the largest field.</summary>
    public required double LagrangeInvariant { get; init; }

    /// <summary>Gets the height of the marginal ray at the stop.</summary>
    public required double StopSemiDiameter { get; init; }

    /// <summary>Gets the total track, from the most forward vertex to the image plane.</summary>
    public required double TotalTrack { get; init; }

    /// <summary>Gets the distance from the vertex of surface 0 to the image plane.</summary>
    public required double ImagePosition { get; init; }

    /// <summary>Gets the distance from the image plane to where the marginal ray meets the axis: the paraxial focus error.</summary>
    public required double ParaxialFocus { get; init; }

    /// <summary>Gets the magnification at the paraxial image; 0 for an object at infinity.</summary>
    public required double Magnification { get; init; }

    /// <summary>Gets the marginal ray: from the axial object point through the rim of the stop.</summary>
    public required ParaxialRay MarginalRay { get; init; }

    /// <summary>Gets the chief ray of the largest field: through the centre of the stop.</summary>
    public required ParaxialRay ChiefRay { get; init; }

    /// <summary>Gets the height of that chief ray at the image plane.</summary>
    public double ImageHeight => ChiefRay.Heights[^1];

    /// <summary>Takes the first order of a lens at its primary wavelength.</summary>
    /// <param name="lens">The lens.</param>
    /// <returns>Its first-order data.</returns>
    public static FirstOrderData Of(Lens lens)
    {
        ArgumentNullException.ThrowIfNull(lens);
        return Of(lens, lens.PrimaryNanometres);
    }

    /// <summary>Takes the first order of a lens.</summary>
    /// <remarks>The aperture is set at the primary wavelength and stays what it is in object space at the others.</remarks>
    /// <param name="lens">The lens.</param>
    /// <param name="nanometres">The wavelength, nm.</param>
    /// <returns>Its first-order data.</returns>
    public static FirstOrderData Of(Lens lens, double nanometres)
    {
        ArgumentNullException.ThrowIfNull(lens);
        return new FirstOrderSolver(lens, nanometres).Solve();
    }
}
