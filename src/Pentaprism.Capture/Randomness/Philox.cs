using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pentaprism.Capture.Randomness;

/// <summary>Random numbers that are a function of where they are used: of a seed, a pixel, a frame and a purpose, never of what was drawn before.</summary>
/// <remarks>
/// Philox 4×32 with ten rounds (J. Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC 2011). Any split of a picture into bands
/// or crops gives the same pixels.
/// </remarks>
internal readonly struct Philox(ulong seed)
{
    private const ulong MultiplierA = 0xD2511F53;
    private const ulong MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9;
    private const uint WeylB = 0xBB67AE85;
    private const int Rounds = 10;

    private readonly uint _keyA = (uint)seed;
    private readonly uint _keyB = (uint)(seed >> 32);

    /// <summary>Gives four random words.</summary>
    /// <param name="x">Such as the column.</param>
    /// <param name="y">Such as the row.</param>
    /// <param name="frame">Such as the frame.</param>
    /// <param name="purpose">What they are for, and how often they were asked for.</param>
    public RandomWords At(uint x, uint y, uint frame, uint purpose)
    {
        var (a, b, c, d) = (x, y, frame, purpose);
        var (keyA, keyB) = (_keyA, _keyB);
        for (var round = 0; round < Rounds; round++)
        {
            var productA = MultiplierA * a;
            var productB = MultiplierB * c;
            (a, b, c, d) = ((uint)(productB >> 32) ^ b ^ keyA, (uint)productB, (uint)(productA >> 32) ^ d ^ keyB, (uint)productA);
            keyA += WeylA;
            keyB += WeylB;
        }

        return new RandomWords(a, b, c, d);
    }

    /// <summary>Gets the words of neighbours: lane i holds those of <see cref="At"/> for x + i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LanesOfWords AlongRow(uint x, uint y, uint frame, uint purpose)
    {
        var (a, b) = (Vector<uint>.Indices + new Vector<uint>(x), new Vector<uint>(y));
        var (c, d) = (new Vector<uint>(frame), new Vector<uint>(purpose));
        var (keyA, keyB) = (_keyA, _keyB);
        for (var round = 0; round < Rounds; round++)
        {
            var (highA, lowA) = Product(a, MultiplierA);
            var (highB, lowB) = Product(c, MultiplierB);
            (a, b, c, d) = (highB ^ b ^ new Vector<uint>(keyA), lowB, highA ^ d ^ new Vector<uint>(keyB), lowA);
            keyA += WeylA;
            keyB += WeylB;
        }

        return new LanesOfWords(a, b, c, d);
    }

    // All 64 bits of a product of words: those of even and odd lanes apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<uint> High, Vector<uint> Low) Product(Vector<uint> words, ulong multiplier)
    {
        var lowHalves = new Vector<ulong>(uint.MaxValue);
        var pairs = Vector.AsVectorUInt64(words);
        var (even, odd) = (Times(pairs & lowHalves, multiplier), Times(pairs >>> 32, multiplier));
        return (
            Vector.AsVectorUInt32(Vector.ConditionalSelect(lowHalves, even >>> 32, odd)),
            Vector.AsVectorUInt32(Vector.ConditionalSelect(lowHalves, even, odd << 32)));
    }

    // Neither factor has more than 32 bits: there is an instruction for that.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<ulong> Times(Vector<ulong> halves, ulong multiplier) => Avx2.IsSupported && Vector<ulong>.Count == Vector256<ulong>.Count
        ? Avx2.Multiply(halves.AsVector256().AsUInt32(), Vector256.Create(multiplier).AsUInt32()).AsVector()
        : halves * multiplier;
}

/// <summary>Four random words for every lane.</summary>
internal readonly record struct LanesOfWords(Vector<uint> A, Vector<uint> B, Vector<uint> C, Vector<uint> D);

/// <summary>Four random words of 32 bits.</summary>
internal readonly record struct RandomWords(uint A, uint B, uint C, uint D)
{
    private const double Unit = 1.0 / 4294967296.0;

    /// <summary>Gives a number between 0 and 1, neither of them.</summary>
    public static double Fraction(uint word) => (word + 0.5) * Unit;
}
