using System.Collections.Immutable;

namespace Pentaprism.Optics.Formats;

/// <summary>A lens as the text of a file, and what that format cannot hold.</summary>
/// <param name="Text">The text, with line feeds.</param>
/// <param name="Notes">What was left out or approximated, and where.</param>
public sealed record LensExport(string Text, ImmutableArray<FileNote> Notes);
