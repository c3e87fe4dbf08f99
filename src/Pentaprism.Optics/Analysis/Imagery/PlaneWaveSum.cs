using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>The image of a point as the sum of plane waves at each sample: E(C + r) = Σ w √|dΩ/dp| exp 2πi (−W + (Ω − Ω_c)·r/λ').</summary>
/// <remarks>
/// The waves are nodes of the clear pupil, so many that their phases across the grid are resolved; folds of the direction map need no care.
/// </remarks>
internal static class PlaneWaveSum
{
    // Gauss-Legendre rings and equispaced arms average exp i(x cos φ) once they outnumber half of x and twice of x by some.
    private const int SpareRings = 16;
    private const int SpareArms = 48;
    private const int MostRings = 256;

    /// <summary>Adds the energy on each sample of a grid.</summary>
    /// <param name="samples">Receives the energy, row by row.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="weight">The energy of the whole image.</param>
    /// <returns>The energy on one sample where all waves meet in phase.</returns>
    public static double AddTo(double[] samples, ExitWave wave, ImageGrid grid, double weight)
    {
        var nodes = Nodes(wave, grid);
        var map = wave.Map;
        var phase = map.Fit(wave.Phase);
        var plane = new ComplexPlane(grid.Side, grid.Side);
        double[] x = new double[grid.Side], xi = new double[grid.Side];
        var sum = 0.0;
        var spread = new double[1];
        foreach (var node in nodes.Nodes)
        {
            var (u, v) = (map.Disc.X(node.X), map.Disc.Y(node.Y));
            map.SpreadRow(v, [u], spread);
            var amplitude = node.Weight * Math.Sqrt(Math.Abs(spread[0]));
            var l = (map.L.At(u, v) - wave.Rays.Chief.L) / wave.Wavelength;
            var m = (map.M.At(u, v) - wave.Rays.Chief.M) / wave.Wavelength;
            Ramp(l * (grid.X(0) - wave.CentreX), l * grid.Spacing, x, xi);
            var turn = phase.At(u, v);
            for (var row = 0; row < grid.Side; row++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * (turn + (m * (grid.Y(row) - wave.CentreY))));
                Add(amplitude * cos, amplitude * sin, x, xi, plane.RealRow(row), plane.ImaginaryRow(row));
            }

            sum += amplitude;
        }

        // ∫|E|² dx dy = λ'² ∫|P|² dΩ, which is λ'² times the area of the pupil; weights here sum to 1 instead.
        var scale = weight * wave.Area * grid.Spacing * grid.Spacing / (wave.Wavelength * wave.Wavelength);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] += scale * ((plane.Real[i] * plane.Real[i]) + (plane.Imaginary[i] * plane.Imaginary[i]));
        }

        return scale * sum * sum;
    }

    private static PupilNodes Nodes(ExitWave wave, ImageGrid grid)
    {
        var rim = wave.Rays.Rim;
        var half = Math.Max(rim.L.Max() - rim.L.Min(), rim.M.Max() - rim.M.Min()) / 2;
        var away = Math.Max(Math.Abs(grid.X(0) - wave.CentreX), Math.Abs(grid.Y(0) - wave.CentreY));
        var turns = (half * Math.Sqrt(2) * away / Math.Abs(wave.Wavelength)) + (wave.Phase.Max() - wave.Phase.Min());
        var x = 2 * Math.PI * turns;
        var rings = (int)Math.Min(MostRings, SpareRings + (x / 2));
        return wave.Rays.Launch.Pupil.Nodes(rings, SpareArms + (4 * rings));
    }

    // exp 2πi (start + k step) by rotation.
    private static void Ramp(double start, double step, double[] real, double[] imaginary)
    {
        var (sin, cos) = Math.SinCos(2 * Math.PI * step);
        var (im, re) = Math.SinCos(2 * Math.PI * start);
        for (var k = 0; k < real.Length; k++)
        {
            (real[k], imaginary[k]) = (re, im);
            (re, im) = ((re * cos) - (im * sin), (re * sin) + (im * cos));
        }
    }

    private static void Add(double re, double im, double[] x, double[] xi, Span<double> real, Span<double> imaginary)
    {
        var vectorsReal = MemoryMarshal.Cast<double, Vector<double>>(real);
        var vectorsImaginary = MemoryMarshal.Cast<double, Vector<double>>(imaginary);
        var (vr, vi) = (new Vector<double>(re), new Vector<double>(im));
        for (var i = 0; i < vectorsReal.Length; i++)
        {
            var a = new Vector<double>(x, i * Vector<double>.Count);
            var b = new Vector<double>(xi, i * Vector<double>.Count);
            vectorsReal[i] = Vector.FusedMultiplyAdd(vr, a, Vector.FusedMultiplyAdd(-vi, b, vectorsReal[i]));
            vectorsImaginary[i] = Vector.FusedMultiplyAdd(vr, b, Vector.FusedMultiplyAdd(vi, a, vectorsImaginary[i]));
        }

        for (var i = vectorsReal.Length * Vector<double>.Count; i < x.Length; i++)
        {
            real[i] = Math.FusedMultiplyAdd(re, x[i], Math.FusedMultiplyAdd(-im, xi[i], real[i]));
            imaginary[i] = Math.FusedMultiplyAdd(re, xi[i], Math.FusedMultiplyAdd(im, x[i], imaginary[i]));
        }
    }
}
