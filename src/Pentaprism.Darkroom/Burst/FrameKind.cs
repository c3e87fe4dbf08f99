using Pentaprism.Files;

namespace Pentaprism.Darkroom.Burst;

/// <summary>What all frames of a burst must have in common.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Form">How pixels hold their colours.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal sealed record FrameKind(string Camera, string Form, int Width, int Height)
{
    /// <summary>Gives the kind of a frame.</summary>
    /// <param name="file">Its file.</param>
    /// <returns>The kind.</returns>
    public static FrameKind Of(FrameFile file)
    {
        var metadata = file.Metadata;
        var layout = metadata.Layout;
        var camera = metadata.UniqueCameraModel.Length > 0 ? metadata.UniqueCameraModel : $"{metadata.Make} {metadata.Model}".Trim();
        var form = file.IsRendered ? "a JPEG" : layout.Cfa is { } cfa ? $"a mosaic {cfa}" : layout.Planes == 1 ? "monochrome" : "a linear DNG";
        return new FrameKind(camera, form, layout.ActiveArea.Width, layout.ActiveArea.Height);
    }

    /// <summary>Refuses a burst of several kinds, by the name of the frame that does not belong to it.</summary>
    /// <param name="frames">The kinds of all frames, by the paths of their files.</param>
    /// <exception cref="ImageFileException">There is more than one kind.</exception>
    public static void RequireOne(IReadOnlyList<(string Path, FrameKind Kind)> frames)
    {
        var common = frames.GroupBy(frame => frame.Kind).MaxBy(group => group.Count())!;
        foreach (var (path, kind) in frames)
        {
            if (kind != common.Key)
            {
                throw new ImageFileException(path, "", $"does not belong to this burst: it is {kind.Against(common.Key)}; give it apart from the others");
            }
        }
    }

    private string Against(FrameKind common) =>
        Camera != common.Camera ? $"from the camera '{Camera}', the others are from '{common.Camera}'"
        : (Width, Height) != (common.Width, common.Height) ? $"{Width} × {Height}, the others are {common.Width} × {common.Height}"
        : $"{Form}, the others are {common.Form}";
}
