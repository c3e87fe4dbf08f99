using System.Collections.Immutable;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Computes <see cref="PsfField"/>s of lenses that are symmetric under rotation.</summary>
public static class PsfFieldBuilder
{
    /// <summary>Computes the field of a lens.</summary>
    /// <param name="lens">The lens, at the object distance that is asked for.</param>
    /// <param name="options">Channels, grid, rank.</param>
    /// <param name="cancellation">Stops between fields.</param>
    /// <returns>The field.</returns>
    /// <exception cref="ArgumentException">The lens is not symmetric under rotation, or the options do not go together.</exception>
    /// <exception cref="InvalidOperationException">No light of a field passes the lens.</exception>
    public static PsfField Build(Lens lens, PsfFieldOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lens);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!lens.IsRotationallySymmetric)
        {
            throw new ArgumentException("A PSF field is turned about the axis: the lens must be symmetric under rotation.", nameof(lens));
        }

        // The lens's own primary wavelength aims and measures; those of the channels follow.
        ImmutableArray<Wavelength> wavelengths = [lens.Wavelengths[lens.Primary], .. options.Channels.SelectMany(channel => channel.Wavelengths)];
        var model = SequentialModel.Of(lens with { Wavelengths = wavelengths, Primary = 0, Configurations = [] });
        var bank = new RadialImage[(2 * options.Radii) - 1];
        Parallel.For(
            0,
            bank.Length,
            new ParallelOptions { CancellationToken = cancellation },
            i => bank[i] = RadialImage.Of(model, options, options.LargestField * i / (bank.Length - 1)));

        // Every second field makes the bank; those between tell how good it is.
        RadialImage[] kept = [.. bank.Where((_, i) => i % 2 == 0)], between = [.. bank.Where((_, i) => i % 2 == 1)];
        return new PsfField
        {
            Options = options,
            IdealRadii = [.. kept.Select(image => image.IdealRadius)],
            RelativeIllumination = [.. kept.Select(image => image.BundleArea / kept[0].BundleArea)],
            Channels = [.. options.Channels.Select((_, c) => Channel(options, kept, between, c))],
        };
    }

    private static PsfFieldChannel Channel(PsfFieldOptions options, RadialImage[] kept, RadialImage[] between, int channel)
    {
        var fine = options.Side * options.Oversampling;
        double[] Turned(RadialImage image, double steps) =>
            KernelTurn.ToPixels(image.Fine[channel], fine, options.Oversampling, 2 * Math.PI * steps / options.Azimuths);
        double[][] kernels = [.. kept.SelectMany(image => Enumerable.Range(0, options.Azimuths).Select(j => Turned(image, j)))];
        var basis = EigenKernels.Of(kernels, options.Rank);
        var result = new PsfFieldChannel
        {
            Side = options.Side,
            RealRadii = [.. kept.Select(image => image.RealRadius[channel])],
            Basis = [.. basis.Select(vector => vector.Select(v => (float)v).ToImmutableArray())],
            Coefficients = [.. kernels.SelectMany(kernel => basis.Select(vector => (float)Sums.Dot(kernel, vector)))],
            Azimuths = options.Azimuths,
            Error = 0,
        };
        return result with { Error = between.Max(image => Error(result, image.RealRadius[channel], Turned(image, 0.5))) };
    }

    private static double Error(PsfFieldChannel channel, double radius, double[] truth)
    {
        var (sin, cos) = Math.SinCos(Math.PI / channel.Azimuths);
        var kernel = channel.KernelAt(radius * sin, radius * cos);
        double difference = 0, whole = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            difference += (kernel[i] - truth[i]) * (kernel[i] - truth[i]);
            whole += truth[i] * truth[i];
        }

        return Math.Sqrt(difference / whole);
    }
}
