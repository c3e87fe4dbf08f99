using System.Collections.Immutable;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tracing;

/// <summary>A lens made ready for tracing: shapes, frames and indices in flat arrays. Immutable; share it between threads.</summary>
/// <remarks>
/// Surfaces are numbered as in the lens; the image plane has the number <see cref="Count"/>. Global coordinates are those of the axis in
/// front of surface 0 with the origin at its vertex as if it lay undisturbed on the axis.
/// </remarks>
public sealed class SequentialModel
{
    private readonly double[][] _indices;
    private readonly FirstOrderData[] _firstOrder;

    private SequentialModel(Lens lens)
    {
        Lens = lens;
        Count = lens.Surfaces.Length;
        _indices = [.. lens.Wavelengths.Select(wavelength => SignedIndices(lens, wavelength.Nanometres))];
        _firstOrder = [.. lens.Wavelengths.Select(wavelength => FirstOrderData.Of(lens, wavelength.Nanometres))];
        var reach = ParaxialTrace.Reach(lens);
        Shapes = [.. lens.Surfaces.Select((surface, i) => new SurfaceShape(surface, reach[i])), new SurfaceShape(lens.ImageCurvature)];
        (Axes, Frames) = PlaceFrames(lens);
        Steps = [.. Frames.Select((frame, i) => i == 0 ? frame : RelativeStep(lens, i, Frames[i - 1], frame))];
    }

    /// <summary>Gets the lens.</summary>
    public Lens Lens { get; }

    /// <summary>Gets the number of surfaces, the image plane not among them.</summary>
    public int Count { get; }

    /// <summary>Gets the frame of each surface and, last, of the image plane, in global coordinates.</summary>
    public ImmutableArray<Frame> Frames { get; }

    /// <summary>Gets the first-order data at the primary wavelength.</summary>
    public FirstOrderData FirstOrder => _firstOrder[Lens.Primary];

    /// <summary>Gets the axis at each surface and at the image plane: its frame without its own placement.</summary>
    internal ImmutableArray<Frame> Axes { get; }

    /// <summary>Gets shapes of all surfaces and the image plane.</summary>
    internal SurfaceShape[] Shapes { get; }

    /// <summary>Gets the frame of each surface, and of the image plane, as the surface in front of it sees it.</summary>
    internal Frame[] Steps { get; }

    /// <summary>Makes a lens ready for tracing.</summary>
    /// <param name="lens">The lens; of its states the one that is written in its surfaces.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">The lens breaks a rule of <see cref="Lens.Check"/>.</exception>
    public static SequentialModel Of(Lens lens)
    {
        ArgumentNullException.ThrowIfNull(lens);
        if (lens.Check() is [var (place, problem), ..])
        {
            throw new ArgumentException($"{place}: {problem}", nameof(lens));
        }

        return new SequentialModel(lens);
    }

    /// <summary>Gives the first-order data at one of the lens's wavelengths.</summary>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <returns>The data.</returns>
    public FirstOrderData FirstOrderAt(int wavelength) => _firstOrder[wavelength];

    /// <summary>Gives the refractive index in front of a surface.</summary>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="surface">A surface, or <see cref="Count"/> for the image space.</param>
    /// <returns>The index, above 0.</returns>
    public double IndexBefore(int wavelength, int surface) => Math.Abs(_indices[wavelength][surface]);

    /// <summary>Gives the refractive index behind a surface.</summary>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="surface">A surface.</param>
    /// <returns>The index, above 0.</returns>
    public double IndexAfter(int wavelength, int surface) => Math.Abs(_indices[wavelength][surface + 1]);

    /// <summary>Gives indices in front of each surface and, last, of the image space; negative where light runs against the axis.</summary>
    /// <param name="wavelength">Index into the wavelengths.</param>
    /// <returns>One more than there are surfaces.</returns>
    internal ReadOnlySpan<double> Indices(int wavelength) => _indices[wavelength];

    /// <summary>Gives indices in front of each surface and, last, behind the last one.</summary>
    /// <remarks>
    /// Light that runs against the axis behind an odd number of mirrors gets a negative index. A mirror is then a refraction from n to −n,
    /// and a ray is told by the direction it has along the axis.
    /// </remarks>
    /// <param name="lens">The lens.</param>
    /// <param name="nanometres">The wavelength.</param>
    /// <returns>One more than there are surfaces.</returns>
    internal static double[] SignedIndices(Lens lens, double nanometres)
    {
        var indices = new double[lens.Surfaces.Length + 1];
        indices[0] = lens.ObjectMedium.Index(nanometres);
        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            var surface = lens.Surfaces[i];
            indices[i + 1] = surface.IsMirror ? -indices[i] : Math.CopySign(surface.Medium.Index(nanometres), indices[i]);
        }

        return indices;
    }

    private static (ImmutableArray<Frame> Axes, ImmutableArray<Frame> Surfaces) PlaceFrames(Lens lens)
    {
        var axes = ImmutableArray.CreateBuilder<Frame>(lens.Surfaces.Length + 1);
        var frames = ImmutableArray.CreateBuilder<Frame>(lens.Surfaces.Length + 1);
        var axis = Frame.Identity;
        foreach (var surface in lens.Surfaces)
        {
            axis = axis.Then(Frame.Of(surface.AxisBreak));
            axes.Add(axis);
            frames.Add(axis.Then(Frame.Of(surface.Placement)));
            axis = axis.Then(Frame.At(surface.Thickness));
        }

        axes.Add(axis);
        frames.Add(axis);
        return (axes.MoveToImmutable(), frames.MoveToImmutable());
    }

    // Where nothing is tilted the gap itself is the step: no rounding of sums of gaps.
    private static Frame RelativeStep(Lens lens, int i, Frame before, Frame here) =>
        lens.IsRotationallySymmetric ? Frame.At(lens.Surfaces[i - 1].Thickness) : before.See(here);
}
