using System.Collections.Concurrent;

namespace Pentaprism.Imaging;

/// <summary>Work on one band of rows.</summary>
/// <param name="top">First row.</param>
/// <param name="bottom">One past the last row.</param>
public delegate void BandAction(int top, int bottom);

/// <summary>Work on one band of rows that needs room of its own.</summary>
/// <typeparam name="TScratch">What holds the room.</typeparam>
/// <param name="scratch">The room: dirty, no other band's as long as the work runs.</param>
/// <param name="top">First row.</param>
/// <param name="bottom">One past the last row.</param>
public delegate void BandAction<in TScratch>(TScratch scratch, int top, int bottom);

/// <summary>Runs work over bands of rows on all workers of a context.</summary>
/// <remarks>
/// The split into bands depends on the picture and the band height alone, never on the number of workers: together with kernels that
/// write each sample once, a result is the same for any number of threads.
/// </remarks>
public static class Bands
{
    /// <summary>Rows in a band of point-wise work: two float rows of a 12-megapixel frame times 64 stay within the second-level cache.</summary>
    public const int DefaultHeight = 64;

    private const int SamplesWorthAThread = 1 << 14;

    /// <summary>Runs <paramref name="action"/> once for each band.</summary>
    /// <param name="context">Workers and cancellation.</param>
    /// <param name="width">Samples in a row; tells whether threads pay.</param>
    /// <param name="height">Rows in all.</param>
    /// <param name="bandHeight">Rows in a band, at least 1; the last band may be lower.</param>
    /// <param name="action">The work; called from several threads at once.</param>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static void Run(ProcessingContext context, int width, int height, int bandHeight, BandAction action)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(action);
        ArgumentOutOfRangeException.ThrowIfLessThan(bandHeight, 1);
        var count = (height + bandHeight - 1) / bandHeight;
        if (context.Workers <= 1 || count <= 1 || (long)width * height < SamplesWorthAThread)
        {
            for (var band = 0; band < count; band++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                Work(band);
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = context.Workers, CancellationToken = context.Cancellation };
        try
        {
            Parallel.For(0, count, options, Work);
        }
        catch (AggregateException failures) when (failures.InnerExceptions.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        void Work(int band)
        {
            action(band * bandHeight, Math.Min(height, (band + 1) * bandHeight));
            context.Pool.Worked((long)width * bandHeight);
        }
    }

    /// <summary>Runs <paramref name="action"/> once for each band, with room that goes from one band to the next: there is as much of it as workers, not as bands.</summary>
    /// <typeparam name="TScratch">What holds the room.</typeparam>
    /// <param name="context">Workers and cancellation.</param>
    /// <param name="width">Samples in a row; tells whether threads pay.</param>
    /// <param name="height">Rows in all.</param>
    /// <param name="bandHeight">Rows in a band, at least 1; the last band may be lower.</param>
    /// <param name="makeScratch">Makes the room of one worker.</param>
    /// <param name="action">The work; called from several threads at once.</param>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static void Run<TScratch>(
        ProcessingContext context, int width, int height, int bandHeight, Func<TScratch> makeScratch, BandAction<TScratch> action)
    {
        ArgumentNullException.ThrowIfNull(makeScratch);
        ArgumentNullException.ThrowIfNull(action);
        var idle = new ConcurrentBag<TScratch>();
        Run(context, width, height, bandHeight, (top, bottom) =>
        {
            var scratch = idle.TryTake(out var left) ? left : makeScratch();
            action(scratch, top, bottom);
            idle.Add(scratch);
        });
    }

    /// <summary>Runs <paramref name="action"/> once for each band of <see cref="DefaultHeight"/> rows.</summary>
    /// <param name="context">Workers and cancellation.</param>
    /// <param name="width">Samples in a row.</param>
    /// <param name="height">Rows in all.</param>
    /// <param name="action">The work; called from several threads at once.</param>
    public static void Run(ProcessingContext context, int width, int height, BandAction action) =>
        Run(context, width, height, DefaultHeight, action);
}
