using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Tests.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Align;

/// <summary>A drawn scene that is known between its samples: waves in all directions, so that a frame is exact under any motion.</summary>
internal sealed class Scenes
{
    public const int Width = 960;
    public const int Height = 640;

    private readonly (double Fx, double Fy, double Phase, double Strength)[] _waves;

    public Scenes(int seed, int waves = 20, double shortest = 12)
    {
        var random = new Random(seed);
        _waves = [.. Enumerable.Range(0, waves).Select(i =>
        {
            // Wavelengths from the shortest to 200 samples; long ones are stronger.
            var frequency = 1 / (shortest * Math.Pow(200 / shortest, random.NextDouble()));
            var (sin, cos) = Math.SinCos(random.NextDouble() * 2 * Math.PI);
            return (frequency * cos, frequency * sin, random.NextDouble() * 2 * Math.PI, 0.02 + Math.Min(0.0008 / frequency, 0.06));
        })];
    }

    public static ProcessingContext Context { get; } = ProcessingContext.Create();

    public static NoiseModel Noise { get; } = new(new NoiseLine(2e-4, 1e-6));

    /// <summary>Light at a point, about 0.05 to 0.75.</summary>
    public double At(double x, double y)
    {
        var sum = 0.4;
        foreach (var (fx, fy, phase, strength) in _waves)
        {
            sum += strength * Math.Sin((2 * Math.PI * ((fx * x) + (fy * y))) + phase);
        }

        return Math.Clamp(sum, 0.02, 0.8);
    }

    /// <summary>A mosaic of the scene after a motion that carries points of the scene to the frame.</summary>
    public Plane<float> Frame(Matrix3x3 motion, int seed, NoiseModel? noise = null, double exposure = 1, Func<int, int, float?>? over = null)
    {
        var random = new Random(seed);
        var back = motion.Inverse();
        var plane = new Plane<float>(Width, Height);
        var line = (noise ?? Noise)[1];
        var lights = new double[Width];
        for (var y = 0; y < Height; y++)
        {
            Row(back, y, lights);
            for (var x = 0; x < Width; x++)
            {
                var light = over?.Invoke(x, y) ?? lights[x];
                var colour = CfaPattern.Rggb[x, y] switch { 0 => 0.5, 1 => 1, _ => 0.7 };
                var value = light * colour * exposure;
                plane[x, y] = (float)Math.Min(value + (Math.Sqrt(line.Variance(value)) * Normal(random)), 1);
            }
        }

        return plane;
    }

    public static FrameStore Store(params Plane<float>[] frames) => Store(Noise, [.. frames.Select(frame => (frame, 1.0))]);

    public static FrameStore Store(NoiseModel noise, params (Plane<float> Samples, double Exposure)[] frames)
    {
        var store = new FrameStore(frames[0].Samples.Width, frames[0].Samples.Height, CfaPattern.Rggb);
        foreach (var (samples, exposure) in frames)
        {
            store.Add(Bursts.Facts() with { Exposure = exposure, Noise = noise }, [samples], Context);
        }

        return store;
    }

    /// <summary>A turn about the middle, then a shift.</summary>
    public static Matrix3x3 Turn(double degrees, double dx, double dy)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (x, y) = ((Width - 1) / 2.0, (Height - 1) / 2.0);
        return new Matrix3x3(cos, -sin, x - (cos * x) + (sin * y) + dx, sin, cos, y - (sin * x) - (cos * y) + dy, 0, 0, 1);
    }

    public static double CornerError(Matrix3x3 found, Matrix3x3 truth) =>
        ((double X, double Y)[])[(0, 0), (Width - 1, 0), (0, Height - 1), (Width - 1, Height - 1)] is var corners
            ? corners.Max(corner =>
            {
                var (a, b) = (found * new Vector3d(corner.X, corner.Y, 1), truth * new Vector3d(corner.X, corner.Y, 1));
                return Math.Sqrt(Math.Pow((a.X / a.Z) - (b.X / b.Z), 2) + Math.Pow((a.Y / a.Z) - (b.Y / b.Z), 2));
            })
            : 0;

    // Along a row of an affine motion the phase of a wave grows by the same angle from sample to sample:
    // sin((k + 1)a + p) = 2 cos(a) sin(ka + p) - sin((k - 1)a + p), which is one product instead of a sine.
    private void Row(Matrix3x3 back, int y, Span<double> lights)
    {
        if ((back.M31, back.M32) != (0, 0))
        {
            for (var x = 0; x < lights.Length; x++)
            {
                var p = back * new Vector3d(x, y, 1);
                lights[x] = At(p.X / p.Z, p.Y / p.Z);
            }

            return;
        }

        var (start, step) = (back * new Vector3d(0, y, 1), back * new Vector3d(1, 0, 0));
        lights.Fill(0.4);
        foreach (var (fx, fy, phase, strength) in _waves)
        {
            var angle = 2 * Math.PI * ((fx * step.X) + (fy * step.Y)) / start.Z;
            var first = (2 * Math.PI * ((fx * start.X) + (fy * start.Y)) / start.Z) + phase;
            var (before, now, twice) = (strength * Math.Sin(first - angle), strength * Math.Sin(first), 2 * Math.Cos(angle));
            foreach (ref var light in lights)
            {
                light += now;
                (before, now) = (now, (twice * now) - before);
            }
        }

        foreach (ref var light in lights)
        {
            light = Math.Clamp(light, 0.02, 0.8);
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
