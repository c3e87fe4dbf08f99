using Pentaprism.Capture.Scenes;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Captures;

/// <summary>A chart that is photographed on a part of the sensor, at the sensor's own pixels.</summary>
/// <param name="Name">What progress calls it.</param>
/// <param name="Scene">What is on it.</param>
/// <param name="Width">Columns of the part.</param>
/// <param name="Height">Rows of the part.</param>
/// <param name="Field">How far its middle lies from the axis: 0 on it, 1 in the corner of the sensor.</param>
/// <remarks>Charts need no whole pictures: what counts of the lens is the place, and what counts of the sensor are its pixels.</remarks>
public sealed record GapChart(string Name, IScene Scene, int Width, int Height, double Field)
{
    /// <summary>Where edges are photographed.</summary>
    public static readonly IReadOnlyList<double> Fields = [0, 0.7, 0.85];

    private const double EdgeSide = 0.56;
    private const double FramedShare = 0.72;
    private const ulong LeavesSeed = 11;

    /// <summary>Twenty steps of grey over ten stops: noise over signal, range.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="rows">Rows of the camera over those of the camera with the fewest.</param>
    public static GapChart Wedge(GapOptions options, double rows) => Scaled("wedge", new StepWedgeScene(), options, 4.0 / 3, rows);

    /// <summary>A texture with the statistics of nature.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="rows">Rows of the camera over those of the camera with the fewest.</param>
    public static GapChart Texture(GapOptions options, double rows) => Scaled("texture", new DeadLeavesScene(LeavesSeed), options, 1, rows);

    /// <summary>The picture to look at.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="rows">Rows of the camera over those of the camera with the fewest.</param>
    public static GapChart Picture(GapOptions options, IScene scene, double rows) => Scaled("picture", scene, options, 4.0 / 3, rows);

    /// <summary>The colour chart.</summary>
    public static GapChart Colour { get; } = new("colour chart", new ColorCheckerScene(), 480, 320, 0);

    /// <summary>An even grey card, a texture around it.</summary>
    public static GapChart Card { get; } = new("grey card", Framed(new FlatScene(0.18)), 384, 384, 0);

    /// <summary>Gets the part of its picture that shows the chart itself.</summary>
    public PixelRectangle Inside => Scene is FramedScene framed ? framed.Area(Width, Height) : new PixelRectangle(0, 0, Width, Height);

    /// <summary>A square turned by five degrees, a texture around it.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="field">How far from the axis.</param>
    public static GapChart Edge(GapOptions options, double field)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new GapChart($"edge at {field:0.##}", Framed(new EdgesScene(4, EdgeSide)), options.EdgeSide, options.EdgeSide, field);
    }

    private static FramedScene Framed(IScene scene) => new(scene, new DeadLeavesScene(LeavesSeed), FramedShare);

    // Even, so that the part begins and ends with whole repeats of the filters.
    private static GapChart Scaled(string name, IScene scene, GapOptions options, double aspect, double rows)
    {
        ArgumentNullException.ThrowIfNull(options);
        var height = 2 * (int)Math.Round(options.ChartHeight * rows / 2);
        return new GapChart(name, scene, 2 * (int)Math.Round(height * aspect / 2), height, 0);
    }
}
