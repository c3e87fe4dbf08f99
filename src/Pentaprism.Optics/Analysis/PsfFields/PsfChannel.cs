using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Analysis;

/// <summary>A colour channel of a camera, as a few wavelengths with the weights of sensor and light.</summary>
/// <param name="Name">Its name, such as "green".</param>
/// <param name="Wavelengths">Three to five wavelengths; the first is where the channel's image is measured.</param>
public sealed record PsfChannel(string Name, ImmutableArray<Wavelength> Wavelengths);
