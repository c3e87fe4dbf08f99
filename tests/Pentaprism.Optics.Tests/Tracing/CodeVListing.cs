using System.Text.Json;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>The double Gauss of a public CODE V listing, with what that prints.</summary>
internal static class CodeVListing
{
    public const string File = "optics/ref/codev_double_gauss.json";

    public static JsonElement Root => JsonDocument.Parse(System.IO.File.ReadAllBytes(TestData.Path(File))).RootElement;

    public static Lens Lens => ReferenceLenses.Read("CODE V", Root.GetProperty("lens"));
}
