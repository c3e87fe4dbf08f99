using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Finish;

/// <summary>Brings colours into an output space by reducing their Oklab chroma; hue and lightness stay.</summary>
/// <remarks>
/// Along the line from the grey of equal lightness (s = 0) through the colour (s = 1) each linear channel is a cubic in s, because Oklab's
/// cone responses are cubes. The border is found by bisection of these cubics. Let r be the colour's place relative to the border: up to
/// 0.85 nothing happens, above it r' = 0.85 + 0.15 u / √(1 + u²), u = (r − 0.85) / 0.15, so that 1 comes to 0.956 and nothing passes 1.
/// </remarks>
internal readonly struct SoftGamut : IColourMap
{
    /// <summary>Place, relative to the border, up to which colours stay as they are.</summary>
    public const float Knee = 0.85f;

    private const int Bisections = 16;

    // Rounding must not push white out.
    private const float Tolerance = 2e-6f;

    private readonly FloatMatrix _toSpace;
    private readonly FloatMatrix _toCones;
    private readonly FloatMatrix _fromCones;
    private readonly FloatMatrix _toOklab;

    /// <summary>Prepares the map from linear Rec. 2020 to a linear space.</summary>
    public SoftGamut(RgbSpace space)
    {
        var cones = OkLab.ConesFrom(space);
        _toSpace = new FloatMatrix(RgbSpace.Rec2020.To(space));
        _toCones = new FloatMatrix(cones);
        _fromCones = new FloatMatrix(cones.Inverse());
        _toOklab = new FloatMatrix(OkLab.FromRoots);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Map(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue)
    {
        ColourMap.Multiply(_toSpace, ref red, ref green, ref blue);
        var max = Vector.MaxNative(Vector.MaxNative(red, green), blue);
        var min = Vector.MinNative(Vector.MinNative(red, green), blue);
        if (!Vector.GreaterThanOrEqualAll(min, max * LowestShare)
            || !Vector.LessThanOrEqualAll(max, Vector.FusedMultiplyAdd(min, new Vector<float>(HighestSlope), new Vector<float>(HighestStart))))
        {
            Reduce(ref red, ref green, ref blue);
        }
    }

    // Colours whose smallest channel is at least 0.16 of the largest, and whose largest is at most 0.79 + 0.2 · smallest, lie below the knee
    // in all three output spaces (searched on a grid; a test repeats it).
    internal const float LowestShare = 0.16f;
    internal const float HighestStart = 0.79f;
    internal const float HighestSlope = 0.2f;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Reduce(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue)
    {
        var line = MakeLine(red, green, blue);
        var low = Vector<float>.Zero;
        var high = new Vector<float>(1 / Knee);
        var isSafe = line.IsInside(high);
        if (Vector.EqualsAll(isSafe, Vector<int>.AllBitsSet))
        {
            return;
        }

        for (var i = 0; i < Bisections; i++)
        {
            var middle = (low + high) * 0.5f;
            var inside = line.IsInside(middle);
            low = Vector.ConditionalSelect(inside, middle, low);
            high = Vector.ConditionalSelect(inside, high, middle);
        }

        var one = Vector<float>.One;
        var place = one / Vector.MaxNative(low, new Vector<float>(1e-6f));
        var above = (place - new Vector<float>(Knee)) * (1 / (1 - Knee));
        var soft = Vector.FusedMultiplyAdd(
            above / Vector.SquareRoot(Vector.FusedMultiplyAdd(above, above, one)), new Vector<float>(1 - Knee), new Vector<float>(Knee));
        var (r, g, b) = line.At(soft * low);
        red = Vector.ConditionalSelect(isSafe, red, Clamp(r));
        green = Vector.ConditionalSelect(isSafe, green, Clamp(g));
        blue = Vector.ConditionalSelect(isSafe, blue, Clamp(b));
    }

    private ChromaLine MakeLine(Vector<float> red, Vector<float> green, Vector<float> blue)
    {
        ColourMap.Multiply(_toCones, ref red, ref green, ref blue);
        var (l, m, s) = (VectorMath.CubeRoot(red), VectorMath.CubeRoot(green), VectorMath.CubeRoot(blue));
        var (lightness, a, b) = (l, m, s);
        ColourMap.Multiply(_toOklab, ref lightness, ref a, ref b);
        (l, m, s) = (l - lightness, m - lightness, s - lightness);
        lightness = Clamp(lightness);
        return new ChromaLine(_fromCones, lightness, l, m, s);
    }

    private static Vector<float> Clamp(Vector<float> x) => Vector.MinNative(Vector.MaxNative(x, Vector<float>.Zero), Vector<float>.One);

    /// <summary>Colours of equal lightness and hue: each channel is c0 + s (c1 + s (c2 + s c3)).</summary>
    private readonly struct ChromaLine
    {
        private readonly Vector<float> _grey;
        private readonly Vector<float> _red1;
        private readonly Vector<float> _red2;
        private readonly Vector<float> _red3;
        private readonly Vector<float> _green1;
        private readonly Vector<float> _green2;
        private readonly Vector<float> _green3;
        private readonly Vector<float> _blue1;
        private readonly Vector<float> _blue2;
        private readonly Vector<float> _blue3;

        // Cones are (L + s k)³ = L³ + 3 L² k s + 3 L k² s² + k³ s³, and the matrix of greys gives grey.
        public ChromaLine(FloatMatrix fromCones, Vector<float> lightness, Vector<float> k1, Vector<float> k2, Vector<float> k3)
        {
            var square = lightness * lightness;
            _grey = square * lightness;
            (_red1, _green1, _blue1) = (k1 * square * 3f, k2 * square * 3f, k3 * square * 3f);
            ColourMap.Multiply(fromCones, ref _red1, ref _green1, ref _blue1);
            (_red2, _green2, _blue2) = (k1 * k1 * lightness * 3f, k2 * k2 * lightness * 3f, k3 * k3 * lightness * 3f);
            ColourMap.Multiply(fromCones, ref _red2, ref _green2, ref _blue2);
            (_red3, _green3, _blue3) = (k1 * k1 * k1, k2 * k2 * k2, k3 * k3 * k3);
            ColourMap.Multiply(fromCones, ref _red3, ref _green3, ref _blue3);
        }

        public (Vector<float> Red, Vector<float> Green, Vector<float> Blue) At(Vector<float> s) => (
            Cubic(s, _red1, _red2, _red3),
            Cubic(s, _green1, _green2, _green3),
            Cubic(s, _blue1, _blue2, _blue3));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<int> IsInside(Vector<float> s)
        {
            var (r, g, b) = At(s);
            var min = Vector.MinNative(Vector.MinNative(r, g), b);
            var max = Vector.MaxNative(Vector.MaxNative(r, g), b);
            return Vector.GreaterThanOrEqual(min, new Vector<float>(-Tolerance)) & Vector.LessThanOrEqual(max, new Vector<float>(1 + Tolerance));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector<float> Cubic(Vector<float> s, Vector<float> c1, Vector<float> c2, Vector<float> c3) =>
            Vector.FusedMultiplyAdd(
                s, Vector.FusedMultiplyAdd(s, Vector.FusedMultiplyAdd(s, c3, c2), c1), _grey);
    }
}
