using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Colour;

/// <summary>A hue and saturation table between two matrices: one pass over the picture, in place.</summary>
/// <remarks>
/// Works on blocks of a row: hue, saturation and value in vectors, the look-up of a table entry pixel by pixel, and back in vectors.
/// What of a channel lies below zero passes by the table and is added again behind it: readers that clip lose it, and a pixel that skipped
/// the table for one such channel would stand out among its neighbours. Source: DNG 1.7.1, chapter 6, and Smith, "Color gamut transform
/// pairs", SIGGRAPH 1978, for hue, saturation and value.
/// </remarks>
internal sealed class HueSatTransform
{
    // Ten scratch rows of one block stay within the first-level cache.
    private const int Block = 512;

    private readonly Vector4[] _entries;
    private readonly int _hues;
    private readonly int _saturations;
    private readonly int _values;
    private readonly bool _isGammaEncoded;
    private readonly bool _clipsValue;
    private readonly Matrix3x3 _before;
    private readonly Matrix3x3 _after;

    /// <summary>Prepares a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="isGammaEncoded">Whether its value axis is sRGB-encoded.</param>
    /// <param name="clipsValue">Whether values above 1 are brought down to 1.</param>
    /// <param name="before">From the picture to linear ProPhoto.</param>
    /// <param name="after">From linear ProPhoto to the picture's new colours.</param>
    public HueSatTransform(HueSatTable table, bool isGammaEncoded, bool clipsValue, Matrix3x3 before, Matrix3x3 after)
    {
        (_hues, _saturations, _values) = (table.Hues, table.Saturations, table.Values);
        (_isGammaEncoded, _clipsValue, _before, _after) = (isGammaEncoded, clipsValue, before, after);

        // The hue circle closes: a copy of hue 0 behind the last saves the wrap in the look-up. So does a copy of the last saturation.
        _entries = new Vector4[_values * (_hues + 1) * (_saturations + 1)];
        for (var v = 0; v < _values; v++)
        {
            for (var h = 0; h <= _hues; h++)
            {
                for (var s = 0; s <= _saturations; s++)
                {
                    var at = 3 * ((((v * _hues) + (h % _hues)) * _saturations) + Math.Min(s, _saturations - 1));
                    _entries[(((v * (_hues + 1)) + h) * (_saturations + 1)) + s] =
                        new Vector4(table.Entries[at] * (6f / 360), table.Entries[at + 1], table.Entries[at + 2], 0);
                }
            }
        }
    }

    /// <summary>Transforms a picture in place.</summary>
    public void Apply(RgbPlanes planes, ProcessingContext context) =>
        Bands.Run(context, planes.Width, planes.Height, (top, bottom) =>
        {
            var scratch = new Scratch(stackalloc float[Scratch.Rows * Block]);
            var red = planes.Red.Rows(top, bottom);
            var green = planes.Green.Rows(top, bottom);
            var blue = planes.Blue.Rows(top, bottom);
            for (var x = 0; x < red.Length; x += Block)
            {
                var n = Math.Min(Block, red.Length - x);
                Apply(red.Slice(x, n), green.Slice(x, n), blue.Slice(x, n), scratch);
            }
        });

    private void Apply(Span<float> red, Span<float> green, Span<float> blue, Scratch scratch)
    {
        red.CopyTo(scratch.Red);
        green.CopyTo(scratch.Green);
        blue.CopyTo(scratch.Blue);

        // Beyond a short block's end lies what an earlier one left: harmless, and never copied back.
        MatrixTransform.Apply(scratch.Red, scratch.Green, scratch.Blue, _before);
        ToHueSatValue(scratch);
        if (_isGammaEncoded)
        {
            TransferFunction.Srgb.EncodeRow(scratch.Value[..red.Length], scratch.Encoded[..red.Length]);
        }

        LookUp(scratch, red.Length, _isGammaEncoded ? scratch.Encoded : scratch.Value);
        if (_isGammaEncoded)
        {
            TransferFunction.Srgb.DecodeRow(scratch.Encoded[..red.Length], scratch.Value[..red.Length]);
        }

        FromHueSatValue(scratch, _clipsValue);
        MatrixTransform.Apply(scratch.Red, scratch.Green, scratch.Blue, _after);
        scratch.Red[..red.Length].CopyTo(red);
        scratch.Green[..red.Length].CopyTo(green);
        scratch.Blue[..red.Length].CopyTo(blue);
    }

    // Hue 0 to 6 with red at 0, saturation and value; value is the largest channel.
    private static void ToHueSatValue(Scratch scratch)
    {
        var reds = MemoryMarshal.Cast<float, Vector<float>>(scratch.Red);
        var greens = MemoryMarshal.Cast<float, Vector<float>>(scratch.Green);
        var blues = MemoryMarshal.Cast<float, Vector<float>>(scratch.Blue);
        var hues = MemoryMarshal.Cast<float, Vector<float>>(scratch.Hue);
        var saturations = MemoryMarshal.Cast<float, Vector<float>>(scratch.Saturation);
        var values = MemoryMarshal.Cast<float, Vector<float>>(scratch.Value);
        var tiny = new Vector<float>(1e-20f);
        for (var i = 0; i < reds.Length; i++)
        {
            var (r, g, b) = (Vector.MaxNative(reds[i], Vector<float>.Zero), Vector.MaxNative(greens[i], Vector<float>.Zero), Vector.MaxNative(blues[i], Vector<float>.Zero));
            var max = Vector.MaxNative(r, Vector.MaxNative(g, b));
            var range = max - Vector.MinNative(r, Vector.MinNative(g, b));
            var scale = Vector<float>.One / Vector.MaxNative(range, tiny);
            var hue = Vector.ConditionalSelect(
                Vector.Equals(max, r),
                (g - b) * scale,
                Vector.ConditionalSelect(Vector.Equals(max, g), ((b - r) * scale) + new Vector<float>(2), ((r - g) * scale) + new Vector<float>(4)));
            hues[i] = Vector.ConditionalSelect(Vector.LessThan(hue, Vector<float>.Zero), hue + new Vector<float>(6), hue);
            saturations[i] = range / Vector.MaxNative(max, tiny);
            values[i] = max;
        }
    }

    // Turns hue, saturation and value (in the table's own encoding) of each pixel by the entry interpolated at its place.
    private void LookUp(Scratch scratch, int count, Span<float> value)
    {
        var hue = scratch.Hue[..count];
        var saturation = scratch.Saturation[..count];
        value = value[..count];
        var rowStep = _saturations + 1;
        var layerStep = (_hues + 1) * rowStep;
        var (hueScale, saturationScale, valueScale) = (_hues / 6f, _saturations - 1f, _values - 1f);
        for (var x = 0; x < count; x++)
        {
            var hueAt = Math.Clamp(hue[x] * hueScale, 0, _hues);
            var saturationAt = Math.Clamp(saturation[x], 0, 1) * saturationScale;
            var h = Math.Min((int)hueAt, _hues - 1);
            var s = (int)saturationAt;
            var (hueShare, saturationShare) = (hueAt - h, saturationAt - s);
            var at = (h * rowStep) + s;
            Vector4 entry;
            if (_values == 1)
            {
                entry = Between(at, rowStep, hueShare, saturationShare);
            }
            else
            {
                var valueAt = Math.Clamp(value[x], 0, 1) * valueScale;
                var v = Math.Min((int)valueAt, _values - 2);
                at += v * layerStep;
                entry = Mix(Between(at, rowStep, hueShare, saturationShare), Between(at + layerStep, rowStep, hueShare, saturationShare), valueAt - v);
            }

            hue[x] += entry.X;
            saturation[x] *= entry.Y;
            value[x] *= entry.Z;
        }
    }

    private Vector4 Between(int at, int rowStep, float hueShare, float saturationShare)
    {
        var near = _entries.AsSpan(at, 2);
        var far = _entries.AsSpan(at + rowStep, 2);
        return Mix(Mix(near[0], near[1], saturationShare), Mix(far[0], far[1], saturationShare), hueShare);
    }

    private static Vector4 Mix(Vector4 a, Vector4 b, float share) => Vector4.FusedMultiplyAdd(b - a, new Vector4(share), a);

    private static void FromHueSatValue(Scratch scratch, bool clipsValue)
    {
        var reds = MemoryMarshal.Cast<float, Vector<float>>(scratch.Red);
        var greens = MemoryMarshal.Cast<float, Vector<float>>(scratch.Green);
        var blues = MemoryMarshal.Cast<float, Vector<float>>(scratch.Blue);
        var hues = MemoryMarshal.Cast<float, Vector<float>>(scratch.Hue);
        var saturations = MemoryMarshal.Cast<float, Vector<float>>(scratch.Saturation);
        var values = MemoryMarshal.Cast<float, Vector<float>>(scratch.Value);
        for (var i = 0; i < reds.Length; i++)
        {
            var hue = hues[i];
            var value = clipsValue ? Vector.MinNative(values[i], Vector<float>.One) : values[i];
            var depth = value * Vector.MinNative(Vector.MaxNative(saturations[i], Vector<float>.Zero), Vector<float>.One);
            reds[i] = Channel(hue, 5, value, depth) + Vector.MinNative(reds[i], Vector<float>.Zero);
            greens[i] = Channel(hue, 3, value, depth) + Vector.MinNative(greens[i], Vector<float>.Zero);
            blues[i] = Channel(hue, 1, value, depth) + Vector.MinNative(blues[i], Vector<float>.Zero);
        }
    }

    // A channel is value − depth · clamp(min(k, 4 − k), 0, 1), k = (hue + offset) mod 6.
    private static Vector<float> Channel(Vector<float> hue, float offset, Vector<float> value, Vector<float> depth)
    {
        var k = hue + new Vector<float>(offset);
        k -= Vector.Floor(k * new Vector<float>(1f / 6)) * new Vector<float>(6);
        var share = Vector.MaxNative(Vector.MinNative(Vector.MinNative(k, new Vector<float>(4) - k), Vector<float>.One), Vector<float>.Zero);
        return Vector.FusedMultiplyAdd(-depth, share, value);
    }

    /// <summary>The rows of one block.</summary>
    private readonly ref struct Scratch(Span<float> memory)
    {
        public const int Rows = 7;

        private readonly Span<float> _memory = memory;

        public Span<float> Red => _memory[..Block];

        public Span<float> Green => _memory.Slice(Block, Block);

        public Span<float> Blue => _memory.Slice(2 * Block, Block);

        public Span<float> Hue => _memory.Slice(3 * Block, Block);

        public Span<float> Saturation => _memory.Slice(4 * Block, Block);

        public Span<float> Value => _memory.Slice(5 * Block, Block);

        public Span<float> Encoded => _memory.Slice(6 * Block, Block);
    }
}
