namespace Pentaprism.Files.Tiff;

/// <summary>A directory of fields: an IFD.</summary>
internal sealed class TiffDirectory
{
    private readonly Dictionary<TiffTag, TiffField> _fields = [];

    /// <summary>Makes an empty directory.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="name">Its name in errors, such as "IFD 0, SubIFD 1".</param>
    public TiffDirectory(TiffFile file, string name) => (File, Name) = (file, name);

    /// <summary>Gets the file.</summary>
    public TiffFile File { get; }

    /// <summary>Gets the name for errors.</summary>
    public string Name { get; }

    /// <summary>Gets where the directory stands, for errors.</summary>
    public FilePlace Place => new(File.Path, Name);

    /// <summary>Gets the fields in the order of their tags' first appearance.</summary>
    public IEnumerable<TiffField> Fields => _fields.Values;

    /// <summary>Adds a field; the first one of a tag counts.</summary>
    /// <param name="field">The field.</param>
    public void Add(TiffField field) => _fields.TryAdd(field.Tag, field);

    /// <summary>Finds a field.</summary>
    /// <param name="tag">Its tag.</param>
    /// <returns>The field; null when absent.</returns>
    public TiffField? Find(TiffTag tag) => _fields.GetValueOrDefault(tag);

    /// <summary>Finds a field that must be there.</summary>
    /// <param name="tag">Its tag.</param>
    /// <returns>The field.</returns>
    public TiffField Require(TiffTag tag) => Find(tag) ?? throw Place.Bad($"the tag {tag} is missing");

    /// <summary>Reads a whole number, or takes the default where the tag is absent.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="minimum">The smallest that is right.</param>
    /// <param name="maximum">The largest that is right.</param>
    /// <returns>The number.</returns>
    public int Integer(TiffTag tag, int otherwise, int minimum, int maximum) => Find(tag)?.Integer(minimum, maximum) ?? otherwise;
}
