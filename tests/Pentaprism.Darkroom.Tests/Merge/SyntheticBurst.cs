using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

/// <summary>A burst of an analytic scene under known motion.</summary>
internal sealed class SyntheticBurst : IDisposable
{
    public delegate double Scene(double x, double y, int colour);

    public SyntheticBurst(int width, int height, CfaPattern? cfa)
    {
        Store = new FrameStore(width, height, cfa);
        Context = ProcessingContext.Create() with { Workers = 2 };
    }

    public FrameStore Store { get; }

    public ProcessingContext Context { get; }

    public List<MergeFrame> Frames { get; } = [];

    /// <summary>Gives the motion of a frame shifted by (x, y) and turned about the middle of the picture.</summary>
    public FrameMotion Motion(double x, double y, double degrees = 0)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (cx, cy) = (Store.Width / 2.0, Store.Height / 2.0);
        return new FrameMotion(new Matrix3x3(cos, sin, ((1 - cos) * cx) - (sin * cy) + x, -sin, cos, (sin * cx) + ((1 - cos) * cy) + y, 0, 0, 1), null);
    }

    /// <summary>Takes a frame: what lies at p in the reference lies at motion(p) in it.</summary>
    public SyntheticBurst Take(FrameMotion motion, Scene scene, double noise = 0, int seed = 0, double gain = 1, double clip = double.MaxValue)
    {
        var random = new Random(seed);
        var back = motion.Global.Inverse();
        var planes = new Plane<float>[Store.Planes];
        for (var k = 0; k < planes.Length; k++)
        {
            planes[k] = Context.Pool.Rent<float>(Store.Width, Store.Height);
            for (var y = 0; y < Store.Height; y++)
            {
                for (var x = 0; x < Store.Width; x++)
                {
                    var p = back * new Vector3d(x, y, 1);
                    var value = scene(p.X / p.Z, p.Y / p.Z, Store.Cfa is { } cfa ? cfa[x, y] : k) / gain;
                    planes[k][x, y] = (float)Math.Min(value + (noise * Normal(random)), clip);
                }
            }
        }

        var facts = new BurstFrame { Name = "frame", Metadata = null!, Exposure = 1 / gain, Noise = new NoiseModel(new NoiseLine(0, noise * noise)) };
        Store.Add(facts, planes, Context);
        Frames.Add(new MergeFrame(Store.Count - 1, motion, gain, null));
        Array.ForEach(planes, plane => plane.Dispose());
        return this;
    }

    public MergedPicture Merge(RegressionOptions options) => RegressionMerge.Merge(Store, 0, Frames, Vector3d.One, options, Context);

    /// <summary>Gives the root mean square difference of a merged colour from the scene, away from the border.</summary>
    public static double Error(MergedPicture merged, Scene scene, int colour, int border)
    {
        var (sum, count) = (0.0, 0);
        var plane = merged.Pixels[colour];
        for (var y = border; y < plane.Height - border; y++)
        {
            for (var x = border; x < plane.Width - border; x++)
            {
                var truth = scene(((x + 0.5) / merged.Scale) - 0.5, ((y + 0.5) / merged.Scale) - 0.5, colour);
                sum += Math.Pow(plane[x, y] - truth, 2);
                count++;
            }
        }

        return Math.Sqrt(sum / count);
    }

    public void Dispose()
    {
        Store.Dispose();
        Frames.ForEach(frame => frame.Weights?.Dispose());
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
