using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Tests.Numerics;

public sealed class SumsTests
{
    [Fact]
    public void Products_are_summed_in_one_order_whatever_the_width_of_vectors()
    {
        var random = new Random(3);
        for (var length = 0; length < 70; length++)
        {
            double[] a = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
            double[] b = [.. Enumerable.Range(0, length).Select(_ => Math.Exp(20 * random.NextDouble()))];
            Assert.Equal(InOrder(a, b), Sums.Dot(a, b));
            double[] w = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
            Assert.Equal(InOrder(a, [.. b.Zip(w, (y, v) => v * y)]), Sums.Dot(a, b, w));
            double[] four = [.. b, .. a, .. b, .. w], sums = [1, 2, 3, 4];
            Sums.AddDots(a, four, length, sums);
            Assert.Equal([1 + InOrder(a, b), 2 + InOrder(a, a), 3 + InOrder(a, b), 4 + InOrder(a, w)], sums);
            double[] sum = [.. b], expected = [.. b.Zip(a, (y, x) => Math.FusedMultiplyAdd(0.7, x, y))];
            Sums.Add(0.7, a, sum);
            Assert.Equal(expected, sum);
        }
    }

    private static double InOrder(double[] a, double[] b)
    {
        var s = new double[8];
        var whole = a.Length / 8 * 8;
        for (var i = 0; i < whole; i++)
        {
            s[i % 8] = Math.FusedMultiplyAdd(a[i], b[i], s[i % 8]);
        }

        var sum = (s[0] + s[4] + (s[2] + s[6])) + (s[1] + s[5] + (s[3] + s[7]));
        for (var i = whole; i < a.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        }

        return sum;
    }
}
