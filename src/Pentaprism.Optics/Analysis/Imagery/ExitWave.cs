using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Analysis;

/// <summary>The wave of one field and wavelength as a sum of plane waves, told at the nodes of the clear pupil.</summary>
/// <remarks>
/// The field about the image point C of the chief ray is E(C + r) = ∫ √|dΩ/dp| exp 2πi (−W + (D − D_c)·r/λ') dp: p is the place in the pupil, dp its
/// area, Ω = (L, M) the direction D of its ray, λ' the wavelength in the image space, W the wavefront error of <see cref="Wavefront"/>. Taking W on
/// the sphere through the exit pupil is the custom of the field; for a ray that misses C by ε it differs by ε²/2R from the path to C's plane.
/// </remarks>
internal sealed class ExitWave
{
    // Measured: waves of spheres are fitted to 10⁻⁹ of a wave by degree 14, those of phone lenses to 10⁻⁴ by degree 20.
    private const int DegreeOfSpheres = 14;
    private const int DegreeOfAspheres = 20;

    private ExitWave(PupilRays rays, DirectionMap map, double focus)
    {
        Rays = rays;
        Map = map;
        Focus = focus;
        Wavelength = rays.Nanometres * 1e-6 / rays.Model.Indices(rays.Wavelength)[^1];
        Phase = Phases(rays.Nodes, rays.Chief);
        Area = PolygonCoverage.Area(rays.Rim.PupilX, rays.Rim.PupilY);
    }

    public PupilRays Rays { get; }

    /// <summary>Gets how far C lies behind the image plane along the chief ray, measured along the axis, mm.</summary>
    public double Focus { get; }

    /// <summary>Gets C along x, mm.</summary>
    public double CentreX => Rays.Chief.X + (Focus * Rays.Chief.L / Rays.Chief.N);

    /// <summary>Gets C along y, mm.</summary>
    public double CentreY => Rays.Chief.Y + (Focus * Rays.Chief.M / Rays.Chief.N);

    /// <summary>Gets the wavelength in the image space, mm; negative where light runs against the axis.</summary>
    public double Wavelength { get; }

    /// <summary>Gets the phase −W at the nodes, waves.</summary>
    public double[] Phase { get; }

    /// <summary>Gets the area of the clear pupil; that of the unit disc is π.</summary>
    public double Area { get; }

    /// <summary>Gets the directions of the rays as functions of the place in the pupil.</summary>
    public DirectionMap Map { get; }

    public static ExitWave Of(PupilRays rays) => new(rays, new DirectionMap(rays, Degree(rays.Model.Lens)), 0);

    /// <summary>Gives the degree of polynomials that describe the wave of a lens.</summary>
    public static int Degree(Lens lens) => lens.Surfaces.Any(surface => surface.IsAsphere) ? DegreeOfAspheres : DegreeOfSpheres;

    /// <summary>Gives the wave as it is on an image plane that is moved along the axis.</summary>
    /// <param name="focus">Where that plane lies, from the image plane of the lens, mm.</param>
    /// <returns>The same wave about another point C.</returns>
    public ExitWave At(double focus) => focus == Focus ? this : new(Rays, Map, focus);

    // An image plane moved by δ along the chief ray adds (D − D_c)·δ/λ'.
    private double[] Phases(ImageRays rays, ImageRay chief)
    {
        var phases = Wavefront.Opds(new ReferenceSphere(Rays), rays, Rays.Nanometres);
        var (x, y, z) = (Focus * chief.L / chief.N / Wavelength, Focus * chief.M / chief.N / Wavelength, Focus / Wavelength);
        for (var i = 0; i < phases.Length; i++)
        {
            phases[i] = ((rays.L[i] - chief.L) * x) + ((rays.M[i] - chief.M) * y) + ((rays.N[i] - chief.N) * z) - phases[i];
        }

        return phases;
    }
}
