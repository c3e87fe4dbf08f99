using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Tests.Numerics;

public sealed class FieldLoopTests
{
    [Fact]
    public void The_problem_of_the_first_field_is_thrown_as_it_is_after_all_were_tried()
    {
        var tried = new bool[40];
        var thrown = Assert.Throws<InvalidOperationException>(() => FieldLoop.Run(tried.Length, new ParallelOptions(), i =>
        {
            tried[i] = true;
            if (i is 7 or 8 or 31)
            {
                throw new InvalidOperationException($"field {i}");
            }
        }));
        Assert.Equal("field 7", thrown.Message);
        Assert.DoesNotContain(false, tried);
    }

    [Fact]
    public void A_stopped_loop_says_so()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => FieldLoop.Run(3, new ParallelOptions { CancellationToken = cancel.Token }, _ => { }));
    }
}
