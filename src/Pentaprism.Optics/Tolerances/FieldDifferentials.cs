using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tolerances;

/// <summary>The wavefront of one wavelength of one field, and how it changes with every tolerance. In waves, for the full limit of each.</summary>
internal sealed class FieldDifferentials
{
    private const double Millimetre = 1e6;

    /// <summary>Takes the wavefront and its changes from one trace.</summary>
    /// <param name="rays">The rays of the wavelength.</param>
    /// <param name="reference">The image point that all wavelengths of the field are judged about.</param>
    /// <param name="set">The tolerances.</param>
    public FieldDifferentials(PupilRays rays, ImageRay reference, ToleranceSet set)
    {
        (Rays, Sphere, Reference) = (rays, new ReferenceSphere(rays), reference);
        Waves = Millimetre / rays.Nanometres;
        Index = rays.Model.IndexAfter(rays.Wavelength, rays.Model.Count - 1);
        var nodes = RaysOf(rays.Nodes);
        Opds = Array.ConvertAll(nodes, Opd);
        Phases = Array.ConvertAll(nodes, Phase);
        Changes = Differentiate(set);
    }

    public PupilRays Rays { get; }

    public ReferenceSphere Sphere { get; }

    public ImageRay Reference { get; }

    /// <summary>Gets waves in a millimetre.</summary>
    public double Waves { get; }

    /// <summary>Gets the index of the image space.</summary>
    public double Index { get; }

    /// <summary>Gets W on the reference sphere at the nodes.</summary>
    public double[] Opds { get; }

    /// <summary>Gets the phase at the nodes, each on the plane through the image point perpendicular to its ray: what plane waves add up to.</summary>
    public double[] Phases { get; }

    /// <summary>Gets for each tolerance the change of both.</summary>
    public double[][] Changes { get; }

    /// <summary>Gives the change for a millimetre by which the image plane moves towards the light's end.</summary>
    public double[] Defocus() => Array.ConvertAll(Rays.Nodes.N, n => -Waves * Index * n);

    /// <summary>Gives the change for a millimetre by which the image point moves along x and y.</summary>
    public (double[] X, double[] Y) Tilts() =>
        (Array.ConvertAll(Rays.Nodes.L, l => -Waves * Index * l), Array.ConvertAll(Rays.Nodes.M, m => -Waves * Index * m));

    /// <summary>Gives W of a ray at the image: on the reference sphere of the drawing, told about the common image point.</summary>
    public double Opd(ImageRay ray)
    {
        var (chief, index) = (Rays.Chief, Index);
        var shift = ((Reference.X - chief.X) * ray.L) + ((Reference.Y - chief.Y) * ray.M) + ((Reference.Z - chief.Z) * ray.N);
        return Waves * (Sphere.ChiefPath - Sphere.PathTo(ray.X, ray.Y, ray.Z, ray.L, ray.M, ray.N, ray.Path) - (index * shift));
    }

    // The phase of a ray where it passes the common image point.
    private double Phase(ImageRay ray)
    {
        var rest = ((Reference.X - ray.X) * ray.L) + ((Reference.Y - ray.Y) * ray.M) + ((Reference.Z - ray.Z) * ray.N);
        return Waves * (Rays.Chief.Path - ray.Path - (Index * rest));
    }

    private static ImageRay[] RaysOf(ImageRays rays) =>
        [.. Enumerable.Range(0, rays.Count).Select(i => new ImageRay(rays.X[i], rays.Y[i], rays.Z[i], rays.L[i], rays.M[i], rays.N[i], rays.Path[i]))];

    private double[][] Differentiate(ToleranceSet set)
    {
        var tolerances = set.Tolerances;
        var derivatives = new FermatDerivatives(Rays.Model, Rays.Wavelength, tolerances, set.SemiDiameters);
        double[][] changes = [.. tolerances.Select(_ => new double[Rays.Nodes.Count])];
        var paths = new double[tolerances.Length];
        for (var node = 0; node < Rays.Nodes.Count; node++)
        {
            // On the verge of being lost a ray may arrive in a block of rays and fail alone, by a rounding; it then counts as one that nothing moves.
            var record = RayTracer.Follow(Rays.Model, Rays.Wavelength, Rays.Launch.Start, Rays.Nodes.Launched[node]);
            if (!record.ReachesImage)
            {
                continue;
            }

            derivatives.Of(record, paths);
            for (var j = 0; j < paths.Length; j++)
            {
                changes[j][node] = -Waves * tolerances[j].Limit * paths[j];
            }
        }

        return changes;
    }
}
