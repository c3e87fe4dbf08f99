using System.Collections.Immutable;
using Pentaprism.Gap.Figures;
using Pentaprism.Gap.Gaps;
using Pentaprism.Gap.Plan;

namespace Pentaprism.Gap;

/// <summary>What was measured of one camera in one situation, developed in one way.</summary>
/// <param name="Camera">Number of the camera, see <see cref="GapResult.Cameras"/>.</param>
/// <param name="Situation">Terms and light.</param>
/// <param name="Rendition">What reports call the way of development.</param>
/// <param name="Frames">Frames that were captured.</param>
/// <param name="Shot">How it was captured; null for captures of the user.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Gap">The gap to the reference; null for the reference itself.</param>
public sealed record GapEntry(int Camera, Situation Situation, string Rendition, int Frames, Shot? Shot, PictureFigures Figures, CameraGap? Gap);

/// <summary>Where the gap of a camera comes from.</summary>
/// <param name="Camera">Number of the camera.</param>
/// <param name="Situation">Terms and light.</param>
/// <param name="Total">The gap of its single frame.</param>
/// <param name="Contributions">Light, lens, sensor: together the gap of the single frame; with processing, which burst and single frame differ by, the gap of the burst.</param>
public sealed record GapWay(int Camera, Situation Situation, CameraGap Total, ImmutableArray<Contribution> Contributions);

/// <summary>A picture to look at.</summary>
/// <param name="Camera">Number of the camera.</param>
/// <param name="Situation">Terms and light.</param>
/// <param name="Rendition">What reports call the way of development.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Jpeg">The file.</param>
public sealed record GapPicture(int Camera, Situation Situation, string Rendition, int Width, int Height, ImmutableArray<byte> Jpeg);

/// <summary>All of a comparison.</summary>
/// <param name="Cameras">Names of the cameras, the reference last.</param>
/// <param name="Facts">One line about each of them.</param>
/// <param name="Entries">What was measured.</param>
/// <param name="Ways">Where gaps come from.</param>
/// <param name="Pictures">What it looks like.</param>
public sealed record GapResult(
    ImmutableArray<string> Cameras, ImmutableArray<string> Facts, ImmutableArray<GapEntry> Entries, ImmutableArray<GapWay> Ways, ImmutableArray<GapPicture> Pictures)
{
    /// <summary>Gets the number of the reference.</summary>
    public int Reference => Cameras.Length - 1;

    /// <summary>Gets whether one of the cameras rests on placeholders, so that every row is indicative.</summary>
    public bool IsIndicative { get; init; }
}
