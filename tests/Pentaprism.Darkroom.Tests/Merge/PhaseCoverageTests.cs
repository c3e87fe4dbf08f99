using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

public class PhaseCoverageTests
{
    [Fact]
    public void Evenly_spread_frames_count_fully()
    {
        var coverage = PhaseCoverage.Of([.. Enumerable.Range(0, 8).Select(i => Shifted(i * 0.25, i * 2.25))], 100, 80);
        Assert.Equal(8, coverage.Columns, 1e-9);
        Assert.Equal(8, coverage.Rows, 1e-9);
        Assert.True(coverage.SupportsDouble);
    }

    [Fact]
    public void Frames_that_fall_together_count_once()
    {
        var coverage = PhaseCoverage.Of([.. Enumerable.Range(0, 6).Select(i => Shifted(2 * i, i % 2))], 100, 80);
        Assert.Equal(1, coverage.Columns, 1e-9);
        Assert.Equal(2, coverage.Rows, 1e-9);
        Assert.False(coverage.SupportsDouble);
    }

    [Fact]
    public void The_largest_gap_decides()
    {
        var coverage = PhaseCoverage.Of([Shifted(0, 0), Shifted(0.1, 0), Shifted(-0.7, 0)], 100, 80);
        Assert.Equal(2 / 1.2, coverage.Columns, 1e-9);
        Assert.Equal(1, coverage.Rows, 1e-9);
    }

    private static MergeFrame Shifted(double x, double y) => new(0, new FrameMotion(new Matrix3x3(1, 0, x, 0, 1, y, 0, 0, 1), null), 1, null);
}
