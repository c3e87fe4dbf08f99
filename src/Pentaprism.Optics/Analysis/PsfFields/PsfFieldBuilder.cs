using System.Collections.Immutable;
using Pentaprism.Imaging;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Computes <see cref="PsfField"/>s of lenses that are symmetric under rotation.</summary>
public static class PsfFieldBuilder
{
    // Of the tolerance, what the eigen-kernels may take; the rest is for radii.
    private const double Share = 0.2;

    /// <summary>Computes the field of a lens.</summary>
    /// <param name="lens">The lens, at the object distance that is asked for.</param>
    /// <param name="options">Channels, pixel, tolerance.</param>
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
        var bank = RadialBank.Of(model, options, cancellation);
        return new PsfField { Channels = [.. options.Channels.Select((channel, c) => Channel(bank, options, channel.Name, c))] };
    }

    private static PsfFieldChannel Channel(RadialBank bank, PsfFieldOptions options, string name, int channel)
    {
        var eigen = EigenKernels.Of([.. bank.Nodes.Select(image => image.Fine[channel])], Share * options.Tolerance, options.MostKernels);
        return new PsfFieldChannel
        {
            Name = name,
            PixelPitch = options.PixelPitch,
            Side = bank.Grid.Side,
            FineSide = bank.Grid.FineSide,
            FineSpacing = bank.Grid.FineSpacing,
            Basis = [.. eigen.Basis.Select(kernel => kernel.ToImmutableArray())],
            Coefficients = [.. eigen.Coefficients.SelectMany(row => row)],
            IdealRadii = [.. bank.Nodes.Select(image => image.IdealRadius)],
            RealRadii = [.. bank.Nodes.Select(image => image.RealRadius[channel])],
            RelativeIllumination = [.. bank.Nodes.Select(image => image.BundleArea / bank.Nodes[0].BundleArea)],
            EnergyInside = [.. bank.Nodes.Select(image => bank.Grid.EnergyOfDisc(image.Fine[channel]))],
            Error = bank.LargestError,
        };
    }
}
