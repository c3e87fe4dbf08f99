using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tone;

/// <summary>A curve per colour between two matrices, which then gives a share of the hue back that it took, and a share of the ratios.</summary>
/// <remarks>
/// <para>
/// A rising curve keeps the order of the three colours, so the HSV hue stays within its sixth of the circle, where it is the relative
/// place of the middle colour between the other two. Mixing hues is therefore mixing that place, and no hue need be computed. With a share
/// of 1 this is the rule of the DNG reference for tone curves (RGBTone).
/// </para>
/// <para>
/// Ratios: the scene's colour, brought to the luminance that the curve gave it, has the ratios of the scene and so its hue in every colour
/// space. The result goes that way by a share s, less where it would pass white: with r = s · (what the largest channel would gain) /
/// (its room below white), the share is s / (1 + r⁴)^(1/4). So light keeps its colour until a channel nears white, and only then pales.
/// </para>
/// </remarks>
internal sealed class HuePreservingCurve
{
    // Nine rows of a block and the curve's table stay within the first-level cache.
    private const int Block = 256;
    private const float Brightest = 1e6f;

    private readonly FloatMatrix _before;
    private readonly CurveTable _curve;
    private readonly float _hueShare;
    private readonly FloatMatrix _after;
    private readonly Vector<float> _white;
    private readonly float _ratioShare;
    private readonly Vector<float> _floor;

    /// <summary>Prepares a rendering.</summary>
    /// <param name="before">From the picture's colours to those of the curve, exposure included.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="hueShare">0 keeps the hue after the curve, 1 the hue before.</param>
    /// <param name="after">From the curve's colours to those of the result.</param>
    /// <param name="white">The result is clipped to 0 … this.</param>
    public HuePreservingCurve(Matrix3x3 before, CurveTable curve, double hueShare, Matrix3x3 after, double white = 1) =>
        (_before, _curve, _hueShare, _after, _white) = (new FloatMatrix(before), curve, (float)hueShare, new FloatMatrix(after), new Vector<float>((float)white));

    /// <summary>Prepares a rendering in linear Rec. 2020 that keeps ratios.</summary>
    /// <param name="before">As above.</param>
    /// <param name="curve">As above.</param>
    /// <param name="hueShare">As above.</param>
    /// <param name="after">As above.</param>
    /// <param name="ratioShare">0 keeps the colours of the curve, 1 the ratios of the scene.</param>
    /// <param name="floor">What the curve makes of black: light that has no colour.</param>
    /// <param name="white">As above.</param>
    public HuePreservingCurve(Matrix3x3 before, CurveTable curve, double hueShare, Matrix3x3 after, double ratioShare, double floor, double white)
        : this(before, curve, hueShare, after, white) => (_ratioShare, _floor) = ((float)ratioShare, new Vector<float>((float)floor));

    /// <summary>Renders a row of colours in place.</summary>
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        Span<float> memory = stackalloc float[9 * Block];
        var curved = memory[..(3 * Block)];
        var plain = memory.Slice(3 * Block, 3 * Block);
        var scene = memory[(6 * Block)..];
        for (var x = 0; x < red.Length; x += Block)
        {
            var n = Math.Min(Block, red.Length - x);
            plain.Clear();
            red.Slice(x, n).CopyTo(plain);
            green.Slice(x, n).CopyTo(plain[Block..]);
            blue.Slice(x, n).CopyTo(plain[(2 * Block)..]);
            plain.CopyTo(scene);
            Before(plain, curved);
            for (var colour = 0; colour < 3; colour++)
            {
                _curve.Apply(curved.Slice(colour * Block, n));
            }

            After(plain, curved);
            if (_ratioShare > 0)
            {
                KeepRatios(scene, curved);
            }

            curved[..n].CopyTo(red[x..]);
            curved.Slice(Block, n).CopyTo(green[x..]);
            curved.Slice(2 * Block, n).CopyTo(blue[x..]);
        }
    }

    private void Before(Span<float> plain, Span<float> clamped)
    {
        var (lowest, highest) = (new Vector<float>(_curve.First), new Vector<float>(_curve.Last));
        var colours = MemoryMarshal.Cast<float, Vector<float>>(plain);
        var results = MemoryMarshal.Cast<float, Vector<float>>(clamped);
        var n = colours.Length / 3;
        for (var i = 0; i < n; i++)
        {
            var (r, g, b) = (Sound(colours[i]), Sound(colours[i + n]), Sound(colours[i + (2 * n)]));
            ColourMap.Multiply(_before, ref r, ref g, ref b);
            (colours[i], colours[i + n], colours[i + (2 * n)]) = (r, g, b);
            results[i] = Vector.MinNative(Vector.MaxNative(r, lowest), highest);
            results[i + n] = Vector.MinNative(Vector.MaxNative(g, lowest), highest);
            results[i + (2 * n)] = Vector.MinNative(Vector.MaxNative(b, lowest), highest);
        }
    }

    private void After(ReadOnlySpan<float> plain, Span<float> curved)
    {
        var colours = MemoryMarshal.Cast<float, Vector<float>>(plain);
        var results = MemoryMarshal.Cast<float, Vector<float>>(curved);
        var n = colours.Length / 3;
        for (var i = 0; i < n; i++)
        {
            var (r, g, b) = (results[i], results[i + n], results[i + (2 * n)]);
            MixHue(colours[i], colours[i + n], colours[i + (2 * n)], ref r, ref g, ref b);
            ColourMap.Multiply(_after, ref r, ref g, ref b);
            results[i] = Clamp(r);
            results[i + n] = Clamp(g);
            results[i + (2 * n)] = Clamp(b);
        }
    }

    // A grey has no range: its place is 0, which changes nothing where the curve's colours have no span either.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MixHue(
        Vector<float> red, Vector<float> green, Vector<float> blue, ref Vector<float> r, ref Vector<float> g, ref Vector<float> b)
    {
        var least = Vector.MinNative(Vector.MinNative(red, green), blue);
        var range = Vector.MaxNative(Vector.MaxNative(red, green), blue) - least;
        var low = Vector.MinNative(Vector.MinNative(r, g), b);
        var span = Vector.MaxNative(Vector.MaxNative(r, g), b) - low;
        var perRange = span * _hueShare / Vector.MaxNative(range, new Vector<float>(1e-30f));
        var keep = new Vector<float>(1 - _hueShare);
        var ground = low * _hueShare;
        r = Vector.FusedMultiplyAdd(red - least, perRange, Vector.FusedMultiplyAdd(r, keep, ground));
        g = Vector.FusedMultiplyAdd(green - least, perRange, Vector.FusedMultiplyAdd(g, keep, ground));
        b = Vector.FusedMultiplyAdd(blue - least, perRange, Vector.FusedMultiplyAdd(b, keep, ground));
    }

    private void KeepRatios(ReadOnlySpan<float> scene, Span<float> rendered)
    {
        var (red, green, blue) = ((float)RgbSpace.Rec2020.Luminance.X, (float)RgbSpace.Rec2020.Luminance.Y, (float)RgbSpace.Rec2020.Luminance.Z);
        var colours = MemoryMarshal.Cast<float, Vector<float>>(scene);
        var results = MemoryMarshal.Cast<float, Vector<float>>(rendered);
        var (one, share) = (Vector<float>.One, new Vector<float>(_ratioShare));
        var n = results.Length / 3;
        for (var i = 0; i < n; i++)
        {
            var (r, g, b) = (results[i], results[i + n], results[i + (2 * n)]);
            var (x, y, z) = (Light(colours[i]), Light(colours[i + n]), Light(colours[i + (2 * n)]));
            var before = (x * red) + (y * green) + (z * blue);
            var scale = ((r * red) + (g * green) + (b * blue) - _floor) / Vector.MaxNative(before, new Vector<float>(1e-20f));
            (x, y, z) = (Vector.FusedMultiplyAdd(x, scale, _floor), Vector.FusedMultiplyAdd(y, scale, _floor), Vector.FusedMultiplyAdd(z, scale, _floor));
            var largest = Vector.MaxNative(Vector.MaxNative(r, g), b);
            var gain = Vector.MaxNative(Vector.MaxNative(Vector.MaxNative(x, y), z) - largest, Vector<float>.Zero);
            var crowding = share * gain / Vector.MaxNative(_white - largest, new Vector<float>(1e-6f));
            crowding *= crowding;
            var way = share / Vector.SquareRoot(Vector.SquareRoot(Vector.FusedMultiplyAdd(crowding, crowding, one)));
            results[i] = Clamp(Vector.FusedMultiplyAdd(x - r, way, r));
            results[i + n] = Clamp(Vector.FusedMultiplyAdd(y - g, way, g));
            results[i + (2 * n)] = Clamp(Vector.FusedMultiplyAdd(z - b, way, b));
        }
    }

    private static Vector<float> Light(Vector<float> x) => Vector.MaxNative(Sound(x), Vector<float>.Zero);

    // What is not a number becomes 0, and infinity a light that is white in any case.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Sound(Vector<float> x) =>
        Vector.MinNative(Vector.ConditionalSelect(Vector.GreaterThan(x, new Vector<float>(-Brightest)), x, Vector<float>.Zero), new Vector<float>(Brightest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> Clamp(Vector<float> x) => Vector.MinNative(Vector.MaxNative(x, Vector<float>.Zero), _white);
}
