using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>What a lens makes of one field along y: the finely sampled image of a point for each channel, and where it lies.</summary>
internal sealed record RadialImage(double IdealRadius, double BundleArea, ImmutableArray<double> RealRadius, ImmutableArray<ImmutableArray<double>> Fine)
{
    /// <summary>Computes it.</summary>
    /// <param name="model">The lens; its wavelengths are the primary one and then those of the channels.</param>
    /// <param name="options">Channels and grid.</param>
    /// <param name="field">The field along y.</param>
    /// <returns>The images.</returns>
    public static RadialImage Of(SequentialModel model, PsfFieldOptions options, double field)
    {
        var point = FieldPoint.At(field);
        var launch = FieldLaunch.Of(model, point, PupilSampling.Final with { Aiming = RayAiming.Real });
        var (radii, images) = (ImmutableArray.CreateBuilder<double>(), ImmutableArray.CreateBuilder<ImmutableArray<double>>());
        var grid = new PsfOptions
        {
            Side = options.Side * options.Oversampling,
            Spacing = options.PixelPitch / options.Oversampling,
            Focus = options.Focus,
        };
        var first = 1;
        foreach (var channel in options.Channels)
        {
            var start = first;
            var spread = PointSpread.Of([.. channel.Wavelengths.Select((_, k) => launch.Trace(start + k))], grid);
            first += channel.Wavelengths.Length;
            radii.Add(Math.Abs(spread.CentreY));
            images.Add(spread.Samples);
        }

        var distortion = Distortion.Of(model, point);
        return new(Math.Abs(distortion.IdealY), RelativeIllumination.BundleArea(model, point), radii.ToImmutable(), images.ToImmutable());
    }
}
