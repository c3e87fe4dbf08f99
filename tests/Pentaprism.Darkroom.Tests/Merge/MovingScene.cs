using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

/// <summary>Bursts of a drawn scene, exact at any sub-pixel place: texture of many waves, and a rectangle of another texture that moves by itself.</summary>
internal sealed class MovingScene
{
    private const double Red = 0.5;
    private const double Blue = 0.6;

    private readonly (double X, double Y, double Phase, double Strength)[] _waves;
    private readonly (double X, double Y, double Phase, double Strength)[] _own;

    public MovingScene(int seed, double finest)
    {
        var random = new Random(seed);
        _waves = Waves(random, finest);
        _own = Waves(random, finest);
    }

    public int Width { get; init; } = 320;

    public int Height { get; init; } = 256;

    public NoiseLine Noise { get; init; } = new(0.0007, 0.00005);

    public CfaPattern? Cfa { get; init; } = CfaPattern.Rggb;

    /// <summary>Gets the rectangle's place in the reference; null for none.</summary>
    public PixelRectangle? Thing { get; init; }

    /// <summary>Gets the period of stripes that cover the lower third of the scene and the thing; 0 for none.</summary>
    public double Stripes { get; init; }

    public static Vector3d Balance { get; } = new(1 / Red, 1, 1 / Blue);

    /// <summary>Makes a burst: frame k sees the scene moved by k · drift and the thing moved by k · step besides; frame 0 is the reference.</summary>
    public (FrameStore Store, MergeFrame[] Frames) Take(int count, (double X, double Y) drift, (double X, double Y) step, ProcessingContext context)
    {
        var store = new FrameStore(Width, Height, Cfa);
        var frames = new MergeFrame[count];
        for (var k = 0; k < count; k++)
        {
            Plane<float>[] planes = [.. Enumerable.Range(0, store.Planes).Select(plane => See(k, plane, drift, step))];
            store.Add(
                new BurstFrame { Name = $"frame {k}", Metadata = (DngMetadata)null!, Exposure = 1, Noise = new NoiseModel(Noise) }, planes, context);
            frames[k] = new MergeFrame(k, new FrameMotion(new Matrix3x3(1, 0, k * drift.X, 0, 1, k * drift.Y, 0, 0, 1), null), 1, null);
        }

        return (store, frames);
    }

    private Plane<float> See(int frame, int only, (double X, double Y) drift, (double X, double Y) step)
    {
        var random = new Random(1000 + frame);
        var plane = new Plane<float>(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var colour = Cfa?[x, y] ?? only;
                var light = At(x - (frame * drift.X), y - (frame * drift.Y), colour, frame * step.X, frame * step.Y);
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                plane[x, y] = (float)(light + (normal * Math.Sqrt(Noise.Variance(light))));
            }
        }

        return plane;
    }

    private double At(double x, double y, int colour, double stepX, double stepY)
    {
        var own = Thing is { } thing && x - stepX >= thing.Left && y - stepY >= thing.Top && x - stepX < thing.Right && y - stepY < thing.Bottom;
        var sum = own ? 0.5 : 0.35;
        foreach (var (fx, fy, phase, strength) in own ? _own : _waves)
        {
            sum += strength * Math.Sin((fx * (own ? x - stepX : x)) + (fy * (own ? y - stepY : y)) + phase + (0.4 * colour));
        }

        if (Stripes > 0 && (own || y > Height * 2.0 / 3))
        {
            sum = 0.4 + (0.2 * Math.Sin(2 * Math.PI * x / Stripes));
        }

        return sum * (colour switch { 0 => Red, 2 => Blue, _ => 1 });
    }

    private static (double X, double Y, double Phase, double Strength)[] Waves(Random random, double finest) =>
    [
        .. Enumerable.Range(0, 24).Select(_ =>
        {
            var angle = 2 * Math.PI * random.NextDouble();
            var frequency = 2 * Math.PI * finest * random.NextDouble();
            return (frequency * Math.Cos(angle), frequency * Math.Sin(angle), 2 * Math.PI * random.NextDouble(), 0.03);
        }),
    ];
}
