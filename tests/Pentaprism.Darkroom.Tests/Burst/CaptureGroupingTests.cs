using Pentaprism.Darkroom.Burst;
using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.Tests.Burst;

public sealed class CaptureGroupingTests
{
    private static readonly DateTime _noon = new(2026, 1, 31, 12, 0, 0);

    [Fact]
    public void Frames_close_in_time_are_one_capture_and_a_pause_starts_another()
    {
        var frames = new[] { At(0), At(0.4), At(0.8), At(5), At(5.4) };
        Assert.Equal(["0 1 2", "3 4"], Groups(frames));
    }

    [Fact]
    public void A_long_exposure_lengthens_the_pause_that_is_allowed()
    {
        Assert.Equal(["0 1"], Groups([At(0) with { ExposureSeconds = 4 }, At(5) with { ExposureSeconds = 4 }]));
        Assert.Equal(["0", "1"], Groups([At(0), At(5)]));
    }

    [Fact]
    public void A_bracket_is_one_capture() =>
        Assert.Equal(["0 1 2"], Groups([At(0) with { ExposureSeconds = 1 / 30.0 }, At(0.3) with { ExposureSeconds = 1 / 120.0 }, At(0.6) with { ExposureSeconds = 1 / 480.0 }]));

    [Fact]
    public void The_order_of_capture_is_that_of_time_whatever_the_names() =>
        Assert.Equal(["2 1 0"], Groups([At(0.8), At(0.4), At(0)]));

    [Fact]
    public void Other_cameras_sizes_lenses_and_apertures_stay_apart()
    {
        Assert.Equal(["0", "1"], Groups([At(0), At(0.1) with { Camera = "other" }]));
        Assert.Equal(["0", "1"], Groups([At(0), At(0.1) with { Shape = "other" }]));
        Assert.Equal(["0", "1"], Groups([At(0) with { FocalLengthMm = 4.4 }, At(0.1) with { FocalLengthMm = 2.2 }]));
        Assert.Equal(["0", "1"], Groups([At(0) with { FNumber = 1.8 }, At(0.1) with { FNumber = 2.8 }]));
    }

    [Fact]
    public void A_sequence_counts_before_time_and_its_outcome_is_a_picture_of_its_own()
    {
        var frames = new[] { InSequence("a", 1), InSequence("a", 0), InSequence("b", 0), InSequence("b", 1), InSequence("a", 2, isFinal: true), InSequence("f", 0, "Focus Stack"), InSequence("f", 1, "Focus Stack") };
        Assert.Equal(["1 0", "2 3", "4", "5", "6"], Groups(frames).Order());
        Assert.Equal(["0 2", "1"], Groups([At(0), InSequence("a", 0, isFinal: true), At(0.4)]));
    }

    [Fact]
    public void Frames_of_one_burst_identifier_belong_together_however_long_it_took() =>
        Assert.Equal(["0 1", "2"], Groups([At(0) with { BurstId = "x" }, At(9) with { BurstId = "x" }, At(9.1) with { BurstId = "y" }]));

    [Theory]
    [InlineData("IMG_0009.dng", "IMG_0010.dng", true)]
    [InlineData("IMG_0009.dng", "IMG_0012.dng", true)]
    [InlineData("IMG_0009.dng", "IMG_0013.dng", false)]
    [InlineData("payload_N000.dng", "payload_N001.dng", true)]
    [InlineData("IMG_0009.dng", "DSC_0010.dng", false)]
    [InlineData("iso100.dng", "iso1600.dng", false)]
    [InlineData("warp.dng", "warpca.dng", false)]
    public void Without_a_clock_names_that_count_on_are_one_capture_if_they_show_one_scene(string first, string second, bool together)
    {
        FrameFacts[] frames = [Named(first), Named(second)];
        Assert.Equal(together ? ["0 1"] : ["0", "1"], Groups(frames));
        Assert.Equal(2, CaptureGrouping.Group(frames, (_, _) => false).Count);
    }

    [Fact]
    public void A_frame_that_cannot_be_seen_belongs_to_the_frames_around_it_where_they_belong_together()
    {
        FrameFacts[] frames = [.. Enumerable.Range(0, 6).Select(i => Named($"IMG_{i}.dng"))];
        Assert.Equal(["0 1 2 3 4 5"], Unseen(2, 3));
        Assert.Equal(["0", "1 2 3 4 5"], Unseen(0));
        Assert.Equal(["0 1 2 3 4", "5"], Unseen(5));
        Assert.Equal(["0 1", "2", "3 4 5"], Groups(frames, (a, b) => b == frames[2] ? null : a != frames[1]));

        string[] Unseen(params int[] which) => [.. Groups(frames, (a, b) => which.Any(i => b == frames[i]) ? null : !which.Any(i => a == frames[i]))];
    }

    [Fact]
    public void A_clock_of_whole_seconds_does_not_settle_it()
    {
        FrameFacts[] frames = [At(0) with { HasSubseconds = false, Path = "iso100.dng" }, At(0) with { HasSubseconds = false, Path = "warp.dng" }];
        Assert.Equal(["0", "1"], Groups(frames));
        Assert.Equal(["0", "1"], Groups([Named("a1.dng") with { Time = _noon }, Named("a2.dng") with { Time = _noon.AddSeconds(30) }]));
    }

    [Fact]
    public void Names_in_two_folders_do_not_count_on() =>
        Assert.Equal(["0", "1"], Groups([Named("x/1.dng"), Named("y/2.dng")]));

    [Fact]
    public void The_user_may_overrule()
    {
        FrameFacts[] frames = [Named("b.dng"), Named("a.dng")];
        Assert.Equal(["a.dng", "b.dng"], CaptureGrouping.Together(frames).Frames.Select(frame => frame.Path));
        Assert.Equal(2, CaptureGrouping.Apart([At(0), At(0.1)]).Count);
    }

    [Fact]
    public void One_picture_for_all_is_refused_only_where_a_file_contradicts()
    {
        Assert.Null(CaptureGrouping.Contradiction([Named("b.dng"), Named("z.dng")]));
        Assert.Contains("3600 s", CaptureGrouping.Contradiction([At(0), At(3600)])?.Reason, StringComparison.Ordinal);
        Assert.Equal("odd.dng", CaptureGrouping.Contradiction([At(0), At(0), At(0) with { Path = "odd.dng", Shape = "other" }])?.Frame.Path);
    }

    [Theory]
    [InlineData("<rdf:Description GCamera:BurstID=\"8f3b-11\" GCamera:BurstPrimary=\"1\"/>", "8f3b-11")]
    [InlineData("<GCamera:BurstID> 8f3b-11 </GCamera:BurstID>", "8f3b-11")]
    [InlineData("<rdf:Description/>", "")]
    public void The_burst_identifier_is_found_in_XMP(string xmp, string id) => Assert.Equal(id, FrameFacts.BurstIdOf(xmp));

    private static IReadOnlyList<string> Groups(FrameFacts[] frames) => Groups(frames, (_, _) => true);

    private static IReadOnlyList<string> Groups(FrameFacts[] frames, Func<FrameFacts, FrameFacts, bool?> showSameScene) =>
        [.. CaptureGrouping.Group(frames, showSameScene).Select(capture => string.Join(' ', capture.Frames.Select(frame => Array.FindIndex(frames, other => ReferenceEquals(other, frame)))))];

    private static FrameFacts At(double seconds) => new()
    {
        Path = $"IMG_{(int)(1000 - (seconds * 100))}.dng",
        Camera = "phone",
        Shape = "4032 × 3024 RGGB",
        Time = _noon.AddSeconds(seconds),
        HasSubseconds = true,
        ExposureSeconds = 0.01,
        FNumber = 1.8,
        FocalLengthMm = 4.4,
    };

    private static FrameFacts Named(string path) => new() { Path = path, Camera = "phone", Shape = "4032 × 3024 RGGB" };

    private static FrameFacts InSequence(string id, uint index, string kind = "Burst Denoise", bool isFinal = false) =>
        At(index * 0.1) with { Sequence = new ImageSequenceInfo(id, kind, "", index, 2, isFinal) };
}
