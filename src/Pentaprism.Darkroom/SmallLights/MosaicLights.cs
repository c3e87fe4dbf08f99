using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>Samples of a mosaic.</summary>
/// <param name="mosaic">The mosaic, not white-balanced.</param>
/// <param name="balance">Factors that make grey equal in all colours.</param>
internal sealed class MosaicLights(Mosaic mosaic, Vector3d balance) : ILightSamples
{
    // Takes the colours of a Bayer pattern in equal shares at every place.
    private static readonly FilterKernel _mix = new([0.25f, 0.5f, 0.25f]);

    private readonly double[] _weights = LightWeights.Of(mosaic.Noise, balance);

    /// <inheritdoc/>
    public Vector3d Balance => balance;

    /// <inheritdoc/>
    public Plane<float> Brightness(ProcessingContext context)
    {
        var (samples, cfa) = (mosaic.Samples, mosaic.Cfa);
        using var weighed = context.Pool.Rent<float>(samples.Width, samples.Height);
        Bands.Run(context, samples.Width, samples.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var from = samples.Row(y);
                var to = weighed.Row(y);
                for (var x = 0; x < to.Length; x++)
                {
                    var colour = cfa[x, y];
                    to[x] = (float)(from[x] * _weights[colour] * balance[colour]);
                }
            }
        });
        var brightness = context.Pool.Rent<float>(samples.Width, samples.Height);
        Convolution.Separable(context, weighed, _mix, brightness);
        return brightness;
    }

    /// <inheritdoc/>
    public int Around(int x, int y, int reach, Span<LightSample> samples)
    {
        var count = 0;
        for (var v = Math.Max(y - reach, 0); v <= Math.Min(y + reach, mosaic.Height - 1); v++)
        {
            for (var u = Math.Max(x - reach, 0); u <= Math.Min(x + reach, mosaic.Width - 1); u++)
            {
                var (colour, value) = (mosaic.Cfa[u, v], mosaic.Samples[u, v]);
                if (value >= LightWeights.Clipped * (mosaic.Gain is { } gain ? gain[u, v] : 1))
                {
                    return 0;
                }

                samples[count++] = new LightSample(u - x, v - y, colour, value * balance[colour]);
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public double Variance(int x, int y, int colour, double level) =>
        LightWeights.Variance(mosaic.Noise[colour], mosaic.Gain?[x, y] ?? 1, balance[colour], level);

    /// <inheritdoc/>
    public void Add(PointLight light, double factor)
    {
        for (var colour = 0; colour < 3; colour++)
        {
            LightSpot.Add(mosaic.Samples, light, factor * light.Peak[colour], mosaic.Cfa, colour);
        }
    }
}
