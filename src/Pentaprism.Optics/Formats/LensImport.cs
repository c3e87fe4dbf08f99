using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>A lens read from a file, and what the reader did not take over as it stands there.</summary>
/// <param name="Lens">The lens; it keeps the rules of <see cref="Lens.Check"/>.</param>
/// <param name="Notes">What was ignored, guessed or is doubtful, in the order of the file.</param>
public sealed record LensImport(Lens Lens, ImmutableArray<FileNote> Notes);
