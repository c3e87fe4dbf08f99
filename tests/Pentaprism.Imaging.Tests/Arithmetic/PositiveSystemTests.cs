namespace Pentaprism.Imaging.Tests.Arithmetic;

public sealed class PositiveSystemTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(30)]
    public void What_is_solved_gives_the_right_side_again(int size)
    {
        var random = new Random(size);
        var root = new double[size, size];
        var wanted = new double[size];
        for (var i = 0; i < size; i++)
        {
            wanted[i] = random.NextDouble() - 0.5;
            for (var j = 0; j < size; j++)
            {
                root[i, j] = random.NextDouble() - 0.5 + (i == j ? 2 : 0);
            }
        }

        var matrix = new double[size, size];
        var values = new double[size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                for (var k = 0; k < size; k++)
                {
                    matrix[i, j] += root[i, k] * root[j, k];
                }
            }
        }

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                values[i] += matrix[i, j] * wanted[j];
            }
        }

        Assert.True(PositiveSystem.TrySolve(matrix, values));
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(wanted[i], values[i], 1e-10);
        }
    }

    [Theory]
    [InlineData(1.0, 2.0, 1.0)]
    [InlineData(1.0, 1.0, 1.0)]
    [InlineData(-1.0, 0.0, 1.0)]
    [InlineData(double.NaN, 0.0, 1.0)]
    public void A_matrix_that_is_not_positive_is_refused_and_the_right_side_kept(double a, double b, double c)
    {
        double[] values = [3, 4];
        Assert.False(PositiveSystem.TrySolve(new[,] { { a, b }, { b, c } }, values));
        Assert.Equal([3.0, 4.0], values);
    }
}
