using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>The sum of pictures that were brought to lie on each other, over the part that all of them show. Owns its plane.</summary>
internal sealed class AlignedMean : IDisposable
{
    private const int Block = 16;

    // What a spline reads around a point, and the rounding of the corners.
    private const int Margin = 3;

    private readonly Plane<float>[] _pictures;
    private readonly Matrix3x3[] _motions;
    private readonly Plane<float> _sum;
    private readonly ProcessingContext _context;

    private AlignedMean(Plane<float>[] pictures, Matrix3x3[] motions, (int X, int Y, int Width, int Height) common, ProcessingContext context)
    {
        (_pictures, _motions, _context) = (pictures, motions, context);
        (Left, Top) = (common.X, common.Y);
        _sum = context.Pool.Rent<float>(common.Width, common.Height);
        _sum.Samples.Clear();
        for (var i = 0; i < pictures.Length; i++)
        {
            Add(i, _sum, 1);
        }
    }

    /// <summary>Gets the column of the reference where the common part begins.</summary>
    public int Left { get; }

    /// <summary>Gets the row of the reference where the common part begins.</summary>
    public int Top { get; }

    /// <summary>Adds up pictures.</summary>
    /// <param name="pictures">The pictures, all of one size: coefficients of cubic B-splines.</param>
    /// <param name="motions">Where the samples of the reference lie in each.</param>
    /// <param name="leastShare">Share of each side that all must show, 0 to 1.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The sum; null where the common part is smaller.</returns>
    public static AlignedMean? Of(Plane<float>[] pictures, Matrix3x3[] motions, double leastShare, ProcessingContext context)
    {
        var (width, height) = (pictures[0].Width, pictures[0].Height);
        var common = Common(width, height, motions);
        return common.Width < leastShare * width || common.Height < leastShare * height
            ? null
            : new AlignedMean(pictures, motions, common, context);
    }

    /// <summary>Gives the mean of all pictures but one.</summary>
    /// <param name="left">The one that is left out.</param>
    /// <returns>Values of the splines; the caller's.</returns>
    public Plane<float> Without(int left)
    {
        var mean = _context.Pool.Rent<float>(_sum.Width, _sum.Height);
        mean.Samples.Clear();
        Add(mean.Samples, _sum.Samples, 1f / (_pictures.Length - 1));
        Add(left, mean, -1f / (_pictures.Length - 1));
        return mean;
    }

    /// <inheritdoc/>
    public void Dispose() => _sum.Dispose();

    // Whole blocks of what every frame shows.
    private static (int X, int Y, int Width, int Height) Common(int width, int height, Matrix3x3[] motions)
    {
        double left = 0, top = 0, right = width - 1, bottom = height - 1;
        foreach (var motion in motions)
        {
            var back = motion.Inverse();
            var (a, b, c, d) = (Map(back, 0, 0), Map(back, width - 1, 0), Map(back, 0, height - 1), Map(back, width - 1, height - 1));
            (left, top) = (Math.Max(left, Math.Max(a.X, c.X)), Math.Max(top, Math.Max(a.Y, b.Y)));
            (right, bottom) = (Math.Min(right, Math.Min(b.X, d.X)), Math.Min(bottom, Math.Min(c.Y, d.Y)));
        }

        var (x, y) = ((int)Math.Ceiling(left) + Margin, (int)Math.Ceiling(top) + Margin);
        return (x, y, Blocks(right - x), Blocks(bottom - y));

        static int Blocks(double length) => Math.Max((int)(length - Margin), 0) / Block * Block;
    }

    // Within a block the motion is taken as linear about its middle.
    private void Add(int picture, Plane<float> sum, float factor) =>
        Bands.Run(_context, sum.Width * Block, sum.Height / Block, 1, (first, end) =>
        {
            Span<float> warped = stackalloc float[Block * Block];
            for (var block = first * (sum.Width / Block); block < end * (sum.Width / Block); block++)
            {
                var (x, y) = (block % (sum.Width / Block) * Block, block / (sum.Width / Block) * Block);
                TileWarp.Run(_pictures[picture], Lattice(_motions[picture], Left + x, Top + y), Block, warped);
                for (var row = 0; row < Block; row++)
                {
                    Add(sum.Row(y + row).Slice(x, Block), warped.Slice(row * Block, Block), factor);
                }
            }
        });

    private static void Add(Span<float> sums, ReadOnlySpan<float> values, float factor)
    {
        var n = Vector<float>.Count;
        var i = 0;
        for (; i <= sums.Length - n; i += n)
        {
            Vector.FusedMultiplyAdd(new Vector<float>(values[i..]), new Vector<float>(factor), new Vector<float>(sums[i..])).CopyTo(sums[i..]);
        }

        for (; i < sums.Length; i++)
        {
            sums[i] = MathF.FusedMultiplyAdd(values[i], factor, sums[i]);
        }
    }

    private static TileWarp.Lattice Lattice(Matrix3x3 motion, int left, int top)
    {
        var middle = (Block - 1) / 2.0;
        var centre = Map(motion, left + middle, top + middle);
        var right = Map(motion, left + middle + 1, top + middle);
        var below = Map(motion, left + middle, top + middle + 1);
        var (ax, ay, bx, by) = (right.X - centre.X, right.Y - centre.Y, below.X - centre.X, below.Y - centre.Y);
        return new TileWarp.Lattice(centre.X - (middle * (ax + bx)), centre.Y - (middle * (ay + by)), ax, ay, bx, by);
    }

    private static (double X, double Y) Map(Matrix3x3 motion, double x, double y)
    {
        var q = motion * new Vector3d(x, y, 1);
        return (q.X / q.Z, q.Y / q.Z);
    }
}
