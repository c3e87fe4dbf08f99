using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

/// <summary>A burst of a scene that is a formula, so that truth is known at every place.</summary>
internal sealed class MosaicBurst : IDisposable
{
    public static readonly NoiseLine Noise = new(1e-3, 1e-5);

    private readonly Func<double, double, int, double> _scene;

    public MosaicBurst(
        int width, int height, CfaPattern cfa, Func<double, double, int, double> scene, params (double X, double Y)[] shifts)
    {
        _scene = scene;
        Store = new FrameStore(width, height, cfa);
        Shifts = shifts;
    }

    public FrameStore Store { get; }

    public (double X, double Y)[] Shifts { get; }

    public List<Plane<float>> Frames { get; } = [];

    public ProcessingContext Context { get; init; } = ProcessingContext.Create();

    public static double Waves(double x, double y, int colour) =>
        0.4 + (0.05 * colour) + (0.15 * Math.Sin((0.5 * x) + (0.2 * y))) + (0.1 * Math.Cos((0.3 * y) - (0.15 * x) + colour));

    public List<MergeFrame> MergeFrames() =>
        [.. Shifts.Select((shift, i) => new MergeFrame(i, Motion(shift), 1 / Store[i].Exposure, null))];

    public static FrameMotion Motion((double X, double Y) shift) =>
        shift == (0, 0) ? FrameMotion.None : new FrameMotion(new Matrix3x3(1, 0, shift.X, 0, 1, shift.Y, 0, 0, 1), null);

    public MosaicBurst Expose(double noise = 1, Action<Plane<float>, int>? change = null, params double[] exposures)
    {
        var random = new Random(5);
        for (var i = 0; i < Shifts.Length; i++)
        {
            var exposure = i < exposures.Length ? exposures[i] : 1;
            var plane = Clean(Shifts[i], exposure);
            foreach (ref var sample in plane.Samples)
            {
                sample += (float)(noise * Math.Sqrt(Noise.Variance(sample)) * Normal(random));
                sample = Math.Min(sample, 1);
            }

            change?.Invoke(plane, i);
            Frames.Add(plane);
            Store.Add(
                new BurstFrame { Name = $"{i}.dng", Metadata = null!, Exposure = exposure, Noise = new NoiseModel(Noise) }, [plane], Context);
        }

        return this;
    }

    /// <summary>What a frame at a shift sees: point p of the reference lies at p + shift in it.</summary>
    public Plane<float> Clean((double X, double Y) shift, double exposure = 1)
    {
        var plane = new Plane<float>(Store.Width, Store.Height);
        for (var y = 0; y < plane.Height; y++)
        {
            for (var x = 0; x < plane.Width; x++)
            {
                plane[x, y] = (float)(exposure * _scene(x - shift.X, y - shift.Y, Store.Cfa![x, y]));
            }
        }

        return plane;
    }

    public void Dispose() => Store.Dispose();

    public static double MeanSquare(Plane<float> a, Plane<float> b, int border)
    {
        var (sum, count) = (0.0, 0);
        for (var y = border; y < a.Height - border; y++)
        {
            for (var x = border; x < a.Width - border; x++)
            {
                sum += Math.Pow(a[x, y] - b[x, y], 2);
                count++;
            }
        }

        return sum / count;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
