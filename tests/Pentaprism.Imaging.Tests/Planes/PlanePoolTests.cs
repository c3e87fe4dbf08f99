namespace Pentaprism.Imaging.Tests.Planes;

public sealed class PlanePoolTests
{
    private const int Width = 512;
    private const int Height = 4100;
    private const long PlaneBytes = 4L * Width * Height;

    [Fact]
    public void Planes_beyond_the_memory_lie_in_files_and_hold_what_was_written()
    {
        var context = ProcessingContext.Create() with { Pool = new PlanePool(PlaneBytes * 3 / 2) };
        var planes = Enumerable.Range(0, 12).Select(_ => context.Pool.Rent<float>(Width, Height)).ToArray();
        Assert.Equal(12 * PlaneBytes, context.Pool.LentBytes);
        Assert.Equal(PlaneBytes, context.Pool.PeakBytes);

        // Twelve planes of two million samples: what is worked on leaves memory more than once.
        for (var i = 0; i < planes.Length; i++)
        {
            var (plane, number) = (planes[i], i);
            Bands.Run(context, Width, Height, (top, bottom) =>
            {
                for (var y = top; y < bottom; y++)
                {
                    for (var x = 0; x < Width; x++)
                    {
                        plane[x, y] = (number * 1000) + y + (x / 1024f);
                    }
                }
            });
        }

        for (var i = 0; i < planes.Length; i++)
        {
            for (var y = 0; y < Height; y++)
            {
                Assert.Equal((i * 1000) + y, planes[i].Row(y)[0]);
                Assert.Equal((i * 1000) + y + ((Width - 1) / 1024f), planes[i].Row(y)[^1]);
            }

            planes[i].Dispose();
            Assert.Throws<ObjectDisposedException>(() => planes[i].Row(0)[0]);
        }

        Assert.Equal(0, context.Pool.LentBytes);
        Assert.Equal(PlaneBytes, context.Pool.PeakBytes);
    }

    [Fact]
    public void Idle_planes_of_another_shape_make_room_before_a_file_is_taken()
    {
        var pool = new PlanePool(PlaneBytes);
        pool.Rent<float>(Width, Height).Dispose();
        using var words = pool.Rent<ushort>(Width, Height);
        Assert.Equal(PlaneBytes, pool.PeakBytes);
        using var small = pool.Rent<float>(Width, 10);
        Assert.Equal((PlaneBytes / 2) + (4 * Width * 10), pool.LentBytes);
    }

    [Fact]
    public void A_temporary_file_that_cannot_be_made_says_where_to_find_room()
    {
        var problem = Assert.Throws<TemporaryFileException>(() => TemporaryFile.Use("no/such/folder", 0, file => file));
        Assert.Contains("set TMPDIR", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_is_a_copy_of_what_lies_in_its_area_and_must_lie_within_the_plane()
    {
        var pool = new PlanePool();
        var plane = new Plane<int>(4, 3, [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23]);

        using var part = pool.RentPart(plane, new PixelRectangle(1, 1, 3, 2));

        Assert.Equal((3, 2), (part.Width, part.Height));
        Assert.Equal([11, 12, 13, 21, 22, 23], part.Samples.ToArray());
        Assert.Throws<ArgumentException>(() => pool.RentPart(plane, new PixelRectangle(2, 1, 3, 2)));
    }
}
