using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Similarity;

/// <summary>The common part of two pictures, the second brought into the geometry of the first.</summary>
/// <param name="Reference">That part of the reference.</param>
/// <param name="Picture">The same part of the picture; its samples are interpolated.</param>
/// <param name="Registration">How the picture lay.</param>
public sealed record RegisteredPair(PicturePlanes Reference, PicturePlanes Picture, Registration Registration) : IDisposable
{
    /// <summary>Registers a picture.</summary>
    /// <param name="reference">The reference; stays the caller's.</param>
    /// <param name="picture">The picture, with as many channels; stays the caller's.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The pair; null where the pictures have no common part of at least 16 × 16 pixels.</returns>
    /// <exception cref="ArgumentException">The numbers of channels differ.</exception>
    public static RegisteredPair? Of(PicturePlanes reference, PicturePlanes picture, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(picture);
        if (reference.Planes.Count != picture.Planes.Count)
        {
            throw new ArgumentException("The pictures differ in their channels.", nameof(picture));
        }

        var green = reference.Planes.Count / 2;
        var registration = Registration.Find(reference.Planes[green], picture.Planes[green], context);
        var area = registration.Overlap(reference.Width, reference.Height, picture.Width, picture.Height);
        return area.Width == 0 ? null : new RegisteredPair(
            new PicturePlanes([.. reference.Planes.Select(plane => context.Pool.RentPart(plane, area))], reference.LargestCode, reference.Encoding),
            new PicturePlanes([.. picture.Planes.Select(plane => registration.Warp(plane, area, reference.Width, reference.Height, context))], 0, picture.Encoding),
            registration);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reference.Dispose();
        Picture.Dispose();
    }
}
