using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Highlights;

/// <summary>Highlight reconstruction on a picture that is demosaicked already, such as a merged one.</summary>
internal static class PictureHighlights
{
    // Colours darker than this part of their clip level say nothing about a highlight.
    private const float Dim = 0.2f;

    public static void Rebuild(CameraImage image, ProcessingContext context)
    {
        var limits = new Triple((float)image.WhiteBalance.X, (float)image.WhiteBalance.Y, (float)image.WhiteBalance.Z);
        var cells = new ClippedCells(image.Width, image.Height);
        ForEachCellRow(image, context, (top, bottom) => FindClipped(image, limits, cells, top, bottom));
        if (!cells.Any)
        {
            return;
        }

        var chroma = new ChromaGrid(cells.Columns, cells.Rows);
        ForEachCellRow(image, context, (top, bottom) => Measure(image, limits, cells, chroma, top, bottom));
        chroma.Fill();
        ForEachCellRow(image, context, (top, bottom) => RebuildCells(image, limits, cells, chroma, top, bottom));
    }

    private static void ForEachCellRow(CameraImage image, ProcessingContext context, BandAction action) =>
        Bands.Run(context, image.Width, image.Height, ChromaGrid.Cell, action);

    // Few vectors of few pictures hold a clipped colour: only those are looked at sample by sample.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindClipped(CameraImage image, Triple limits, ClippedCells cells, int top, int bottom)
    {
        var n = Vector<float>.Count;
        var clipped = new Vector<float>(ClippedColour.Clipped);
        for (var y = top; y < bottom; y++)
        {
            var red = image.Pixels.Red.Row(y);
            var green = image.Pixels.Green.Row(y);
            var blue = image.Pixels.Blue.Row(y);
            var gains = image.Gain is { } plane ? plane.Row(y) : default;
            var x = 0;
            for (; x <= red.Length - n; x += n)
            {
                var gain = gains.IsEmpty ? Vector<float>.One : new Vector<float>(gains.Slice(x, n));
                var fill = Vector.MaxNative(
                    Vector.MaxNative(new Vector<float>(red.Slice(x, n)) / (gain * limits.Red), new Vector<float>(green.Slice(x, n)) / (gain * limits.Green)),
                    new Vector<float>(blue.Slice(x, n)) / (gain * limits.Blue));
                if (Vector.GreaterThanOrEqualAny(fill, clipped))
                {
                    MarkClipped(image, limits, cells, y, x, x + n);
                }
            }

            MarkClipped(image, limits, cells, y, x, red.Length);
        }
    }

    private static void MarkClipped(CameraImage image, Triple limits, ClippedCells cells, int y, int left, int right)
    {
        for (var x = left; x < right; x++)
        {
            if (Fill(image, limits, x, y).Max >= ClippedColour.Clipped)
            {
                cells.Mark(x / ChromaGrid.Cell, y / ChromaGrid.Cell);
            }
        }
    }

    private static void Measure(CameraImage image, Triple limits, ClippedCells cells, ChromaGrid chroma, int top, int bottom) =>
        ForEachSample(image, cells.IsMeasured, top, bottom, (x, y) =>
        {
            if (Fill(image, limits, x, y).Max is >= Dim and < ClippedColour.Clipped and var brightest)
            {
                chroma.Add(x / ChromaGrid.Cell, y / ChromaGrid.Cell, Colour(image, x, y), brightest);
            }
        });

    private static void RebuildCells(CameraImage image, Triple limits, ClippedCells cells, ChromaGrid chroma, int top, int bottom) =>
        ForEachSample(image, cells.IsTouched, top, bottom, (x, y) =>
        {
            var fill = Fill(image, limits, x, y);
            if (fill.Max >= ClippedColour.Clipped)
            {
                var judged = ClippedColour.Judge(Colour(image, x, y), fill, chroma.AtSample(x, y));
                for (var colour = 0; colour < 3; colour++)
                {
                    var samples = image.Pixels[colour].Row(y);
                    samples[x] = judged.Rebuilt(colour, samples[x], fill[colour] >= ClippedColour.Clipped);
                }
            }
        });

    // Most cells of most pictures have nothing to do with highlights: each is asked once.
    private static void ForEachSample(CameraImage image, Func<int, int, bool> isWanted, int top, int bottom, Action<int, int> action)
    {
        for (var left = 0; left < image.Width; left += ChromaGrid.Cell)
        {
            if (isWanted(left / ChromaGrid.Cell, top / ChromaGrid.Cell))
            {
                var right = Math.Min(left + ChromaGrid.Cell, image.Width);
                for (var y = top; y < bottom; y++)
                {
                    for (var x = left; x < right; x++)
                    {
                        action(x, y);
                    }
                }
            }
        }
    }

    private static Triple Fill(CameraImage image, Triple limits, int x, int y)
    {
        var gain = image.Gain is { } plane ? plane.Row(y)[x] : 1;
        return new Triple(
            image.Pixels.Red.Row(y)[x] / (limits.Red * gain),
            image.Pixels.Green.Row(y)[x] / (limits.Green * gain),
            image.Pixels.Blue.Row(y)[x] / (limits.Blue * gain));
    }

    private static Triple Colour(CameraImage image, int x, int y) =>
        new(image.Pixels.Red.Row(y)[x], image.Pixels.Green.Row(y)[x], image.Pixels.Blue.Row(y)[x]);
}
