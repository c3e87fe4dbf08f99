using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.ColourEqualizer;

/// <summary>The colour equalizer for a vector of colours.</summary>
/// <remarks>
/// In Oklab, with chroma C and hue h:
/// <code>
/// C' = C k (1 + Σ Aj wj f)        h' = h + Σ Dj wj f
/// wj = ½ (1 + cos π√u)            u = sin²(d/2) / sin²(Wj/2), d = h − hj, 0 where u ≥ 1     a raised cosine of half width Wj
/// f  = smoothstep(0.02, 0.05, C)                                                            near greys hues mean nothing
/// </code>
/// In skin, hue 45 ± 25 degrees and chroma between 0.02 and 0.22 with soft ends, C'/C and h' − h are brought within their bounds. The half
/// angle's sine stands for the angle itself (it differs by less than 3 % of the width) because it follows from a and b without arctangents.
/// </remarks>
internal readonly struct EqualizerKernel : IColourMap
{
    private const double SkinHue = 45;
    private const double SkinHalfWidth = 25;

    private readonly FloatMatrix _toCones;
    private readonly FloatMatrix _fromCones;
    private readonly FloatMatrix _toOklab;
    private readonly FloatMatrix _toRoots;
    private readonly Sector[] _sectors;
    private readonly Sector _skin;
    private readonly float _chroma;
    private readonly float _lowestSkin;
    private readonly float _highestSkin;
    private readonly float _skinTurn;

    /// <summary>Prepares the kernel.</summary>
    public EqualizerKernel(ColourEqualizerOptions options)
    {
        var cones = OkLab.ConesFrom(RgbSpace.Rec2020);
        (_toCones, _fromCones) = (new FloatMatrix(cones), new FloatMatrix(cones.Inverse()));
        (_toOklab, _toRoots) = (new FloatMatrix(OkLab.FromRoots), new FloatMatrix(OkLab.ToRoots));
        _sectors = [.. options.Sectors.Where(entry => entry.Sector is not { Chroma: 0, Hue: 0 }).Select(entry => new Sector(entry.Sector, entry.Hue, entry.HalfWidth))];
        _skin = new Sector(new HueSector(), SkinHue, SkinHalfWidth);
        _chroma = (float)options.Chroma;
        (_lowestSkin, _highestSkin) = ((float)options.Skin.LowestChroma, (float)options.Skin.HighestChroma);
        _skinTurn = float.DegreesToRadians((float)options.Skin.Hue);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Map(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue)
    {
        ColourMap.Multiply(_toCones, ref red, ref green, ref blue);
        var (lightness, a, b) = (VectorMath.CubeRoot(red), VectorMath.CubeRoot(green), VectorMath.CubeRoot(blue));
        ColourMap.Multiply(_toOklab, ref lightness, ref a, ref b);
        Turn(ref a, ref b);
        var (l, m, s) = (lightness, a, b);
        ColourMap.Multiply(_toRoots, ref l, ref m, ref s);
        (red, green, blue) = (l * l * l, m * m * m, s * s * s);
        ColourMap.Multiply(_fromCones, ref red, ref green, ref blue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Turn(ref Vector<float> a, ref Vector<float> b)
    {
        var chroma = Vector.SquareRoot(Vector.FusedMultiplyAdd(a, a, b * b));
        var one = Vector<float>.One;
        var perChroma = one / Vector.MaxNative(chroma, new Vector<float>(1e-9f));
        var (cosine, sine) = (a * perChroma, b * perChroma);
        var (growth, turn) = (Vector<float>.Zero, Vector<float>.Zero);
        foreach (var sector in _sectors)
        {
            var weight = sector.Weight(cosine, sine);
            growth = Vector.FusedMultiplyAdd(weight, new Vector<float>(sector.Chroma), growth);
            turn = Vector.FusedMultiplyAdd(weight, new Vector<float>(sector.Turn), turn);
        }

        var fade = SmoothStep(chroma, 0.02f, 0.05f);
        var factor = Vector.FusedMultiplyAdd(growth, fade, one) * _chroma;
        turn *= fade;

        var skin = _skin.Weight(cosine, sine) * SmoothStep(chroma, 0.02f, 0.04f) * (one - SmoothStep(chroma, 0.16f, 0.22f));
        factor = Vector.FusedMultiplyAdd(Bound(factor, _lowestSkin, _highestSkin) - factor, skin, factor);
        turn = Vector.FusedMultiplyAdd(Bound(turn, -_skinTurn, _skinTurn) - turn, skin, turn);

        // Turns are small: the series of sine and cosine end at the fifth power, 1e-5 at 45 degrees.
        var square = turn * turn;
        var sineOfTurn = turn * Vector.FusedMultiplyAdd(square, Vector.FusedMultiplyAdd(square, new Vector<float>(1f / 120), new Vector<float>(-1f / 6)), one);
        var cosineOfTurn = Vector.FusedMultiplyAdd(square, Vector.FusedMultiplyAdd(square, new Vector<float>(1f / 24), new Vector<float>(-0.5f)), one);
        (a, b) = (factor * ((a * cosineOfTurn) - (b * sineOfTurn)), factor * ((a * sineOfTurn) + (b * cosineOfTurn)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> SmoothStep(Vector<float> x, float low, float high)
    {
        var t = Bound((x - new Vector<float>(low)) * (1 / (high - low)), 0, 1);
        return t * t * Vector.FusedMultiplyAdd(t, new Vector<float>(-2f), new Vector<float>(3f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Bound(Vector<float> x, float low, float high) => Vector.MinNative(Vector.MaxNative(x, new Vector<float>(low)), new Vector<float>(high));

    /// <summary>A family of colours around one hue.</summary>
    private readonly struct Sector(HueSector sector, double hue, double halfWidth)
    {
        private readonly float _cosine = (float)Math.Cos(double.DegreesToRadians(hue));
        private readonly float _sine = (float)Math.Sin(double.DegreesToRadians(hue));

        // 1 / (1 − cos W) = 1 / (2 sin²(W/2))
        private readonly float _scale = (float)(1 / (1 - Math.Cos(double.DegreesToRadians(halfWidth))));

        public float Chroma { get; } = (float)sector.Chroma;

        public float Turn { get; } = (float)double.DegreesToRadians(sector.Hue);

        // ½ (1 + cos π√u) is (1 − u) times a polynomial of u, to 5e-7.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Weight(Vector<float> cosine, Vector<float> sine)
        {
            var along = Vector.FusedMultiplyAdd(cosine, new Vector<float>(_cosine), sine * _sine);
            var u = Bound((Vector<float>.One - along) * _scale, 0, 1);
            var p = Vector.FusedMultiplyAdd(new Vector<float>(0.01028955f), u, new Vector<float>(-0.10455787f));
            p = Vector.FusedMultiplyAdd(p, u, new Vector<float>(0.56166861f));
            p = Vector.FusedMultiplyAdd(p, u, new Vector<float>(-1.4673789f));
            return Vector.FusedMultiplyAdd(p, u, Vector<float>.One) * (Vector<float>.One - u);
        }
    }
}
