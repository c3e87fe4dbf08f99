using System.Collections.Immutable;
using Pentaprism.Imaging;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>The picture that ghosts make of one object point: what a simulation adds for every lamp in its scene.</summary>
public static class GhostImage
{
    // Rays enough that a ghost of a thousand pixels across shows no grain of single ones under the bilinear spread.
    private static readonly PupilSampling _dense = new() { Rings = 192, Arms = 768 };

    /// <summary>Adds the light of ghosts to a picture.</summary>
    /// <param name="model">The lens; it has no mirrors and is symmetric under rotation.</param>
    /// <param name="ghosts">The pairs of reflections; their light is summed.</param>
    /// <param name="field">The object point.</param>
    /// <param name="pixelPitch">Distance of pixels, mm.</param>
    /// <param name="axisX">Where the axis of the lens meets the picture, pixels from its left edge; centres lie at integer + 0.5.</param>
    /// <param name="axisY">The same from its upper edge; y of the image runs down the picture.</param>
    /// <param name="flux">The light that the point sends through the pupil.</param>
    /// <param name="picture">Receives the light that falls on each pixel, added to what it holds.</param>
    /// <param name="sampling">How the pupil is sampled; 192 × 768 nodes where none is given.</param>
    /// <exception cref="NotSupportedException">The lens has a mirror or is not symmetric under rotation.</exception>
    public static void AddTo(
        SequentialModel model,
        ImmutableArray<Ghost> ghosts,
        FieldPoint field,
        double pixelPitch,
        double axisX,
        double axisY,
        double flux,
        Plane<float> picture,
        PupilSampling? sampling = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pixelPitch);
        sampling ??= _dense;
        var nodes = PupilNodes.GaussLegendre(sampling.Rings, sampling.Arms);
        var all = nodes.Nodes.Sum(node => node.Weight);
        foreach (var ghost in ghosts)
        {
            var rays = GhostRays.Trace(model, ghost, field, nodes, sampling.Aiming);
            for (var i = 0; i < nodes.Count; i++)
            {
                if (GhostRays.Arrives(rays, i, sampling))
                {
                    Spread(
                        picture,
                        (rays.X[i] / pixelPitch) + axisX - 0.5,
                        (rays.Y[i] / pixelPitch) + axisY - 0.5,
                        (float)(flux * ghost.Reflectance * nodes.Nodes[i].Weight / all));
                }
            }
        }
    }

    // Over the four nearest pixels, by nearness.
    private static void Spread(Plane<float> picture, double x, double y, float light)
    {
        var (column, row) = (Math.Floor(x), Math.Floor(y));
        if (!(column >= -1 && column < picture.Width && row >= -1 && row < picture.Height))
        {
            return;
        }

        var (u, v) = ((float)(x - column), (float)(y - row));
        Add((int)column, (int)row, light * (1 - u) * (1 - v));
        Add((int)column + 1, (int)row, light * u * (1 - v));
        Add((int)column, (int)row + 1, light * (1 - u) * v);
        Add((int)column + 1, (int)row + 1, light * u * v);

        void Add(int i, int j, float part)
        {
            if ((uint)i < (uint)picture.Width && (uint)j < (uint)picture.Height)
            {
                picture[i, j] += part;
            }
        }
    }
}
