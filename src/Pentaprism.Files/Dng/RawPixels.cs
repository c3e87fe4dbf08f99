using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>The stored samples of a DNG, decoded but not yet linearised: integer planes, or float planes.</summary>
public sealed class RawPixels : IDisposable
{
    /// <summary>Wraps integer planes (samples of 16 bits at most).</summary>
    /// <param name="codes">One plane, or three of equal size.</param>
    public RawPixels(IReadOnlyList<Plane<ushort>> codes) => Codes = codes;

    /// <summary>Wraps float planes (floating-point samples, or integers of more than 16 bits as they are).</summary>
    /// <param name="values">One plane, or three of equal size.</param>
    public RawPixels(IReadOnlyList<Plane<float>> values) => Values = values;

    /// <summary>Gets the integer planes; null when the samples are floating-point.</summary>
    public IReadOnlyList<Plane<ushort>>? Codes { get; }

    /// <summary>Gets the float planes; null when the samples are integers.</summary>
    public IReadOnlyList<Plane<float>>? Values { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var plane in Codes ?? [])
        {
            plane.Dispose();
        }

        foreach (var plane in Values ?? [])
        {
            plane.Dispose();
        }
    }
}
