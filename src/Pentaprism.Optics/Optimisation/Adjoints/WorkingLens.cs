using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>The numbers of a centred lens in arrays, as an optimiser changes them. The image plane is the last surface.</summary>
internal sealed class WorkingLens
{
    /// <summary>Coefficients of one surface, from r⁰ on; the first two stay 0.</summary>
    public const int Powers = Surface.HighestOrder + 1;

    /// <summary>Copies a lens.</summary>
    /// <exception cref="DesignException">The lens cannot be optimised: it is not centred, or faulty.</exception>
    public WorkingLens(Lens lens)
    {
        var problems = lens.Check();
        if (!problems.IsEmpty)
        {
            throw new DesignException($"start.{problems[0].Place}", problems[0].Problem);
        }

        if (!lens.IsRotationallySymmetric)
        {
            throw new DesignException("start", "a lens with tilted or shifted surfaces cannot be optimised; unfold it first");
        }

        Count = lens.Surfaces.Length;
        Stop = lens.Stop;
        Primary = lens.Primary;
        Curvature = new double[Count + 1];
        Conic = new double[Count + 1];
        Thickness = new double[Count + 1];
        Coefficient = new double[(Count + 1) * Powers];
        HighestEven = new int[Count + 1];
        HighestOdd = new int[Count + 1];
        Mirror = new bool[Count + 1];
        Index = [.. lens.Wavelengths.Select(wavelength => Indices(lens, wavelength.Nanometres))];
        for (var s = 0; s < Count; s++)
        {
            Copy(lens.Surfaces[s], s);
        }

        Curvature[Count] = lens.ImageCurvature;
    }

    /// <summary>Gets the number of surfaces without the image plane.</summary>
    public int Count { get; }

    /// <summary>Gets the stop surface.</summary>
    public int Stop { get; }

    /// <summary>Gets the primary wavelength.</summary>
    public int Primary { get; }

    /// <summary>Gets curvatures, 1/mm.</summary>
    public double[] Curvature { get; }

    /// <summary>Gets conic constants.</summary>
    public double[] Conic { get; }

    /// <summary>Gets gaps behind the surfaces, mm.</summary>
    public double[] Thickness { get; }

    /// <summary>Gets coefficients of rᵐ, surface by surface.</summary>
    public double[] Coefficient { get; }

    /// <summary>Gets the highest even power in use; 0 for none.</summary>
    public int[] HighestEven { get; }

    /// <summary>Gets the highest odd power in use; 0 for none.</summary>
    public int[] HighestOdd { get; }

    /// <summary>Gets which surfaces reflect.</summary>
    public bool[] Mirror { get; }

    /// <summary>Gets refractive indices by wavelength: of the medium in front of surface s at s, behind it at s + 1.</summary>
    public double[][] Index { get; }

    /// <summary>Gives the curvature at a vertex.</summary>
    public double VertexCurvature(int surface) => Curvature[surface] + (2 * Coefficient[(surface * Powers) + 2]);

    /// <summary>Gives the sag, its slope over r and the derivative of that by r², as <see cref="SagKernel"/> does for vectors.</summary>
    public (double Sag, double Slope) Profile(int surface, double r)
    {
        var (c, k) = (Curvature[surface], Conic[surface]);
        var q = Math.Sqrt(Math.Max(1 - ((1 + k) * c * c * r * r), SagKernel.Domain));
        var sag = c * r * r / (1 + q);
        var slope = c * r / q;
        var power = r;
        for (var m = 2; m <= Math.Max(HighestEven[surface], HighestOdd[surface]); m++)
        {
            var a = Coefficient[(surface * Powers) + m];
            slope += m * a * power;
            power *= r;
            sag += a * power;
        }

        return (sag, slope);
    }

    /// <summary>Gives the shape of a surface for a search that looks at one ray.</summary>
    /// <param name="surface">The surface.</param>
    /// <param name="reach">About its semi-diameter, mm.</param>
    public SurfaceShape Shape(int surface, double reach)
    {
        var terms = Coefficient.AsSpan(surface * Powers, Powers);
        var (even, odd) = (new double[HighestEven[surface] / 2], new double[Math.Max(0, (HighestOdd[surface] - 1) / 2)]);
        for (var i = 0; i < even.Length; i++)
        {
            even[i] = terms[(2 * i) + 2];
        }

        for (var i = 0; i < odd.Length; i++)
        {
            odd[i] = terms[(2 * i) + 3];
        }

        return new SurfaceShape(Curvature[surface], Conic[surface], even, odd, reach);
    }

    /// <summary>Puts the numbers into a drawing.</summary>
    /// <param name="template">The lens that was copied.</param>
    public Lens ToLens(Lens template)
    {
        var surfaces = template.Surfaces.ToBuilder();
        for (var s = 0; s < Count; s++)
        {
            var row = s * Powers;
            surfaces[s] = surfaces[s] with
            {
                Curvature = Curvature[s],
                Conic = Conic[s],
                Thickness = Thickness[s],
                Quadratic = Coefficient[row + 2],
                Even = [.. Enumerable.Range(0, Math.Max(0, (HighestEven[s] - 2) / 2)).Select(i => Coefficient[row + (2 * i) + 4])],
                Odd = [.. Enumerable.Range(0, Math.Max(0, (HighestOdd[s] - 1) / 2)).Select(i => Coefficient[row + (2 * i) + 3])],
            };
        }

        return template with { Surfaces = surfaces.ToImmutable() };
    }

    private static double[] Indices(Lens lens, double nanometres)
    {
        var indices = new double[lens.Surfaces.Length + 2];
        indices[0] = lens.ObjectMedium.Index(nanometres);
        for (var s = 0; s < lens.Surfaces.Length; s++)
        {
            indices[s + 1] = lens.Surfaces[s].IsMirror ? indices[s] : lens.Surfaces[s].Medium.Index(nanometres);
        }

        indices[^1] = indices[^2];
        return indices;
    }

    private void Copy(Surface surface, int s)
    {
        Curvature[s] = surface.Curvature;
        Conic[s] = surface.Conic;
        Thickness[s] = surface.Thickness;
        Mirror[s] = surface.IsMirror;
        var row = Coefficient.AsSpan(s * Powers, Powers);
        row[2] = surface.Quadratic;
        HighestEven[s] = surface.Even.Length > 0 ? (2 * surface.Even.Length) + 2 : surface.Quadratic != 0 ? 2 : 0;
        HighestOdd[s] = surface.Odd.Length > 0 ? (2 * surface.Odd.Length) + 1 : 0;
        for (var i = 0; i < surface.Even.Length; i++)
        {
            row[(2 * i) + 4] = surface.Even[i];
        }

        for (var i = 0; i < surface.Odd.Length; i++)
        {
            row[(2 * i) + 3] = surface.Odd[i];
        }
    }
}
