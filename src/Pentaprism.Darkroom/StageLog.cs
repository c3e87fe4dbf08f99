using Pentaprism.Imaging;

namespace Pentaprism.Darkroom;

/// <summary>What a stage did and how long it took.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Seconds">Time on the clock, in seconds.</param>
public sealed record StageTime(string Stage, double Seconds);

/// <summary>Announces each stage as it begins and notes how long it took.</summary>
internal sealed class StageLog(ProcessingContext context, TimeProvider clock)
{
    private readonly List<StageTime> _times = [];

    public IReadOnlyList<StageTime> Times => _times;

    public T Run<T>(string stage, Func<T> work)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        context.Progress?.Report(stage);
        var start = clock.GetTimestamp();
        var result = work();
        _times.Add(new StageTime(stage, clock.GetElapsedTime(start).TotalSeconds));
        return result;
    }

    public void Run(string stage, Action work) => Run(stage, () =>
    {
        work();
        return true;
    });
}
