using System.Collections.Immutable;

namespace Pentaprism.Capture.Lenses;

/// <summary>Light that is spread evenly along a part of a row.</summary>
/// <param name="Left">Start, pixels right of the centre.</param>
/// <param name="Right">End.</param>
/// <param name="Density">Light per pixel.</param>
internal readonly record struct KernelRun(double Left, double Right, double Density);

/// <summary>What becomes of a point that is spread over a shape: runs of light in each row. All together hold 1.</summary>
/// <param name="top">First row, relative to the row of the point.</param>
/// <param name="runsOfRow">Runs in each row.</param>
/// <param name="runs">The runs, row by row downwards.</param>
internal sealed class SpreadKernel(int top, int runsOfRow, ImmutableArray<KernelRun> runs)
{
    // A row is cut into lines; a large shape needs fewer.
    private const int LinesOfSmall = 16;
    private const int LinesOfLarge = 4;
    private const double Large = 8;

    /// <summary>Gets the first row, relative to the row of the point.</summary>
    public int Top => top;

    /// <summary>Gets how far it goes from the point at most, pixels.</summary>
    public int Reach { get; } = (int)Math.Ceiling(Math.Max(Math.Max(-top, top + (runs.Length / runsOfRow) - 1), runs.Max(run => Math.Max(-run.Left, run.Right))));

    /// <summary>Gives the runs of a row; none where the kernel does not reach it.</summary>
    /// <param name="row">Relative to the row of the point.</param>
    public ReadOnlySpan<KernelRun> Row(int row) =>
        (uint)(row - top) < (uint)(runs.Length / runsOfRow) ? runs.AsSpan((row - top) * runsOfRow, runsOfRow) : [];

    /// <summary>Adds two kernels of one height.</summary>
    /// <param name="a">A kernel.</param>
    /// <param name="shareOfA">Its share of the light.</param>
    /// <param name="b">The other.</param>
    /// <param name="shareOfB">Its share; both are 1.</param>
    public static SpreadKernel Sum(SpreadKernel a, double shareOfA, SpreadKernel b, double shareOfB)
    {
        var sum = ImmutableArray.CreateBuilder<KernelRun>();
        for (var row = a.Top; a.Row(row) is { Length: > 0 } runs; row++)
        {
            foreach (var run in runs)
            {
                sum.Add(run with { Density = run.Density * shareOfA });
            }

            foreach (var run in b.Row(row))
            {
                sum.Add(run with { Density = run.Density * shareOfB });
            }
        }

        return new SpreadKernel(a.Top, 2, sum.ToImmutable());
    }

    /// <summary>Makes the kernel of a shape that is lit evenly. Each row has its length and its middle.</summary>
    /// <param name="halfHeight">The shape lies between minus this and this.</param>
    /// <param name="chord">Start and end of the shape at a height; it is not there where the end lies before the start.</param>
    public static SpreadKernel Of(double halfHeight, Func<double, (double Left, double Right)> chord)
    {
        var reach = (int)Math.Ceiling(halfHeight - 0.5);
        var lines = halfHeight < Large ? LinesOfSmall : LinesOfLarge;
        var shape = new (double Length, double Middle)[(2 * reach) + 1];
        for (var row = -reach; row <= reach; row++)
        {
            var (length, moment) = (0.0, 0.0);
            for (var line = 0; line < lines; line++)
            {
                var y = row + ((line + 0.5) / lines) - 0.5;
                var (left, right) = Math.Abs(y) < halfHeight ? chord(y) : default;
                if (right > left)
                {
                    length += (right - left) / lines;
                    moment += (right - left) * (right + left) / (2 * lines);
                }
            }

            shape[row + reach] = (length, length > 0 ? moment / length : 0);
        }

        var area = shape.Sum(row => row.Length);
        return new SpreadKernel(-reach, 1, [.. shape.Select(row => new KernelRun(row.Middle - (row.Length / 2), row.Middle + (row.Length / 2), 1 / area))]);
    }

    /// <summary>Makes the kernel of a way: the point lies as long at each place between minus half of it and half of it. Null where it is no longer than half a pixel.</summary>
    /// <param name="x">Length of the way to the right, pixels.</param>
    /// <param name="y">Length of the way down, pixels.</param>
    public static SpreadKernel? OfWay(double x, double y)
    {
        const double Shortest = 0.5;
        if (Math.Sqrt((x * x) + (y * y)) < Shortest)
        {
            return null;
        }

        // A row is passed from where the way enters it to where it leaves it.
        var reach = (int)Math.Ceiling((Math.Abs(y) / 2) - 0.5);
        var rows = ImmutableArray.CreateBuilder<KernelRun>((2 * reach) + 1);
        for (var row = -reach; row <= reach; row++)
        {
            var (enter, leave) = reach == 0 ? (-0.5, 0.5) : (Math.Clamp((row - 0.5) / Math.Abs(y), -0.5, 0.5), Math.Clamp((row + 0.5) / Math.Abs(y), -0.5, 0.5));
            var along = y < 0 ? -x : x;
            var (middle, length) = (along * (enter + leave) / 2, Math.Max(Math.Abs(along) * (leave - enter), 1));
            rows.Add(new KernelRun(middle - (length / 2), middle + (length / 2), (leave - enter) / length));
        }

        return new SpreadKernel(-reach, 1, rows.MoveToImmutable());
    }
}
