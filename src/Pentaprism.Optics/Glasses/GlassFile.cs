using System.Collections.Immutable;

namespace Pentaprism.Optics.Glasses;

/// <summary>What a glass file holds.</summary>
/// <param name="Catalogue">The glasses.</param>
/// <param name="Notes">What the reader left out or thinks doubtful.</param>
public sealed record GlassFile(GlassCatalogue Catalogue, ImmutableArray<FileNote> Notes);
