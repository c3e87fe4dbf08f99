using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tests.Numerics;

public sealed class QuadratureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(40)]
    public void Gauss_rules_integrate_powers_up_to_their_degree(int count)
    {
        Check(Quadrature.GaussLegendre(count), (2 * count) - 1);
        var radau = Quadrature.GaussRadau(count);
        Check(radau, (2 * count) - 2);
        Assert.Equal(1, radau.Abscissae[^1]);
        Assert.Equal(radau.Abscissae.Order(), radau.Abscissae);
    }

    [Fact]
    public void The_rule_of_Radau_with_three_points_is_the_published_one()
    {
        // Abramowitz and Stegun 25.4.31 mirrored: (1 ∓ √6)/5 with the weights (16 ± √6)/18, and 1 with 2/9.
        var (abscissae, weights) = Quadrature.GaussRadau(3);
        var root = Math.Sqrt(6);
        (double X, double W)[] expected = [((-1 - root) / 5, (16 - root) / 18), ((-1 + root) / 5, (16 + root) / 18), (1, 2.0 / 9)];
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i].X, abscissae[i], 1e-15);
            Assert.Equal(expected[i].W, weights[i], 1e-15);
        }
    }

    [Fact]
    public void Rings_of_Radau_average_over_the_pupil_and_end_on_its_rim_and_meridian()
    {
        var nodes = PupilNodes.GaussRadau(5, 10).Nodes;
        Assert.Equal(50, nodes.Length);
        Assert.Equal(10, nodes.Count(node => Math.Abs(Math.Sqrt((node.X * node.X) + (node.Y * node.Y)) - 1) < 1e-15));
        Assert.Contains(nodes, node => Math.Abs(node.X) < 1e-15 && node.Y == 1);
        Assert.Contains(nodes, node => Math.Abs(node.X) < 1e-15 && node.Y == -1);

        // ⟨x²ᵃ y²ᵇ⟩ over the unit disc: (2a−1)!! (2b−1)!! / (2ⁿ n! (n+1)), n = a + b; odd powers vanish.
        Assert.Equal(1, Mean(nodes, 0, 0), 1e-14);
        Assert.Equal(1.0 / 4, Mean(nodes, 2, 0), 1e-14);
        Assert.Equal(1.0 / 8, Mean(nodes, 4, 0), 1e-14);
        Assert.Equal(1.0 / 24, Mean(nodes, 2, 2), 1e-14);
        Assert.Equal(3.0 / 192 * 1, Mean(nodes, 4, 2), 1e-14);
        Assert.Equal(0, Mean(nodes, 1, 2), 1e-14);
        Assert.Equal(0, Mean(nodes, 0, 3), 1e-14);
    }

    private static double Mean(IEnumerable<PupilNode> nodes, int x, int y) => nodes.Sum(node => node.Weight * Math.Pow(node.X, x) * Math.Pow(node.Y, y));

    private static void Check((double[] Abscissae, double[] Weights) rule, int degree)
    {
        for (var power = 0; power <= degree; power++)
        {
            var expected = power % 2 == 0 ? 2.0 / (power + 1) : 0;
            Assert.Equal(expected, rule.Abscissae.Zip(rule.Weights, (x, w) => w * Math.Pow(x, power)).Sum(), 1e-13);
        }

        Assert.All(rule.Weights, weight => Assert.True(weight > 0));
    }
}
