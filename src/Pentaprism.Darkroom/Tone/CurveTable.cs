using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Tone;

/// <summary>A curve of one variable as a table over light that is fine near black: 256 steps to each doubling.</summary>
/// <remarks>
/// The bits of a positive float, read as a whole number, run along such steps by themselves: the upper bits are the entry and the lower
/// ones the place in it. Between entries the table is straight; for the curves of this house that errs by less than 2e-6,
/// and by a few 1e-4 within the one step that holds a corner.
/// </remarks>
internal sealed class CurveTable
{
    private const int PlaceBits = 15;
    private const int StepsPerDoubling = 1 << (23 - PlaceBits);

    private readonly Vector2[] _entries;
    private readonly int _firstBits;

    /// <summary>Tabulates a curve between two powers of 2; beyond them it has the value of the end.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="lowest">Exponent of the lowest light.</param>
    /// <param name="highest">Exponent of the highest light, above the lowest.</param>
    public CurveTable(Func<double, double> curve, int lowest, int highest)
    {
        First = MathF.ScaleB(1, lowest);
        Last = MathF.ScaleB(1, highest);
        _firstBits = BitConverter.SingleToInt32Bits(First);
        _entries = new Vector2[((highest - lowest) * StepsPerDoubling) + 1];
        var value = curve(First);
        for (var i = 0; i < _entries.Length; i++)
        {
            var end = i + 1 < _entries.Length ? curve(BitConverter.Int32BitsToSingle(_firstBits + ((i + 1) << PlaceBits))) : value;
            _entries[i] = new Vector2((float)value, (float)(end - value));
            value = end;
        }
    }

    /// <summary>Gets the lowest light.</summary>
    public float First { get; }

    /// <summary>Gets the highest light.</summary>
    public float Last { get; }

    /// <summary>Maps samples in place.</summary>
    /// <param name="samples">Light between <see cref="First"/> and <see cref="Last"/>; the caller has clamped it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Span<float> samples)
    {
        ReadOnlySpan<Vector2> entries = _entries;
        for (var x = 0; x < samples.Length; x++)
        {
            var bits = BitConverter.SingleToInt32Bits(samples[x]) - _firstBits;
            var entry = entries[bits >> PlaceBits];
            var place = (bits & ((1 << PlaceBits) - 1)) * (1f / (1 << PlaceBits));
            samples[x] = MathF.FusedMultiplyAdd(entry.Y, place, entry.X);
        }
    }
}
