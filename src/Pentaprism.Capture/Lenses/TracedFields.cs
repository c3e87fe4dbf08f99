using System.Runtime.CompilerServices;
using Pentaprism.Imaging;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Capture.Lenses;

/// <summary>The fields that were traced through drawings: captures that differ in scene or exposure alone ask for the same one again, and tracing takes seconds.</summary>
/// <remarks>They are kept as long as their drawing, the last sixteen of each. One drawing is traced by one caller at a time.</remarks>
internal static class TracedFields
{
    private const int Kept = 16;

    private static readonly ConditionalWeakTable<Lens, List<(PsfFieldOptions Options, PsfField Field)>> _ofDrawing = [];

    /// <summary>Gives the field of a drawing, traced now where it was not yet.</summary>
    /// <param name="lens">The drawing.</param>
    /// <param name="options">Channels, pixel, tolerance.</param>
    /// <param name="cancellation">Stops between fields.</param>
    /// <exception cref="ArgumentException">The lens is not symmetric under rotation.</exception>
    /// <exception cref="InvalidOperationException">No light of a field passes the lens.</exception>
    public static PsfField Of(Lens lens, PsfFieldOptions options, CancellationToken cancellation)
    {
        var traced = _ofDrawing.GetOrCreateValue(lens);
        lock (traced)
        {
            if (traced.Find(one => AreEqual(one.Options, options)).Field is { } known)
            {
                return known;
            }

            var field = PsfFieldBuilder.Build(lens, options, cancellation);
            traced.RemoveRange(0, Math.Max(traced.Count + 1 - Kept, 0));
            traced.Add((options, field));
            return field;
        }
    }

    // Arrays are compared by what is in them.
    private static bool AreEqual(PsfFieldOptions a, PsfFieldOptions b) =>
        a with { Channels = b.Channels } == b
        && a.Channels.Select(channel => channel.Name).SequenceEqual(b.Channels.Select(channel => channel.Name))
        && a.Channels.Zip(b.Channels).All(pair => pair.First.Wavelengths.SequenceEqual(pair.Second.Wavelengths));
}
