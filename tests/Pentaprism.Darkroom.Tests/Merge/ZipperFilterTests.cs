using Pentaprism.Darkroom.Merge.Regression;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

public class ZipperFilterTests
{
    private const int Size = 64;
    private static readonly int Cells = Size / (2 * System.Numerics.Vector<float>.Count);

    private delegate float Picture(int x, int y, int colour);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_alternates_along_a_strong_edge_is_taken_away(bool level)
    {
        // 0.02 beside 0.8; the two lines at the edge go up and down, red and blue against green.
        float Edge(int across, int colour) => across < 32 ? 0.02f : 0.8f;
        float Zipper(int across, int along, int colour) => Edge(across, colour) + (across is 31 or 32 ? 0.01f * ((along + colour) % 2 == 0 ? 1 : -1) : 0);
        Check((x, y, c) => level ? Zipper(y, x, c) : Zipper(x, y, c), (x, y, c) => level ? Edge(y, c) : Edge(x, c), 1e-5f);
    }

    [Fact]
    public void Edges_lines_and_gradients_are_left_alone()
    {
        Picture[] pictures =
        [
            (x, y, c) => x < 32 ? 0.1f : 0.8f,
            (x, y, c) => x + y < 64 ? 0.1f : 0.8f,
            (x, y, c) => y == 30 ? 0.9f : 0.1f,
            (x, y, c) => x < 32 ? 0.1f : y == 30 ? 0.2f : 0.8f,
            (x, y, c) => (0.01f * x) + (0.002f * y),
        ];
        foreach (var picture in pictures)
        {
            Check(picture, picture, 0);
        }
    }

    [Fact]
    public void What_alternates_without_a_strong_edge_is_detail() =>
        Check((x, y, c) => 0.5f + (0.05f * (y % 2)), (x, y, c) => 0.5f + (0.05f * (y % 2)), 0);

    [Fact]
    public void Edges_within_the_noise_are_left_alone()
    {
        static float Zipper(int x, int y, int c) => (x < 32 ? 0.01f : 0.08f) + (x is 31 or 32 ? 0.005f * ((y % 2) - 0.5f) : 0);
        Check(Zipper, Zipper, 0, pedestal: 1);
    }

    private static void Check(Picture picture, Picture expected, float tolerance, float pedestal = 0.01f)
    {
        var pool = new PlanePool();
        PhaseImage[] Planes() => [.. Enumerable.Range(0, 3).Select(_ => new PhaseImage(pool, 2, Size, Size))];
        var (from, to) = (Planes(), Planes());
        for (var colour = 0; colour < 3; colour++)
        {
            for (var y = 0; y < Size; y++)
            {
                for (var x = 0; x < Size; x++)
                {
                    from[colour].Samples[from[colour].IndexOf(x, y)] = picture(x, y, colour);
                }
            }
        }

        ZipperFilter.Run(from, to, new TileRegion(0, Cells, 4, Size - 4), pedestal);
        for (var colour = 0; colour < 3; colour++)
        {
            for (var y = 4; y < Size - 4; y++)
            {
                for (var x = 4; x < Size - 4; x++)
                {
                    Assert.Equal(expected(x, y, colour), to[colour].Samples[to[colour].IndexOf(x, y)], tolerance);
                }
            }
        }

        Array.ForEach([.. from, .. to], plane => plane.Dispose());
    }
}
