using System.Numerics;

namespace Pentaprism.Imaging.Tests.Arithmetic;

[Trait("Category", "Kernel")]
public sealed class VectorMathTests
{
    [Fact]
    public void Logarithm_keeps_its_error_over_the_whole_range()
    {
        var worst = 0.0;
        for (var x = 1.2e-38; x < 3e38; x *= 1.0007)
        {
            var exact = Math.Log2((float)x);
            worst = Math.Max(worst, Math.Abs(VectorMath.Log2(new Vector<float>((float)x))[0] - exact) / Math.Max(1, Math.Abs(exact)));
        }

        Assert.InRange(worst, 0, 1.2e-7);
    }

    [Fact]
    public void Power_of_two_keeps_its_error_and_its_ends()
    {
        var worst = 0.0;
        for (var y = -126.0; y <= 127; y += 0.0037)
        {
            var exact = Math.Pow(2, (float)y);
            worst = Math.Max(worst, Math.Abs(VectorMath.Exp2(new Vector<float>((float)y))[0] - exact) / exact);
        }

        Assert.InRange(worst, 0, 2e-7);
        Assert.Equal(0, VectorMath.Exp2(new Vector<float>(-127f))[0]);
        Assert.Equal(MathF.Pow(2, 127), VectorMath.Exp2(new Vector<float>(500f))[0]);
        for (var whole = -126; whole <= 127; whole++)
        {
            Assert.Equal((float)Math.Pow(2, whole), VectorMath.Exp2(new Vector<float>(whole))[0]);
        }
    }

    [Theory]
    [InlineData(1 / 2.4f)]
    [InlineData(2.4f)]
    [InlineData(0.5f)]
    [InlineData(1f)]
    public void Powers_keep_their_error(float exponent)
    {
        for (var x = 1e-12; x < 1e6; x *= 1.003)
        {
            var exact = Math.Pow((float)x, exponent);
            var found = VectorMath.Pow(new Vector<float>((float)x), exponent)[0];
            Assert.InRange(Math.Abs(found - exact) / exact, 0, 3e-7 * Math.Max(1, Math.Abs(Math.Log2(exact))));
        }

        Assert.Equal(1, VectorMath.Pow(Vector<float>.One, exponent)[0]);
        Assert.Equal(0, VectorMath.Pow(Vector<float>.Zero, exponent)[0]);
        Assert.Equal(0, VectorMath.Pow(new Vector<float>(-1f), exponent)[0]);
    }

    [Fact]
    public void A_row_of_any_length_and_place_gives_the_same_samples()
    {
        var samples = Kernels.Noise(1100, 3, 0.001f, 4);
        foreach (var length in Kernels.Lengths)
        {
            for (var offset = 0; offset < 8; offset += 3)
            {
                var output = new float[length + 16];
                Array.Fill(output, -7f);
                RowMap.Apply(default(Root), samples.AsSpan(offset, length), output.AsSpan(8, length));
                for (var i = 0; i < length; i++)
                {
                    Assert.Equal(VectorMath.Pow(new Vector<float>(samples[offset + i]), 0.5f)[0], output[8 + i]);
                }

                Assert.All(output[..8], canary => Assert.Equal(-7, canary));
                Assert.All(output[(8 + length)..], canary => Assert.Equal(-7, canary));
            }
        }
    }

    private readonly struct Root : IRowMap
    {
        public Vector<float> Map(Vector<float> x) => VectorMath.Pow(x, 0.5f);
    }
}
