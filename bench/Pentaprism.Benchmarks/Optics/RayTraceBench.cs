using BenchmarkDotNet.Attributes;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Benchmarks.Optics;

/// <summary>Rays through a lens, on one core, in batches; times are for one ray at one surface (the image plane counts as one).</summary>
public class RayTraceBench
{
    // Divisible by the surfaces of both lenses and by the batches.
    private const int RaySurfaces = 2_800_000;

    private SequentialModel _model = SequentialModel.Of(BenchLenses.Spheres);
    private RayBatch _launched = new(0);
    private RayBatch[] _batches = [];
    private PlainTrace? _plain;
    private PlainTrace? _vectorised;

    [Params("Spheres", "Aspheres")]
    public string Lens { get; set; } = "";

    [Params(100, 1000, 25_000)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var (lens, field) = Lens == "Spheres" ? (BenchLenses.Spheres, 14) : (BenchLenses.Aspheres, 25);
        _model = SequentialModel.Of(lens);
        _plain = new PlainTrace(lens, "-O2");
        _vectorised = new PlainTrace(lens, "-O3 -march=native -fno-math-errno -fno-trapping-math");
        var nodes = PupilNodes.Grid(1 + (int)Math.Sqrt(Batch * 1.3)).Nodes;
        _launched = Launcher.Launch(
            _model, FieldPoint.At(field), PupilNodes.Of([.. Enumerable.Range(0, Batch).Select(i => nodes[i % nodes.Length])]), RayAiming.Paraxial);
        _batches = [.. Enumerable.Range(0, RaySurfaces / (_model.Count + 1) / Batch).Select(_ => _launched.Copy())];
        CheckThatAllAgree();
    }

    [IterationSetup]
    public void Launch()
    {
        foreach (var batch in _batches)
        {
            _launched.CopyTo(batch);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = RaySurfaces)]
    public void PlainC() => Array.ForEach(_batches, batch => _plain!.Run(batch));

    // gcc's own vectors: what it makes of the loop where it need not set errno.
    [Benchmark(OperationsPerInvoke = RaySurfaces)]
    public void VectorisedC() => Array.ForEach(_batches, batch => _vectorised!.Run(batch));

    [Benchmark(OperationsPerInvoke = RaySurfaces)]
    public void Pentaprism() => Array.ForEach(_batches, batch => RayTracer.Trace(_model, 0, batch));

    private void CheckThatAllAgree()
    {
        var (ours, plain) = (_launched.Copy(), _launched.Copy());
        RayTracer.Trace(_model, 0, ours);
        _plain!.Run(plain);
        for (var i = 0; i < ours.Count; i++)
        {
            if (!ours.Reaches(i) || Math.Abs(ours.Y[i] - plain.Y[i]) > 1e-11 || Math.Abs(ours.Path[i] - plain.Path[i]) > 1e-11)
            {
                throw new InvalidOperationException($"Ray {i} goes another way in C: {ours.Y[i]}, {plain.Y[i]}.");
            }
        }
    }
}
