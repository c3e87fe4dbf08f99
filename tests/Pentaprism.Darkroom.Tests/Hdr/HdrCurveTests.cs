using Pentaprism.Darkroom.Hdr;
using Pentaprism.Darkroom.Tone;

namespace Pentaprism.Darkroom.Tests.Hdr;

public sealed class HdrCurveTests
{
    public static TheoryData<double, double, double> Curves => new() { { 1.2, 3.5, 3 }, { 1.2, 6, 2 }, { 1.5, 4.5, 3 }, { 1.2, 9, 6 }, { 1.3, 5, 0.5 } };

    [Theory]
    [MemberData(nameof(Curves))]
    public void Up_to_the_knee_it_is_the_curve_and_above_it_the_scene_up_to_the_headroom(double contrast, double whiteEv, double headroom)
    {
        var curve = ToneStage.NaturalCurve(new ToneOptions { Contrast = contrast, WhiteEv = whiteEv }, 0);
        var hdr = new HdrCurve(curve.Evaluate, headroom);
        Assert.InRange(hdr.Knee, 0.18, 1.6);
        var start = headroom - Math.Min(1, headroom / 2);
        var before = 0.0;
        for (var ev = -8.0; ev <= 9.5; ev += 1.0 / 32)
        {
            var light = 0.18 * Math.Pow(2, ev);
            var value = hdr.Evaluate(light);
            Assert.True(value > before || ev < -7, $"falls at {ev} EV");
            Assert.True(value <= Math.Pow(2, headroom), $"passes the headroom at {ev} EV");
            if (light <= hdr.Knee)
            {
                Assert.Equal(curve.Evaluate(light), value);
            }
            else if (Math.Log2(value) < start)
            {
                Assert.Equal(light / hdr.Knee, value / curve.Evaluate(hdr.Knee), 1e-9);
            }

            Assert.True(value >= curve.Evaluate(light) - 1e-9 || headroom < 1, $"is darker than the curve at {ev} EV");
            before = value;
        }
    }

    // The curve has the slope of the scene at its knee, so that nothing jumps there: neither light nor contrast.
    [Fact]
    public void The_knee_is_where_the_curve_begins_to_hold_back()
    {
        var curve = ToneStage.NaturalCurve(new ToneOptions { WhiteEv = 5 }, 0);
        var knee = new HdrCurve(curve.Evaluate, 3).Knee;
        double Slope(double light) => Math.Log2(curve.Evaluate(light * 1.001) / curve.Evaluate(light / 1.001)) / (2 * Math.Log2(1.001));
        Assert.Equal(1, Slope(knee), 0.02);
        Assert.True(Slope(knee * 1.5) < 1);
        Assert.True(Slope(knee / 1.5) > 1);
    }

    [Fact]
    public void A_straight_line_is_held_by_the_headroom_alone()
    {
        var hdr = new HdrCurve(light => Math.Min(light, 1), 3);
        Assert.Equal(3.5, hdr.Evaluate(3.5), 1e-9);
        Assert.InRange(hdr.Evaluate(1000), 7.9, 8);
    }
}
