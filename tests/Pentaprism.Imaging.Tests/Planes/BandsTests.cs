namespace Pentaprism.Imaging.Tests.Planes;

public sealed class BandsTests
{
    private sealed class Room
    {
        public int InUse;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_band_has_room_of_its_own_and_there_is_no_more_of_it_than_bands_that_ran_at_once(int workers)
    {
        var context = ProcessingContext.Create() with { Workers = workers };
        var rows = new int[1003];
        var (made, running, most) = (0, 0, 0);
        Bands.Run(context, 1000, rows.Length, 16, Make, (room, top, bottom) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref room.InUse));
            var now = Interlocked.Increment(ref running);
            for (var seen = most; now > seen; seen = most)
            {
                Interlocked.CompareExchange(ref most, now, seen);
            }

            for (var y = top; y < bottom; y++)
            {
                Interlocked.Increment(ref rows[y]);
            }

            Interlocked.Decrement(ref running);
            Interlocked.Decrement(ref room.InUse);
        });
        Assert.All(rows, count => Assert.Equal(1, count));
        Assert.InRange(made, 1, workers);
        Assert.InRange(most, 1, workers);

        Room Make()
        {
            Interlocked.Increment(ref made);
            return new Room();
        }
    }
}
