using Pentaprism.Imaging;

namespace Pentaprism.Capture.Lenses;

/// <summary>Moves an undistorted plane to where a lens puts it.</summary>
/// <remarks>
/// Samples are means over pixels before and after: rows are divided anew, then columns (E. Catmull and A. R. Smith, SIGGRAPH 1980), each along its own
/// line. What is brighter than a diffuse surface can be is lamps, finer than the grid: their light is moved sample by sample to the pixels that it
/// falls on, because interpolation would ring about them.
/// </remarks>
internal static class LensWarp
{
    private const int Steps = 8;
    private const int Tile = 16;

    // A step leaves a tenth of what a place is off at most.
    private const int InversionSteps = 6;

    /// <summary>Warps a plane.</summary>
    /// <param name="context">Workers, memory and cancellation.</param>
    /// <param name="source">The undistorted picture.</param>
    /// <param name="warp">Where points lie.</param>
    /// <param name="field">Axis and scale.</param>
    /// <param name="brightest">What a diffuse surface has at most.</param>
    /// <param name="destination">A plane of the same size.</param>
    public static void Apply(ProcessingContext context, Plane<float> source, RadialWarp warp, FieldFrame field, float brightest, Plane<float> destination)
    {
        // Column x of the picture between the passes is row x here: both passes read along rows.
        using var turned = context.Pool.Rent<float>(source.Height, source.Width);
        var places = new Places(warp, field);
        Bands.Run(context, source.Width, source.Height, Tile, () => new Room(source.Width), (room, top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                for (var x = 0; x < source.Width; x++)
                {
                    room.Bounded[x] = Math.Min(source[x, y], brightest);
                }

                places.AlongRow(y + 0.5, room.Edges);
                MeanSampler.Sample(room.Bounded, room.Edges, room.Lines[y - top]);
            }

            Turn(room.Lines, top, bottom, turned);
        });
        Bands.Run(context, source.Height, source.Width, Tile, () => new Room(source.Height), (room, left, right) =>
        {
            for (var x = left; x < right; x++)
            {
                places.AlongColumn(x + 0.5, room.Edges);
                MeanSampler.Sample(turned.Row(x), room.Edges, room.Lines[x - left]);
            }

            Turn(room.Lines, left, right, destination);
        });
        AddLamps(source, places, brightest, destination);
    }

    // Line i becomes column i.
    private static void Turn(float[][] lines, int first, int end, Plane<float> destination)
    {
        for (var y = 0; y < destination.Height; y++)
        {
            var row = destination.Row(y)[first..end];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = lines[i][y];
            }
        }
    }

    // A sample is the mean over a pixel of the undistorted picture; the lens makes that pixel larger or smaller.
    private static void AddLamps(Plane<float> source, Places places, float brightest, Plane<float> destination)
    {
        for (var y = 0; y < source.Height; y++)
        {
            var row = source.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x] > brightest)
                {
                    var (x0, y0) = places.Real(x, y);
                    var (x1, y1) = places.Real(x + 1, y);
                    var (x2, y2) = places.Real(x, y + 1);
                    var area = ((x1 - x0) * (y2 - y0)) - ((x2 - x0) * (y1 - y0));
                    Add(destination, ((x1 + x2) / 2) - 0.5, ((y1 + y2) / 2) - 0.5, (row[x] - brightest) * area);
                }
            }
        }
    }

    private static void Add(Plane<float> plane, double x, double y, double light)
    {
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        for (var j = 0; j < 2; j++)
        {
            for (var i = 0; i < 2; i++)
            {
                if (column + i >= 0 && column + i < plane.Width && row + j >= 0 && row + j < plane.Height)
                {
                    plane[column + i, row + j] += (float)(light * (1 - Math.Abs(x - column - i)) * (1 - Math.Abs(y - row - j)));
                }
            }
        }
    }

    // Where points of rows and columns come from. Every eighth point is worked out: between them places are on a line to 10⁻³ pixel.
    private sealed class Places(RadialWarp warp, FieldFrame field)
    {
        private readonly double _scale = 1 / (field.Corner * field.Corner);

        // For a row of the undistorted picture: which of its places come to whole columns.
        public void AlongRow(double y, Span<float> edges)
        {
            var (dy, farther) = (y - field.CentreY, 1.0);
            for (var x = 0; ; x += Steps)
            {
                var dx = x - field.CentreX;
                for (var step = 0; step < InversionSteps; step++)
                {
                    farther = IdealOverReal(dx, dy / farther);
                }

                Fill(edges, x, (float)((dx * farther) + field.CentreX));
                if (x >= edges.Length - 1)
                {
                    break;
                }
            }
        }

        // For a column of the picture: which of its undistorted places come to whole rows.
        public void AlongColumn(double x, Span<float> edges)
        {
            var dx = x - field.CentreX;
            for (var y = 0; ; y += Steps)
            {
                var dy = y - field.CentreY;
                Fill(edges, y, (float)((dy * IdealOverReal(dx, dy)) + field.CentreY));
                if (y >= edges.Length - 1)
                {
                    break;
                }
            }
        }

        /// <summary>Gives where a point of the undistorted picture lies.</summary>
        public (double X, double Y) Real(double x, double y)
        {
            var (dx, dy, farther) = (x - field.CentreX, y - field.CentreY, 1.0);
            for (var step = 0; step < 2 * InversionSteps; step++)
            {
                farther = IdealOverReal(dx / farther, dy / farther);
            }

            return ((dx / farther) + field.CentreX, (dy / farther) + field.CentreY);
        }

        private double IdealOverReal(double dx, double dy) => warp.IdealOverReal((float)(((dx * dx) + (dy * dy)) * _scale));

        // Puts a place and those between it and the one eight before.
        private static void Fill(Span<float> edges, int index, float place)
        {
            if (index == 0)
            {
                edges[0] = place;
                return;
            }

            var before = edges[index - Steps];
            for (var i = 1; i <= Steps && index - Steps + i < edges.Length; i++)
            {
                edges[index - Steps + i] = before + ((place - before) * i / Steps);
            }
        }
    }

    private sealed class Room
    {
        public Room(int length)
        {
            (Bounded, Edges) = (new float[length], new float[length + 1]);
            Lines = [.. Enumerable.Range(0, Tile).Select(_ => new float[length])];
        }

        public float[] Bounded { get; }

        public float[] Edges { get; }

        public float[][] Lines { get; }
    }
}
