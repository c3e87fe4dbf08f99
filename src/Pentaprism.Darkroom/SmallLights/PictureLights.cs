using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>Samples of a merged picture: half of what it was made of was green, a quarter each red and blue.</summary>
/// <param name="pixels">The picture, not white-balanced.</param>
/// <param name="gain">Its clip levels; null means 1.</param>
/// <param name="frames">Frames that it was made of, on cells; null means 1.</param>
/// <param name="scale">Its size in sizes of a frame.</param>
/// <param name="noise">Noise of a sample of a frame.</param>
/// <param name="balance">Factors that make grey equal in all colours.</param>
internal sealed class PictureLights(RgbPlanes pixels, Plane<float>? gain, Plane<float>? frames, int scale, NoiseModel noise, Vector3d balance) : ILightSamples
{
    private static readonly double[] _density = [0.25, 0.5, 0.25];

    private readonly double[] _weights = [.. LightWeights.Of(noise, balance).Zip(_density, (weight, density) => weight * density)];

    /// <inheritdoc/>
    public Vector3d Balance => balance;

    /// <inheritdoc/>
    public Plane<float> Brightness(ProcessingContext context)
    {
        var brightness = context.Pool.Rent<float>(pixels.Width, pixels.Height);
        Bands.Run(context, pixels.Width, pixels.Height, (top, bottom) => Add(
            pixels.Red.Rows(top, bottom), pixels.Green.Rows(top, bottom), pixels.Blue.Rows(top, bottom), brightness.Rows(top, bottom)));
        return brightness;
    }

    /// <inheritdoc/>
    public int Around(int x, int y, int reach, Span<LightSample> samples)
    {
        var count = 0;
        for (var v = Math.Max(y - reach, 0); v <= Math.Min(y + reach, pixels.Height - 1); v++)
        {
            for (var u = Math.Max(x - reach, 0); u <= Math.Min(x + reach, pixels.Width - 1); u++)
            {
                var clip = LightWeights.Clipped * (gain is null ? 1 : gain[u, v]);
                for (var colour = 0; colour < 3; colour++)
                {
                    var value = pixels[colour][u, v];
                    if (value >= clip)
                    {
                        return 0;
                    }

                    samples[count++] = new LightSample(u - x, v - y, colour, value * balance[colour]);
                }
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public double Variance(int x, int y, int colour, double level)
    {
        var cell = MergeFrame.WeightPitch * scale;
        var count = Math.Max(frames?[x / cell, y / cell] ?? 1, 0.05f);
        return LightWeights.Variance(noise[colour], gain?[x, y] ?? 1, balance[colour], level) * scale * scale / (_density[colour] * count);
    }

    /// <inheritdoc/>
    public void Add(PointLight light, double factor)
    {
        for (var colour = 0; colour < 3; colour++)
        {
            LightSpot.Add(pixels[colour], light, factor * light.Peak[colour], null, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<float> sum)
    {
        var (r, g, b) = ((float)(_weights[0] * balance.X), (float)(_weights[1] * balance.Y), (float)(_weights[2] * balance.Z));
        var x = 0;
        for (; x <= sum.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            ((new Vector<float>(red[x..]) * r) + (new Vector<float>(green[x..]) * g) + (new Vector<float>(blue[x..]) * b)).CopyTo(sum[x..]);
        }

        for (; x < sum.Length; x++)
        {
            sum[x] = (red[x] * r) + (green[x] * g) + (blue[x] * b);
        }
    }
}
