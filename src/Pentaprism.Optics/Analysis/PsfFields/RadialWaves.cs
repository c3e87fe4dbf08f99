using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>The waves that one field along y sends to the image, for each channel.</summary>
internal sealed class RadialWaves
{
    // As many as the polynomials of a wave need: twelve rings for degree 20 along the radius, 48 arms for as many turns.
    private static readonly PupilSampling _sampling = new() { Rings = 12, Arms = 48, Aiming = RayAiming.Real };

    /// <summary>Traces a field.</summary>
    /// <param name="model">The lens; its wavelengths are the primary one and then those of the channels.</param>
    /// <param name="options">Channels and focus.</param>
    /// <param name="field">The field along y.</param>
    public RadialWaves(SequentialModel model, PsfFieldOptions options, double field)
    {
        var point = FieldPoint.At(field);
        var launch = FieldLaunch.Of(model, point, _sampling);
        var channels = ImmutableArray.CreateBuilder<ChannelWaves>();
        var first = 1;
        foreach (var channel in options.Channels)
        {
            var start = first;
            PupilSampler[] samplers = [.. channel.Wavelengths.Select((_, k) => new PupilSampler(launch.Trace(start + k)))];
            channels.Add(new ChannelWaves(samplers, [.. channel.Wavelengths.Select(one => one.Weight)], options.Focus));
            first += channel.Wavelengths.Length;
        }

        (Field, Channels) = (field, channels.ToImmutable());
        IdealRadius = Math.Abs(Distortion.Of(model, point).IdealY);
        BundleArea = RelativeIllumination.BundleArea(model, point);
    }

    public double Field { get; }

    public double IdealRadius { get; }

    public double BundleArea { get; }

    public ImmutableArray<ChannelWaves> Channels { get; }
}

/// <summary>The waves of one channel.</summary>
internal sealed class ChannelWaves
{
    public ChannelWaves(PupilSampler[] samplers, double[] weights, double focus)
    {
        var total = weights.Sum();
        Samplers = samplers;
        Weights = [.. weights.Select(weight => weight / total)];
        Waves = [.. samplers.Select(sampler => sampler.Wave.At(focus))];
        CentreY = Waves.Zip(Weights, (wave, weight) => wave.CentreY * weight).Sum();
    }

    public PupilSampler[] Samplers { get; }

    public ExitWave[] Waves { get; }

    /// <summary>Gets the weights, in all 1.</summary>
    public double[] Weights { get; }

    /// <summary>Gets where the image is measured from: the weighted mean of the chief rays, mm.</summary>
    public double CentreY { get; }

    /// <summary>Gets how far rays fall from there, mm.</summary>
    public double SpotRadius => Samplers.Zip(Waves, (sampler, wave) => sampler.SpotRadius(wave) + Math.Abs(wave.CentreY - CentreY)).Max();
}
