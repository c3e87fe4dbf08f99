using System.Runtime.ExceptionServices;

namespace Pentaprism.Optics.Numerics;

/// <summary>Does the same for several fields at once. Where some fail, the problem of the first is thrown as it is, as a loop one after the other would throw it.</summary>
internal static class FieldLoop
{
    /// <summary>Runs the loop.</summary>
    /// <param name="count">How often.</param>
    /// <param name="options">How many at once, and what stops it.</param>
    /// <param name="body">Given the index.</param>
    /// <exception cref="OperationCanceledException">The loop was stopped.</exception>
    public static void Run(int count, ParallelOptions options, Action<int> body)
    {
        var problems = new Exception?[count];
        Parallel.For(0, count, options, i =>
        {
            try
            {
                body(i);
            }
            catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or ArithmeticException)
            {
                problems[i] = problem;
            }
        });
        if (problems.FirstOrDefault(problem => problem is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
