using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>Counts how many frames a merge holds: frames of the reference's exposure, those of less light for less than one.</summary>
internal static class EffectiveFrameMap
{
    /// <summary>Fewer frames than this are counted as this many, so that noise stays finite.</summary>
    public const float Least = 0.05f;

    private const int Pitch = MergeFrame.WeightPitch;

    /// <summary>Adds up the weights of all frames that show a cell.</summary>
    /// <param name="width">Samples in a row of a frame.</param>
    /// <param name="height">Rows of a frame.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The sum on cells of <see cref="MergeFrame.WeightPitch"/> samples.</returns>
    public static Plane<float> Sum(int width, int height, IReadOnlyList<MergeFrame> frames, ProcessingContext context)
    {
        var cells = context.Pool.Rent<float>((width + Pitch - 1) / Pitch, (height + Pitch - 1) / Pitch);
        if (frames.FirstOrDefault(frame => frame.Weights is { } weights && (weights.Width != cells.Width || weights.Height != cells.Height)) is { } other)
        {
            cells.Dispose();
            throw new ArgumentException($"Weights of {other.Weights!.Width} × {other.Weights.Height} cells do not fit the frames.", nameof(frames));
        }

        Bands.Run(context, cells.Width, cells.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var row = cells.Row(y);
                row.Clear();
                foreach (var frame in frames)
                {
                    Add(frame, (width, height), y, row);
                }
            }
        });
        return cells;
    }

    /// <summary>Gives the frames at a pixel of a merge.</summary>
    /// <param name="cells">The map.</param>
    /// <param name="pitch">Pixels of the merge in a cell.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>At least <see cref="Least"/>.</returns>
    public static float At(Plane<float> cells, int pitch, int x, int y) =>
        Math.Max(cells.Row(Math.Min(y / pitch, cells.Height - 1))[Math.Min(x / pitch, cells.Width - 1)], Least);

    private static void Add(MergeFrame frame, (int Width, int Height) size, int y, Span<float> row)
    {
        // What a frame shows of a row is one stretch.
        var (first, last) = (0, row.Length - 1);
        while (first <= last && !IsShown(frame, size, first, y))
        {
            first++;
        }

        while (first < last && !IsShown(frame, size, last, y))
        {
            last--;
        }

        var factor = (float)(1 / frame.Gain);
        var weights = frame.Weights is { } plane ? plane.Row(y) : default;
        for (var x = first; x <= last; x++)
        {
            row[x] += weights.IsEmpty ? factor : factor * weights[x];
        }
    }

    private static bool IsShown(MergeFrame frame, (int Width, int Height) size, int x, int y)
    {
        const double Centre = (Pitch - 1) / 2.0;
        var place = frame.Motion.Map(Math.Min((Pitch * x) + Centre, size.Width - 1), Math.Min((Pitch * y) + Centre, size.Height - 1));
        return place.X >= -0.5 && place.Y >= -0.5 && place.X <= size.Width - 0.5 && place.Y <= size.Height - 0.5;
    }
}
