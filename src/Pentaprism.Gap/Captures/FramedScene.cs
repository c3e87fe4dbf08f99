using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Captures;

/// <summary>A chart with a texture around it: a burst of an even card alone could not be aligned, as no burst of a wall can.</summary>
/// <param name="Inside">The chart.</param>
/// <param name="Around">The texture.</param>
/// <param name="Share">Width and height of the chart over those of the picture.</param>
public sealed record FramedScene(IScene Inside, IScene Around, double Share) : IScene
{
    /// <inheritdoc/>
    public string Name => Inside.Name;

    /// <summary>Gives the part of a picture that shows the chart.</summary>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    public PixelRectangle Area(int width, int height)
    {
        var (columns, rows) = (2 * (int)(Share * width / 2), 2 * (int)(Share * height / 2));
        return new PixelRectangle((width - columns) / 2, (height - rows) / 2, columns, rows);
    }

    /// <inheritdoc/>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(picture);
        Around.Render(context, picture, light, eye);
        var area = Area(picture.Frame.Width, picture.Frame.Height);
        using var chart = new ScenePicture(context.Pool, new SceneFrame(area.Width, area.Height, 0), picture.Colours);
        Inside.Render(context, chart, light, eye);
        foreach (var (target, source) in picture.Planes.Zip(chart.Planes))
        {
            for (var y = 0; y < area.Height; y++)
            {
                source.Row(y).CopyTo(target.Row(y + area.Top + picture.Frame.Margin)[(area.Left + picture.Frame.Margin)..]);
            }
        }
    }
}
