using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>Directories that are searched for a tag one after the other; makers do not agree on where some tags stand.</summary>
/// <param name="directories">The directories, the most likely first.</param>
internal sealed class TagScope(params TiffDirectory[] directories)
{
    /// <summary>Gets where the first directory stands, for errors.</summary>
    public FilePlace Place => directories[0].Place;

    /// <summary>Finds a field.</summary>
    /// <param name="tag">Its tag.</param>
    /// <returns>The first field with this tag; null when absent.</returns>
    public TiffField? Find(TiffTag tag)
    {
        foreach (var directory in directories)
        {
            if (directory.Find(tag) is { } field)
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>Reads a whole number, or takes the default where the tag is absent.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="minimum">The smallest that is right.</param>
    /// <param name="maximum">The largest that is right.</param>
    /// <returns>The number.</returns>
    public int Integer(TiffTag tag, int otherwise, int minimum, int maximum) => Find(tag)?.Integer(minimum, maximum) ?? otherwise;

    /// <summary>Reads a number that does not change the picture: the default also where it cannot be read.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="minimum">The smallest that is right.</param>
    /// <param name="maximum">The largest that is right.</param>
    /// <returns>The number.</returns>
    public double LenientNumber(TiffTag tag, double otherwise, double minimum, double maximum)
    {
        try
        {
            var value = Find(tag)?.Number() ?? otherwise;
            return value >= minimum && value <= maximum ? value : otherwise;
        }
        catch (ImageFileException)
        {
            return otherwise;
        }
    }

    /// <summary>Reads text; empty where it is absent or cannot be read.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>The text.</returns>
    public string Text(TiffTag tag) => Find(tag) is { IsBroken: false } field ? field.Text() : "";
}
