namespace Pentaprism.Imaging.Tests.Luts;

[Trait("Category", "Kernel")]
public sealed class LutTests
{
    [Fact]
    public void A_table_follows_its_function_and_holds_at_its_ends()
    {
        var table = Lut1D.Tabulate(Math.Sin, -1, 2, 4097);
        var input = Kernels.Noise(1003, 1, -3, 4);
        var output = new float[1003];
        table.Apply(input, output);
        for (var i = 0; i < input.Length; i++)
        {
            Assert.Equal(Math.Sin(Math.Clamp(input[i], -1, 2)), output[i], 5e-7);
        }

        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        table.Apply(odd, odd);
        Assert.Equal([(float)Math.Sin(-1), (float)Math.Sin(2), (float)Math.Sin(-1)], odd);
    }

    [Fact]
    public void Nodes_come_out_exactly()
    {
        var values = Kernels.Noise(17, 2);
        var table = new Lut1D(values, 0, 1);
        var places = Enumerable.Range(0, 17).Select(i => i / 16f).ToArray();
        var output = new float[17];
        table.Apply(places, output);
        Assert.Equal(values, output);
    }

    [Fact]
    public void Straight_lines_pass_between_their_points()
    {
        var table = Lut1D.ThroughPoints([0, 0.25, 1], [0, 0.5, 1], 1025);
        float[] row = [0.125f, 0.25f, 0.625f];
        table.Apply(row, row);
        Assert.Equal(0.25, row[0], 1e-6);
        Assert.Equal(0.5, row[1], 1e-6);
        Assert.Equal(0.75, row[2], 1e-6);
    }

    [Fact]
    public void A_monotone_curve_passes_its_points_and_never_overshoots()
    {
        double[] xs = [0, 0.1, 0.3, 0.31, 0.7, 1];
        double[] ys = [0, 0.02, 0.6, 0.6, 0.61, 1];
        var curve = new MonotoneCurve(xs, ys);
        var last = -1.0;
        for (var i = 0; i <= 5000; i++)
        {
            var y = curve.Evaluate(i / 5000.0);
            Assert.True(y >= last - 1e-15);
            last = y;
        }

        for (var i = 0; i < xs.Length; i++)
        {
            Assert.Equal(ys[i], curve.Evaluate(xs[i]), 1e-14);
        }

        Assert.Equal((0, 1), (curve.Evaluate(-5), curve.Evaluate(5)));
        var line = new MonotoneCurve([0, 0.2, 0.9, 1], [1, 1.4, 2.8, 3]);
        Assert.Equal(1 + (2 * 0.37), line.Evaluate(0.37), 1e-14);
    }

    [Fact]
    public void Wrong_tables_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Lut1D([1], 0, 1));
        Assert.Throws<ArgumentException>(() => new Lut1D([1, 2], 1, 1));
        Assert.Throws<ArgumentException>(() => new MonotoneCurve([0, 0], [1, 2]));
        Assert.Throws<ArgumentException>(() => new MonotoneCurve([0, 1], [1]));
        Assert.Throws<ArgumentException>(() => new Lut3D(3, new float[80]));
        Assert.Throws<ArgumentException>(() => new Lut3D(2, new float[24], Vector3d.One, Vector3d.One));
    }

    [Fact]
    public void An_identity_cube_changes_nothing_inside_and_clips_outside()
    {
        var cube = Lut3D.Tabulate(17, colour => colour);
        var (red, green, blue) = (Kernels.Noise(999, 1), Kernels.Noise(999, 2), Kernels.Noise(999, 3));
        var (r, g, b) = (red.ToArray(), green.ToArray(), blue.ToArray());
        cube.Apply(r, g, b);
        for (var i = 0; i < r.Length; i++)
        {
            Assert.Equal(Math.Clamp(red[i], 0, 1), r[i], 5e-7);
            Assert.Equal(Math.Clamp(green[i], 0, 1), g[i], 5e-7);
            Assert.Equal(Math.Clamp(blue[i], 0, 1), b[i], 5e-7);
        }
    }

    [Fact]
    public void Cubes_equal_the_tetrahedral_definition()
    {
        const int Size = 5;
        var values = Kernels.Noise(Size * Size * Size * 3, 4);
        var cube = new Lut3D(Size, values, new Vector3d(-1, 0, 0.5), new Vector3d(2, 1, 1.5));
        var (red, green, blue) = (Kernels.Noise(2000, 5, -2, 3), Kernels.Noise(2000, 6, -1, 2), Kernels.Noise(2000, 7, 0, 2));
        var (r, g, b) = (red.ToArray(), green.ToArray(), blue.ToArray());
        cube.Apply(r, g, b);
        for (var i = 0; i < red.Length; i++)
        {
            double[] place =
            [
                Math.Clamp((red[i] + 1) / 3.0, 0, 1) * (Size - 1),
                Math.Clamp(green[i], 0.0, 1) * (Size - 1),
                Math.Clamp(blue[i] - 0.5, 0, 1) * (Size - 1),
            ];
            var truth = Tetrahedral(cube, place);
            Assert.Equal(truth.X, r[i], 4e-6);
            Assert.Equal(truth.Y, g[i], 4e-6);
            Assert.Equal(truth.Z, b[i], 4e-6);
        }
    }

    [Fact]
    public void Red_runs_fastest_and_greys_stay_grey()
    {
        var values = new float[27 * 3];
        values[3] = 1;
        Assert.Equal(new Vector3d(1, 0, 0), new Lut3D(3, values)[1, 0, 0]);
        var cube = Lut3D.Tabulate(9, colour => colour * colour);
        var (r, g, b) = (new float[101], new float[101], new float[101]);
        for (var i = 0; i <= 100; i++)
        {
            r[i] = g[i] = b[i] = i / 100f;
        }

        cube.Apply(r, g, b);
        Assert.Equal(r, g);
        Assert.Equal(r, b);
    }

    // Walk from the darkest corner along the axes in falling order of their fractions.
    private static Vector3d Tetrahedral(Lut3D cube, double[] place)
    {
        int[] cell = [.. place.Select(p => Math.Min((int)p, cube.Size - 2))];
        var at = cell.ToArray();
        var value = cube[at[0], at[1], at[2]];
        foreach (var axis in new[] { 0, 1, 2 }.OrderByDescending(a => place[a] - cell[a]))
        {
            var before = cube[at[0], at[1], at[2]];
            at[axis]++;
            value += (cube[at[0], at[1], at[2]] - before) * (place[axis] - cell[axis]);
        }

        return value;
    }
}
