using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>What part of a scene is rendered: the picture and a border around it.</summary>
/// <param name="Width">Columns of the picture.</param>
/// <param name="Height">Rows of the picture.</param>
/// <param name="Margin">Columns and rows around it.</param>
/// <remarks>In scene coordinates the picture is 1 high, with its centre at 0, 0; x right, y down.</remarks>
public readonly record struct SceneFrame(int Width, int Height, int Margin)
{
    /// <summary>Gets the columns of the planes.</summary>
    public int Columns => Width + (2 * Margin);

    /// <summary>Gets the rows of the planes.</summary>
    public int Rows => Height + (2 * Margin);

    /// <summary>Gets the width of the picture over its height.</summary>
    public double Aspect => (double)Width / Height;

    /// <summary>Gives the column of a place in the scene.</summary>
    /// <param name="x">Scene coordinate.</param>
    /// <returns>Columns from the left border of the planes.</returns>
    public double Column(double x) => (x * Height) + (Width / 2.0) + Margin;

    /// <summary>Gives the row of a place in the scene.</summary>
    /// <param name="y">Scene coordinate.</param>
    /// <returns>Rows from the upper border of the planes.</returns>
    public double Row(double y) => (y * Height) + (Height / 2.0) + Margin;
}

/// <summary>A scene as an eye sees it: one plane for each of the eye's colours, in the eye's unit for a scene in which white has luminance 1.</summary>
public sealed class ScenePicture : IDisposable
{
    /// <summary>Rents the planes; their samples are dirty.</summary>
    /// <param name="pool">Lends them.</param>
    /// <param name="frame">What is rendered.</param>
    /// <param name="colours">Letters of the eye's colours.</param>
    public ScenePicture(PlanePool pool, SceneFrame frame, string colours)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(colours);
        Frame = frame;
        Colours = colours;
        Planes = [.. colours.Select(_ => pool.Rent<float>(frame.Columns, frame.Rows))];
    }

    /// <summary>Gets what is rendered.</summary>
    public SceneFrame Frame { get; }

    /// <summary>Gets the letters of the planes.</summary>
    public string Colours { get; }

    /// <summary>Gets the planes.</summary>
    public IReadOnlyList<Plane<float>> Planes { get; }

    /// <summary>Fills the picture with one colour.</summary>
    /// <param name="colour">One value for each plane.</param>
    public void Fill(ReadOnlySpan<double> colour)
    {
        for (var i = 0; i < Planes.Count; i++)
        {
            Planes[i].Samples.Fill((float)colour[i]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var plane in Planes)
        {
            plane.Dispose();
        }
    }
}
