using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>The rays that a field sends into the clear pupil of a lens, ready to be traced at any wavelength. Immutable.</summary>
public sealed class FieldLaunch
{
    private readonly Lock _fitting = new();

    // The last fit by the place in the pupil, and what it was for: rays of all wavelengths go through the same places.
    private (double[] X, double[] Y, int Degree, DiscFit Fit)? _fit;

    private FieldLaunch(SequentialModel model, FieldPoint field, PupilSampling sampling, ClearPupil pupil)
    {
        Model = model;
        Field = field;
        Sampling = sampling;
        Pupil = pupil;
        Chief = ChiefPlace();
        var nodes = Pupil.Nodes(sampling.Rings, sampling.Arms);
        var rim = Pupil.Rim;
        NodeCount = nodes.Count;
        ChiefIndex = nodes.Count + rim.Count;
        Places = PupilNodes.Of([.. nodes.Nodes, .. rim.Nodes, Chief]);
        Start = Launcher.Launch(model, field, Places, sampling.Aiming);
    }

    /// <summary>Gets the lens.</summary>
    public SequentialModel Model { get; }

    /// <summary>Gets the field.</summary>
    public FieldPoint Field { get; }

    /// <summary>Gets how the pupil is sampled.</summary>
    public PupilSampling Sampling { get; }

    /// <summary>Gets the clear pupil.</summary>
    public ClearPupil Pupil { get; }

    /// <summary>Gets where in the pupil the chief ray runs: its centre, or the middle of the clear pupil where no ray passes the centre.</summary>
    public PupilNode Chief { get; }

    /// <summary>Gets how many rays are spread over the clear pupil.</summary>
    public int NodeCount { get; }

    /// <summary>Gets the places of all rays in the pupil: the nodes, then the rim, last the chief ray.</summary>
    internal PupilNodes Places { get; }

    /// <summary>Gets the launched rays.</summary>
    internal RayBatch Start { get; }

    /// <summary>Gets the index of the chief ray, behind nodes and rim.</summary>
    internal int ChiefIndex { get; }

    /// <summary>Launches the rays of a field.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field, in the kind of the lens's fields.</param>
    /// <param name="sampling">How the pupil is sampled.</param>
    /// <returns>The launch.</returns>
    /// <exception cref="InvalidOperationException">No light of the field passes the lens.</exception>
    public static FieldLaunch Of(SequentialModel model, FieldPoint field, PupilSampling sampling) => Find(model, field, sampling)
        ?? throw new InvalidOperationException($"No light of the field ({field.X:0.###}, {field.Y:0.###}) passes the lens.");

    /// <summary>Launches the rays of a field if any light of it passes the lens.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field, in the kind of the lens's fields.</param>
    /// <param name="sampling">How the pupil is sampled.</param>
    /// <returns>The launch; null where no light passes.</returns>
    public static FieldLaunch? Find(SequentialModel model, FieldPoint field, PupilSampling sampling)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sampling);
        var pupil = ClearPupil.Find(model, field, sampling);
        return pupil.IsEmpty ? null : new FieldLaunch(model, field, sampling, pupil);
    }

    /// <summary>Samples the same clear pupil more or less finely.</summary>
    /// <param name="rings">Rings.</param>
    /// <param name="arms">Arms.</param>
    /// <returns>Another launch.</returns>
    public FieldLaunch Resampled(int rings, int arms) => new(Model, Field, Sampling with { Rings = rings, Arms = arms }, Pupil);

    /// <summary>Traces the rays.</summary>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <returns>The rays at the image.</returns>
    /// <exception cref="InvalidOperationException">The chief ray does not reach the image.</exception>
    public PupilRays Trace(int wavelength) => new(this, wavelength);

    /// <summary>Traces the rays at every wavelength of the lens.</summary>
    /// <returns>The rays at the image, one entry for each wavelength.</returns>
    /// <exception cref="InvalidOperationException">A chief ray does not reach the image.</exception>
    public ImmutableArray<PupilRays> TraceAll() => [.. Enumerable.Range(0, Model.Lens.Wavelengths.Length).Select(Trace)];

    /// <summary>Gives the fit of functions of the place in the pupil.</summary>
    /// <param name="frame">The disc of the places.</param>
    /// <param name="nodes">Rays that reach the image.</param>
    /// <param name="degree">Highest degree.</param>
    /// <param name="mirrored">Whether the bundle is its own mirror image.</param>
    internal DiscFit FitOfPlaces(DiscFrame frame, ImageRays nodes, int degree, bool mirrored)
    {
        double[] x = frame.X(nodes.PupilX), y = frame.Y(nodes.PupilY);
        lock (_fitting)
        {
            if (_fit is not { } known || known.Degree != degree || !known.X.AsSpan().SequenceEqual(x) || !known.Y.AsSpan().SequenceEqual(y))
            {
                known = (x, y, degree, new DiscFit(x, y, nodes.Weights, degree, mirrored));
                _fit = known;
            }

            return known.Fit;
        }
    }

    private PupilNode ChiefPlace()
    {
        var centre = new PupilNode(0, 0);
        var ray = Launcher.Launch(Model, Field, PupilNodes.Of(centre), Sampling.Aiming);
        RayTracer.Trace(Model, Model.Lens.Primary, ray);
        return ray.Reaches(0) || Pupil.IsEmpty ? centre : new PupilNode(Pupil.CentreX, Pupil.CentreY);
    }
}
