namespace Pentaprism.Imaging;

/// <summary>What every long operation is handed: memory, a number of workers, a way to stop and a way to tell how far it is.</summary>
/// <param name="Pool">Lends planes for this run.</param>
/// <param name="Workers">Threads that may work at once, at least 1. A result never depends on it.</param>
/// <param name="Progress">Hears the name of each stage as it begins; may be null.</param>
/// <param name="Cancellation">Stops the run between bands.</param>
public sealed record ProcessingContext(PlanePool Pool, int Workers, IProgress<string>? Progress, CancellationToken Cancellation)
{
    /// <summary>Makes a context with a pool of its own, one worker a processor, no progress and no way to stop.</summary>
    /// <returns>The context.</returns>
    public static ProcessingContext Create() => new(new PlanePool(), Environment.ProcessorCount, null, CancellationToken.None);
}
