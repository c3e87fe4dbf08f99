using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Files;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Where the maps of a burst go.</summary>
/// <param name="Folder">The folder; made where it is missing.</param>
/// <param name="Name">What their names begin with.</param>
/// <param name="Overwrite">Whether maps that are there already may be replaced.</param>
public sealed record BurstMapTarget(string Folder, string Name, bool Overwrite);

/// <summary>Pictures of what a merge did where, a pixel for each cell of 4 × 4 samples of the reference.</summary>
/// <remarks>
/// Motion: what moves by itself, hue for its direction in the mean over the frames, brightness for its length, 8 samples and more being full.
/// Robustness: mean weight of the frames besides the reference, white for full trust. Frames: effective number, white for all. Clipped:
/// white where the reference reaches the sensor's white.
/// </remarks>
internal sealed class BurstMaps
{
    private const int Pitch = MergeFrame.WeightPitch;
    private const double FullMotion = 8;
    private const float Clipped = 0.97f;

    private readonly FrameStore _store;
    private readonly int _reference;
    private readonly ProcessingContext _context;
    private readonly int _columns;
    private readonly int _rows;

    private BurstMaps(FrameStore store, int reference, ProcessingContext context)
    {
        (_store, _reference, _context) = (store, reference, context);
        (_columns, _rows) = ((store.Width + Pitch - 1) / Pitch, (store.Height + Pitch - 1) / Pitch);
    }

    /// <summary>Writes the maps.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="store">The frames.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="scene">The frames with the motion of the scene.</param>
    /// <param name="merged">The frames and their parts with weights, as they were merged.</param>
    /// <param name="effectiveFrames">The effective number of frames in each cell.</param>
    /// <param name="context">Memory and workers.</param>
    /// <exception cref="ImageFileException">A map is there already, or cannot be written.</exception>
    public static void Write(
        BurstMapTarget target,
        FrameStore store,
        int reference,
        IReadOnlyList<MergeFrame> scene,
        IReadOnlyList<MergeFrame> merged,
        Plane<float> effectiveFrames,
        ProcessingContext context)
    {
        var maps = new BurstMaps(store, reference, context);
        try
        {
            Directory.CreateDirectory(target.Folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(target.Folder, "", $"cannot be made a folder: {problem.Message}", problem);
        }

        var others = merged.Where(part => part.Index != reference).ToList();
        using var weights = maps.MeanWeight(others, Math.Max(1, scene.Count - 1));
        maps.WriteGrey(target, "robustness", weights, 1);
        maps.WriteGrey(target, "frames", effectiveFrames, Math.Max(scene.Count, 1));
        using var clipped = maps.ClippedCells();
        maps.WriteGrey(target, "clipped", clipped, 1);
        maps.WriteMotion(target, scene, others);
    }

    private Plane<float> MeanWeight(List<MergeFrame> others, int count)
    {
        var mean = _context.Pool.Rent<float>(_columns, _rows);
        mean.Samples.Clear();
        foreach (var part in others)
        {
            for (var i = 0; i < mean.Samples.Length; i++)
            {
                mean.Samples[i] += (part.Weights is { } weights ? weights.Samples[i] : 1) / count;
            }
        }

        return mean;
    }

    private Plane<float> ClippedCells()
    {
        var cells = _context.Pool.Rent<float>(_columns, _rows);
        cells.Samples.Clear();
        Bands.Run(_context, _store.Width, _rows, 16, (top, bottom) =>
        {
            var row = new float[_store.Width];
            for (var y = top * Pitch; y < Math.Min(bottom * Pitch, _store.Height); y++)
            {
                var gain = _store.Gain is { } gains ? gains.Row(y) : default;
                for (var plane = 0; plane < _store.Planes; plane++)
                {
                    _store.Read(_reference, plane, 0, y, _store.Width, 1, row, _store.Width);
                    for (var x = 0; x < row.Length; x++)
                    {
                        if (row[x] >= Clipped * (gain.IsEmpty ? 1 : gain[x]))
                        {
                            cells[x / Pitch, y / Pitch] = 1;
                        }
                    }
                }
            }
        });
        return cells;
    }

    private void WriteMotion(BurstMapTarget target, IReadOnlyList<MergeFrame> scene, List<MergeFrame> others)
    {
        var motions = scene.ToDictionary(frame => frame.Index, frame => frame.Motion);
        using var colours = _context.Pool.Rent<byte>(_columns * 3, _rows);
        Bands.Run(_context, _columns, _rows, 16, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                for (var x = 0; x < _columns; x++)
                {
                    var (red, green, blue) = Wheel(OwnMotion(x, y, motions, others));
                    var pixel = colours.Row(y).Slice(3 * x, 3);
                    (pixel[0], pixel[1], pixel[2]) = (red, green, blue);
                }
            }
        });
        Write(target, "motion", new EncodedPicture(3, colours));
    }

    private static (double X, double Y) OwnMotion(int x, int y, Dictionary<int, FrameMotion> motions, List<MergeFrame> others)
    {
        var (u, v) = ((x * Pitch) + (0.5 * (Pitch - 1)), (y * Pitch) + (0.5 * (Pitch - 1)));
        var (sumX, sumY, sum) = (0.0, 0.0, 0.0);
        foreach (var part in others)
        {
            var weight = part.Weights?[x, y] ?? 1;
            if (weight <= 0)
            {
                continue;
            }

            sum += weight;
            if (part.Motion != motions[part.Index])
            {
                var (at, still) = (part.Motion.Map(u, v), motions[part.Index].Map(u, v));
                sumX += weight * (at.X - still.X);
                sumY += weight * (at.Y - still.Y);
            }
        }

        return sum > 0 ? (sumX / sum, sumY / sum) : (0, 0);
    }

    // Red to the right, then yellow, green, cyan, blue and magenta, clockwise.
    private static (byte Red, byte Green, byte Blue) Wheel((double X, double Y) motion)
    {
        var value = Math.Min(1, Math.Sqrt((motion.X * motion.X) + (motion.Y * motion.Y)) / FullMotion);
        var hue = Math.Atan2(motion.Y, motion.X) * 3 / Math.PI;
        return (Channel(hue), Channel(hue - 2), Channel(hue + 2));

        byte Channel(double at)
        {
            var around = at - (6 * Math.Floor((at + 3) / 6));
            return (byte)Math.Round(255 * value * Math.Clamp(2 - Math.Abs(around), 0, 1));
        }
    }

    private void WriteGrey(BurstMapTarget target, string kind, Plane<float> cells, double white)
    {
        using var grey = _context.Pool.Rent<byte>(cells.Width, cells.Height);
        for (var i = 0; i < cells.Samples.Length; i++)
        {
            grey.Samples[i] = (byte)Math.Round(255 * Math.Clamp(cells.Samples[i] / white, 0, 1));
        }

        Write(target, kind, new EncodedPicture(1, grey));
    }

    private void Write(BurstMapTarget target, string kind, EncodedPicture picture) =>
        PictureFile.Write(Path.Combine(target.Folder, $"{target.Name}.{kind}.png"), picture, new PictureMetadata(), new JpegOptions(), target.Overwrite, _context);
}
