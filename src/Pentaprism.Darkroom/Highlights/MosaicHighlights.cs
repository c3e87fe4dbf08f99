using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Highlights;

/// <summary>Highlight reconstruction on the mosaic.</summary>
internal static class MosaicHighlights
{
    // Colours darker than this part of their clip level say nothing about a highlight.
    private const float Dim = 0.2f;

    public static void Rebuild(Mosaic mosaic, ProcessingContext context) => Rebuild(mosaic, mosaic.Cfa.IsBayer, context);

    /// <summary>Rebuilds with or without the vector form for Bayer cells, which is there to be compared.</summary>
    internal static void Rebuild(Mosaic mosaic, bool byVectors, ProcessingContext context)
    {
        var limits = ClipLevels.Of(mosaic);
        var cells = FindClipped(mosaic, limits, context);
        if (!cells.Any)
        {
            return;
        }

        var chroma = Measure(mosaic, limits, cells, context);
        using var source = context.Pool.Rent<float>(mosaic.Width, mosaic.Height);
        mosaic.Samples.Samples.CopyTo(source.Samples);
        Bands.Run(context, mosaic.Width, mosaic.Height, ChromaGrid.Cell, (top, bottom) =>
        {
            for (var column = 0; column < cells.Columns; column++)
            {
                var left = column * ChromaGrid.Cell;
                if (!cells.IsTouched(column, top / ChromaGrid.Cell))
                {
                    continue;
                }

                if (byVectors && left > 0 && left + ChromaGrid.Cell < mosaic.Width && top > 0 && bottom < mosaic.Height)
                {
                    BayerHighlights.RebuildCell(mosaic, source, limits, chroma, left, top);
                }
                else
                {
                    RebuildCell(mosaic, source, limits, chroma, left, top, bottom);
                }
            }
        });
    }

    private static ClippedCells FindClipped(Mosaic mosaic, ClipLevels limits, ProcessingContext context)
    {
        var cells = new ClippedCells(mosaic.Width, mosaic.Height);
        Bands.Run(context, mosaic.Width, mosaic.Height, ChromaGrid.Cell, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var samples = mosaic.Samples.Row(y);
                var factors = limits.Factors(y);
                var gains = limits.Gains(y);
                for (var x = 0; x < samples.Length; x += ChromaGrid.Cell)
                {
                    var n = Math.Min(ChromaGrid.Cell, samples.Length - x);
                    if (AnyAtLeast(samples.Slice(x, n), factors.Slice(x, n), gains.IsEmpty ? gains : gains.Slice(x, n)))
                    {
                        cells.Mark(x / ChromaGrid.Cell, y / ChromaGrid.Cell);
                    }
                }
            }
        });
        return cells;
    }

    private static bool AnyAtLeast(ReadOnlySpan<float> samples, ReadOnlySpan<float> factors, ReadOnlySpan<float> gains)
    {
        var values = MemoryMarshal.Cast<float, Vector<float>>(samples);
        var levels = MemoryMarshal.Cast<float, Vector<float>>(factors);
        var lifts = MemoryMarshal.Cast<float, Vector<float>>(gains);
        for (var i = 0; i < values.Length; i++)
        {
            if (Vector.GreaterThanOrEqualAny(values[i], gains.IsEmpty ? levels[i] : levels[i] * lifts[i]))
            {
                return true;
            }
        }

        for (var x = values.Length * Vector<float>.Count; x < samples.Length; x++)
        {
            if (samples[x] >= (gains.IsEmpty ? factors[x] : factors[x] * gains[x]))
            {
                return true;
            }
        }

        return false;
    }

    // The colour around clipped areas, from whole repeats of the pattern that are not clipped and not dim.
    private static ChromaGrid Measure(Mosaic mosaic, ClipLevels limits, ClippedCells cells, ProcessingContext context)
    {
        var grid = new ChromaGrid(cells.Columns, cells.Rows);
        var period = Math.Max(mosaic.Cfa.Columns, mosaic.Cfa.Rows);
        Bands.Run(context, mosaic.Width, mosaic.Height, ChromaGrid.Cell, (top, bottom) =>
        {
            for (var column = 0; column < cells.Columns; column++)
            {
                if (!cells.IsMeasured(column, top / ChromaGrid.Cell))
                {
                    continue;
                }

                var right = Math.Min(mosaic.Width, (column + 1) * ChromaGrid.Cell);
                for (var y = top; y + period <= bottom; y += period)
                {
                    for (var x = column * ChromaGrid.Cell; x + period <= right; x += period)
                    {
                        var window = new Window(mosaic.Samples, limits, x, y, x + period, y + period);
                        var brightest = window.Fill.Max;
                        if (window.Clipped == 0 && brightest >= Dim)
                        {
                            grid.Add(column, top / ChromaGrid.Cell, window.Means, brightest);
                        }
                    }
                }
            }
        });
        grid.Fill();
        return grid;
    }

    private static void RebuildCell(Mosaic mosaic, Plane<float> source, ClipLevels limits, ChromaGrid chroma, int left, int top, int bottom)
    {
        // A window of radius half a period holds every colour wherever it stands.
        var reach = Math.Max(mosaic.Cfa.Columns, mosaic.Cfa.Rows) / 2;
        var right = Math.Min(mosaic.Width, left + ChromaGrid.Cell);
        for (var y = top; y < bottom; y++)
        {
            var output = mosaic.Samples.Row(y);
            var factors = limits.Factors(y);
            var gains = limits.Gains(y);
            var colours = limits.Colours(y);
            var (above, below) = (Math.Max(0, y - reach), Math.Min(mosaic.Height, y + reach + 1));
            for (var x = left; x < right; x++)
            {
                var window = new Window(source, limits, Math.Max(0, x - reach), above, Math.Min(mosaic.Width, x + reach + 1), below);
                if (window.Clipped > 0)
                {
                    var limit = gains.IsEmpty ? factors[x] : factors[x] * gains[x];
                    var judged = ClippedColour.Judge(window.Means, window.Fill, chroma.AtSample(x, y));
                    output[x] = judged.Rebuilt(colours[x], output[x], output[x] >= limit);
                }
            }
        }
    }

    /// <summary>Means of the colours over a small rectangle of photosites.</summary>
    private readonly ref struct Window
    {
        public Window(Plane<float> samples, ClipLevels limits, int left, int top, int right, int bottom)
        {
            Span<float> sums = stackalloc float[3];
            Span<float> levels = stackalloc float[3];
            Span<int> counts = stackalloc int[3];
            for (var y = top; y < bottom; y++)
            {
                var row = samples.Row(y)[left..right];
                var factors = limits.Factors(y)[left..right];
                var colours = limits.Colours(y)[left..right];
                var gains = limits.Gains(y);
                gains = gains.IsEmpty ? gains : gains[left..right];
                for (var x = 0; x < row.Length; x++)
                {
                    var limit = gains.IsEmpty ? factors[x] : factors[x] * gains[x];
                    sums[colours[x]] += row[x];
                    levels[colours[x]] += limit;
                    counts[colours[x]]++;
                    Clipped += row[x] >= limit ? 1 : 0;
                }
            }

            Means = new Triple(Mean(sums[0], counts[0]), Mean(sums[1], counts[1]), Mean(sums[2], counts[2]));
            Fill = new Triple(Filled(sums[0], levels[0]), Filled(sums[1], levels[1]), Filled(sums[2], levels[2]));
        }

        public int Clipped { get; }

        public Triple Means { get; }

        public Triple Fill { get; }

        private static float Mean(float sum, int count) => count == 0 ? 0 : sum / count;

        // A colour that is not in the window, as on a strip one photosite wide, tells nothing: as if clipped.
        private static float Filled(float sum, float level) => level > 0 ? ClippedColour.Clipped * sum / level : 1;
    }
}
