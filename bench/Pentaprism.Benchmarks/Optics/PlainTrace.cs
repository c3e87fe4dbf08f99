using System.Diagnostics;
using System.Runtime.InteropServices;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Benchmarks.Optics;

/// <summary>A lens for the plain C loop of <c>trace.c</c>, which gcc compiles when it is first asked for.</summary>
internal sealed class PlainTrace
{
    private const int Numbers = 6;
    private const int Terms = 14;

    private readonly Trace _trace;
    private readonly double[] _surfaces;
    private readonly double[] _terms;
    private readonly int[] _orders;

    /// <summary>Compiles the loop and lays the lens out for it.</summary>
    /// <param name="lens">A lens without mirrors, placements, odd orders and conics without polynomial.</param>
    /// <param name="flags">The compiler's flags.</param>
    public PlainTrace(Lens lens, string flags)
    {
        var library = Path.Combine(Path.GetTempPath(), $"pentaprism-trace-{Environment.ProcessId}-{flags.GetHashCode():x}.so");
        var source = Path.Combine(AppContext.BaseDirectory, "Optics", "trace.c");
        using var gcc = Process.Start("gcc", $"{flags} -shared -fPIC -o {library} {source} -lm");
        gcc.WaitForExit();
        _trace = Marshal.GetDelegateForFunctionPointer<Trace>(NativeLibrary.GetExport(NativeLibrary.Load(library), "trace"));
        var count = lens.Surfaces.Length + 1;
        (_surfaces, _terms, _orders) = (new double[Numbers * count], new double[Terms * count], new int[count]);
        var (before, gap) = (1.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var surface = i < lens.Surfaces.Length ? lens.Surfaces[i] : new Surface();
            var after = i < lens.Surfaces.Length ? surface.Medium.Index(lens.PrimaryNanometres) : before;
            double[] numbers = [surface.Curvature, surface.Conic, gap, before, after, surface.SemiDiameter ?? 3];
            double[] terms = [surface.Quadratic, .. surface.Even];
            numbers.CopyTo(_surfaces, Numbers * i);
            terms.CopyTo(_terms, Terms * i);
            _orders[i] = Array.FindLastIndex(terms, a => a != 0) + 1;
            (before, gap) = (after, surface.Thickness);
        }
    }

    private delegate void Trace(
        double[] surfaces, double[] terms, int[] orders, int surfaceCount, int rayCount,
        double[] x, double[] y, double[] z, double[] l, double[] m, double[] n, double[] path);

    /// <summary>Traces rays to the image plane.</summary>
    /// <param name="rays">The rays.</param>
    public void Run(RayBatch rays) =>
        _trace(_surfaces, _terms, _orders, _orders.Length, rays.Count, rays.X, rays.Y, rays.Z, rays.L, rays.M, rays.N, rays.Path);
}
