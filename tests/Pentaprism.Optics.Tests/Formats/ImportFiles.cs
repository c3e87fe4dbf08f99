using System.Text.Json;
using Pentaprism.Optics.Glasses;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Formats;

/// <summary>The files of other programs in the test data, and what an importer must deliver of them.</summary>
internal static class ImportFiles
{
    public const string Folder = "optics/import";

    private static readonly Lazy<JsonDocument> _expected = new(() => JsonDocument.Parse(File.ReadAllBytes(Path("expected.json"))));

    private static readonly Lazy<GlassLibrary> _library = new(() => GlassLibrary.BuiltIn
        .WithFirst(AgfReader.Read(Path("agf/rpo.agf")).Catalogue)
        .WithFirst(AgfReader.Read(Path("agf/schott.agf")).Catalogue));

    /// <summary>Gets the built-in glasses and the two makers' catalogues that some of the files need.</summary>
    public static GlassLibrary Library => _library.Value;

    public static string Path(string relative) => TestData.Path($"{Folder}/{relative}");

    public static JsonElement Expected(string kind, string file) => _expected.Value.RootElement.GetProperty(kind).GetProperty(file);

    public static IEnumerable<string> Names(string kind) => _expected.Value.RootElement.GetProperty(kind).EnumerateObject().Select(file => file.Name);
}
