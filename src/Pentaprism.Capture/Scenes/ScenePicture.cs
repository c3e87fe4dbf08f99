using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>What part of a scene is rendered: the picture and a border around it.</summary>
/// <param name="Width">Columns of the picture.</param>
/// <param name="Height">Rows of the picture.</param>
/// <param name="Margin">Columns and rows around it.</param>
/// <remarks>In scene coordinates the picture is 1 high, with its centre at 0, 0; x right, y down.</remarks>
public readonly record struct SceneFrame(int Width, int Height, int Margin)
{
    /// <summary>Gets the part of picture and border that is rendered; null for all of it. It may reach over the border.</summary>
    public PixelRectangle? Window { get; init; }

    /// <summary>Gets by how much what is rendered is moved from where it is drawn, scene coordinates.</summary>
    public (double X, double Y) Moved { get; init; }

    /// <summary>Gets the columns of the planes.</summary>
    public int Columns => Window?.Width ?? (Width + (2 * Margin));

    /// <summary>Gets the rows of the planes.</summary>
    public int Rows => Window?.Height ?? (Height + (2 * Margin));

    /// <summary>Gets the width of the picture over its height.</summary>
    public double Aspect => (double)Width / Height;

    /// <summary>Gives the column of a place in the scene.</summary>
    /// <param name="x">Scene coordinate.</param>
    /// <returns>Columns from the left border of the planes.</returns>
    public double Column(double x) => ((x + Moved.X) * Height) + (Width / 2.0) + Margin - (Window?.Left ?? 0);

    /// <summary>Gives the row of a place in the scene.</summary>
    /// <param name="y">Scene coordinate.</param>
    /// <returns>Rows from the upper border of the planes.</returns>
    public double Row(double y) => ((y + Moved.Y) * Height) + (Height / 2.0) + Margin - (Window?.Top ?? 0);

    /// <summary>Gives the scene coordinates of a point of the planes.</summary>
    /// <param name="column">Columns from the left border of the planes; pixel centres are at integer + 0.5.</param>
    /// <param name="row">Rows from the upper border.</param>
    /// <returns>The place in the scene.</returns>
    public (double X, double Y) Place(double column, double row) => ((column - Column(0)) / Height, (row - Row(0)) / Height);
}

/// <summary>A scene as an eye sees it: one plane for each of the eye's colours, in the eye's unit for a scene in which white has luminance 1.</summary>
public sealed class ScenePicture : IDisposable
{
    /// <summary>Rents the planes; their samples are dirty.</summary>
    /// <param name="pool">Lends them.</param>
    /// <param name="frame">What is rendered.</param>
    /// <param name="colours">Letters of the eye's colours.</param>
    public ScenePicture(PlanePool pool, SceneFrame frame, string colours)
        : this(pool, frame, colours, null)
    {
    }

    private ScenePicture(PlanePool pool, SceneFrame frame, string colours, Plane<float>? coverage)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(colours);
        Frame = frame;
        Colours = colours;
        Coverage = coverage;
        Planes = [.. colours.Select(_ => pool.Rent<float>(frame.Columns, frame.Rows))];
    }

    /// <summary>Rents a picture of nothing, which remembers how much of each pixel is painted.</summary>
    /// <param name="pool">Lends the planes.</param>
    /// <param name="frame">What is rendered.</param>
    /// <param name="colours">Letters of the eye's colours.</param>
    /// <returns>The picture: 0 everywhere, and covered nowhere.</returns>
    public static ScenePicture Clear(PlanePool pool, SceneFrame frame, string colours)
    {
        ArgumentNullException.ThrowIfNull(pool);
        var picture = new ScenePicture(pool, frame, colours, pool.Rent<float>(frame.Columns, frame.Rows));
        picture.Coverage!.Samples.Clear();
        foreach (var plane in picture.Planes)
        {
            plane.Samples.Clear();
        }

        return picture;
    }

    /// <summary>Gets what is rendered.</summary>
    public SceneFrame Frame { get; }

    /// <summary>Gets the letters of the planes.</summary>
    public string Colours { get; }

    /// <summary>Gets the planes.</summary>
    public IReadOnlyList<Plane<float>> Planes { get; }

    /// <summary>Gets how much of each pixel is painted, 0 to 1, where the picture remembers it; the planes then hold the light of that part.</summary>
    public Plane<float>? Coverage { get; }

    /// <summary>Fills the picture with one colour.</summary>
    /// <param name="colour">One value for each plane.</param>
    public void Fill(ReadOnlySpan<double> colour)
    {
        for (var i = 0; i < Planes.Count; i++)
        {
            Planes[i].Samples.Fill((float)colour[i]);
        }

        Coverage?.Samples.Fill(1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Coverage?.Dispose();
        foreach (var plane in Planes)
        {
            plane.Dispose();
        }
    }
}
