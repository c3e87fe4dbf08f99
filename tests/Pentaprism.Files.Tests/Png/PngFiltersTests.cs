using Pentaprism.Files.Png;

namespace Pentaprism.Files.Tests.Png;

[Trait("Category", "Kernel")]
public class PngFiltersTests
{
    [Fact]
    public void Unfiltering_by_the_specification_gives_the_row_back_at_every_length()
    {
        var random = new Random(2);
        var used = new HashSet<int>();
        for (var length = 1; length < 260; length++)
        {
            foreach (var step in new[] { 1, 2, 3, 6 }.Where(step => step <= length))
            {
                var above = new byte[length];
                var row = new byte[length];
                random.NextBytes(above);
                for (var i = 0; i < length; i++)
                {
                    // Four kinds of content, one for each filter.
                    var left = i >= step ? row[i - step] : 0;
                    row[i] = (length % 4) switch
                    {
                        0 => (byte)(left + random.Next(4)),
                        1 => (byte)(above[i] + random.Next(4)),
                        2 => (byte)(((left + above[i]) / 2) + random.Next(4)),
                        _ => (byte)(left + above[i] - (i >= step ? above[i - step] : 0) + random.Next(4)),
                    };
                }

                var filtered = new byte[length + 1];
                PngFilters.Apply(row, above, step, new byte[length], filtered);
                used.Add(filtered[0]);
                Assert.Equal(row, Unfilter(filtered, above, step));
            }
        }

        Assert.Equal([1, 2, 3, 4], used.Order());
    }

    private static byte[] Unfilter(byte[] filtered, byte[] above, int step)
    {
        var row = new byte[above.Length];
        for (var i = 0; i < row.Length; i++)
        {
            int a = i >= step ? row[i - step] : 0;
            int b = above[i];
            int c = i >= step ? above[i - step] : 0;
            var p = a + b - c;
            var (pa, pb, pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
            var prediction = filtered[0] switch
            {
                1 => a,
                2 => b,
                3 => (a + b) / 2,
                4 => pa <= pb && pa <= pc ? a : pb <= pc ? b : c,
                _ => 0,
            };
            row[i] = (byte)(filtered[i + 1] + prediction);
        }

        return row;
    }
}
