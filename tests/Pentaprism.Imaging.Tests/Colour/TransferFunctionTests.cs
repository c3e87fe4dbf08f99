namespace Pentaprism.Imaging.Tests.Colour;

[Trait("Category", "Kernel")]
public sealed class TransferFunctionTests
{
    public static TheoryData<string> Curves => ["linear", "sRGB", "Rec. 2020", "ROMM", "gamma 2.4", "gamma 2.2"];

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(0.18, 0.46135613)]
    [InlineData(0.001, 0.01292)]
    [InlineData(0.5, 0.73535698)]
    public void Srgb_has_its_published_values(double linear, double encoded) =>
        Assert.Equal(encoded, TransferFunction.Srgb.Encode(linear), 1e-7);

    [Theory]
    [MemberData(nameof(Curves))]
    public void Decoding_undoes_encoding(string name)
    {
        var curve = Curve(name);
        for (var i = -4000; i <= 8000; i++)
        {
            Assert.Equal(i / 4000.0, curve.Decode(curve.Encode(i / 4000.0)), 2e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Rows_follow_the_curve(string name)
    {
        var curve = Curve(name);
        var light = Enumerable.Range(-20000, 80001).Select(i => i / 20000f).ToArray();
        var codes = new float[light.Length];
        curve.EncodeRow(light, codes);
        for (var i = 0; i < light.Length; i++)
        {
            var exact = curve.Encode(light[i]);
            Assert.InRange(Math.Abs(codes[i] - exact), 0, 5e-7 * Math.Max(1, Math.Abs(exact)));
        }

        var decoded = new float[light.Length];
        curve.DecodeRow(light, decoded);
        for (var i = 0; i < light.Length; i++)
        {
            var exact = curve.Decode(light[i]);
            Assert.InRange(Math.Abs(decoded[i] - exact), 0, 2e-6 * Math.Max(1e-6, Math.Abs(exact)));
        }
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Codes_are_the_nearest_over_a_dense_sweep(string name)
    {
        var curve = Curve(name);
        var light = Enumerable.Range(0, 2_000_001).Select(i => i / 2_000_000f).ToArray();
        var bytes = new byte[light.Length];
        var words = new ushort[light.Length];
        curve.EncodeRow(light, bytes);
        curve.EncodeRow(light, words);
        var (worst8, worst16) = (0.0, 0.0);
        for (var i = 0; i < light.Length; i++)
        {
            var exact = curve.Encode(light[i]);
            worst8 = Math.Max(worst8, Math.Abs(bytes[i] - (255 * exact)));
            worst16 = Math.Max(worst16, Math.Abs(words[i] - (65535 * exact)));
        }

        Assert.InRange(worst8, 0.4, 0.5001);
        Assert.InRange(worst16, 0.4, 0.53);
    }

    [Fact]
    public void Codes_clip_and_swallow_what_is_not_a_number()
    {
        float[] light = [-1, float.NegativeInfinity, float.NaN, 0, 1, 1.5f, 1e30f, float.PositiveInfinity];
        var bytes = new byte[8];
        var words = new ushort[8];
        TransferFunction.Srgb.EncodeRow(light, bytes);
        TransferFunction.Srgb.EncodeRow(light, words);
        Assert.Equal([0, 0, 0, 0, 255, 255, 255, 255], bytes);
        Assert.Equal([0, 0, 0, 0, 65535, 65535, 65535, 65535], words);
    }

    [Fact]
    public void Codes_do_not_depend_on_length_or_place_and_stay_in_their_row()
    {
        var light = Kernels.Noise(1100, 11);
        var whole8 = new byte[light.Length];
        var whole16 = new ushort[light.Length];
        TransferFunction.Srgb.EncodeRow(light, whole8);
        TransferFunction.Srgb.EncodeRow(light, whole16);
        foreach (var length in (int[])[.. Enumerable.Range(0, 260), 1003])
        {
            var offset = length % 8;
            var bytes = new byte[length + 2];
            var words = new ushort[length + 2];
            (bytes[0], bytes[^1], words[0], words[^1]) = (77, 78, 7777, 7778);
            TransferFunction.Srgb.EncodeRow(light.AsSpan(offset, length), bytes.AsSpan(1, length));
            TransferFunction.Srgb.EncodeRow(light.AsSpan(offset, length), words.AsSpan(1, length));
            Assert.True(bytes.AsSpan(1, length).SequenceEqual(whole8.AsSpan(offset, length)));
            Assert.True(words.AsSpan(1, length).SequenceEqual(whole16.AsSpan(offset, length)));
            Assert.Equal((77, 78, 7777, 7778), (bytes[0], bytes[^1], words[0], words[^1]));
        }
    }

    [Fact]
    public void Lengths_must_agree()
    {
        Assert.Throws<ArgumentException>(() => TransferFunction.Srgb.EncodeRow(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => TransferFunction.Srgb.EncodeRow(new float[3], new byte[2]));
        Assert.Throws<ArgumentException>(() => TransferFunction.Srgb.EncodeRow(new float[3], new ushort[2]));
    }

    private static TransferFunction Curve(string name) => name switch
    {
        "linear" => TransferFunction.Linear,
        "sRGB" => TransferFunction.Srgb,
        "Rec. 2020" => TransferFunction.Rec2020,
        "ROMM" => TransferFunction.Romm,
        "gamma 2.4" => TransferFunction.Bt1886,
        _ => TransferFunction.Power(2.2),
    };
}
