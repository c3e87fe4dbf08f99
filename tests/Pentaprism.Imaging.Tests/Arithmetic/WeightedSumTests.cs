namespace Pentaprism.Imaging.Tests.Arithmetic;

[Trait("Category", "Kernel")]
public sealed class WeightedSumTests
{
    [Fact]
    public void Every_length_and_place_equals_the_scalar_sum_bit_by_bit()
    {
        var samples = Kernels.Noise(4096, 5);
        int[] starts = [0, 1029, 3, 2051, 4];
        float[] weights = [0.1f, -0.7f, 1.3f, 0.21f, 0.05f];
        foreach (var length in Kernels.Lengths)
        {
            for (var offset = 0; offset < 8; offset++)
            {
                var output = new float[length + 16];
                Array.Fill(output, -7f);
                WeightedSum.Run(samples.AsSpan(offset), starts, weights, output.AsSpan(8, length));
                for (var x = 0; x < length; x++)
                {
                    var sum = 0f;
                    for (var k = 0; k < 5; k++)
                    {
                        sum = MathF.FusedMultiplyAdd(samples[offset + starts[k] + x], weights[k], sum);
                    }

                    Assert.Equal(sum, output[8 + x]);
                }

                Assert.All(output[..8], canary => Assert.Equal(-7, canary));
                Assert.All(output[(8 + length)..], canary => Assert.Equal(-7, canary));
            }
        }
    }

    [Fact]
    public void Splitting_and_joining_keep_every_sample()
    {
        var row = Kernels.Noise(2100, 6);
        foreach (var length in Kernels.Lengths)
        {
            var offset = length % 8;
            var even = new float[length + 1];
            var odd = new float[length + 1];
            (even[^1], odd[^1]) = (-7, -8);
            Interleaving.Split(row.AsSpan(offset, 2 * length), even.AsSpan(0, length), odd.AsSpan(0, length));
            Assert.Equal((-7, -8), (even[^1], odd[^1]));
            for (var i = 0; i < length; i++)
            {
                Assert.Equal((row[offset + (2 * i)], row[offset + (2 * i) + 1]), (even[i], odd[i]));
            }

            for (var shorter = 0; shorter <= Math.Min(1, length); shorter++)
            {
                var joined = new float[(2 * length) - shorter + 1];
                joined[^1] = -9;
                Interleaving.Join(even.AsSpan(0, length), odd.AsSpan(0, length - shorter), joined.AsSpan(0, (2 * length) - shorter));
                Assert.True(joined.AsSpan(0, (2 * length) - shorter).SequenceEqual(row.AsSpan(offset, (2 * length) - shorter)));
                Assert.Equal(-9, joined[^1]);
            }
        }
    }
}
