using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>All that one wavelength of one field brings to the image: what every analysis starts from. Immutable.</summary>
public sealed class PupilRays
{
    internal PupilRays(FieldLaunch launch, int wavelength)
    {
        Launch = launch;
        Wavelength = wavelength;
        var rays = launch.Start.Copy();
        RayTracer.Trace(Model, wavelength, rays);
        if (!rays.Reaches(launch.ChiefIndex))
        {
            throw new InvalidOperationException(
                $"The chief ray of the field ({Field.X:0.###}, {Field.Y:0.###}) does not reach the image: "
                + $"{rays.Status[launch.ChiefIndex]} at surface {rays.FailedAt[launch.ChiefIndex]}.");
        }

        Nodes = new ImageRays(launch.Places, rays, 0, launch.NodeCount);
        Rim = new ImageRays(launch.Places, rays, launch.NodeCount, launch.ChiefIndex);
        Chief = ImageRay.Of(rays, launch.ChiefIndex);
    }

    /// <summary>Gets the lens.</summary>
    public SequentialModel Model => Launch.Model;

    /// <summary>Gets the field.</summary>
    public FieldPoint Field => Launch.Field;

    /// <summary>Gets the index of the wavelength in the lens.</summary>
    public int Wavelength { get; }

    /// <summary>Gets the wavelength in air, nm.</summary>
    public double Nanometres => Model.Lens.Wavelengths[Wavelength].Nanometres;

    /// <summary>Gets whether the bundle is its own mirror image in x.</summary>
    public bool IsMirrored => Field.X == 0 && Model.Lens.IsRotationallySymmetric;

    /// <summary>Gets the launch that the rays come from.</summary>
    public FieldLaunch Launch { get; }

    /// <summary>Gets rays spread over the clear pupil, weighted for area averages.</summary>
    public ImageRays Nodes { get; }

    /// <summary>Gets rays along the rim of the clear pupil, in order.</summary>
    public ImageRays Rim { get; }

    /// <summary>Gets the ray through the centre of the unit pupil.</summary>
    public ImageRay Chief { get; }
}
