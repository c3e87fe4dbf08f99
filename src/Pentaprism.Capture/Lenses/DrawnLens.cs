using System.Collections.Immutable;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Capture.Lenses;

/// <summary>A lens of which there is a drawing: everything is traced through it, for each colour with the wavelengths that light and filters let count.</summary>
internal sealed class DrawnLens : ILensModel
{
    private const int RadiiOfOwnLight = 9;

    // The widest error of a kernel between two traced radii before those between them join, and wavelengths that stand for a colour: for MTF within 1 %.
    private const double Tolerance = 0.02;
    private const int WavelengthsOfColour = 3;
    private const int WavelengthsOfWhite = 5;

    // A little of what lies beyond the border sends light into the picture.
    private const double BeyondReach = 1.003;
    private const int Halvings = 30;

    private readonly PsfField _field;
    private readonly ImmutableArray<PsfChannel> _channels;
    private readonly string _colours;
    private readonly double _corner;
    private readonly double _reach;

    /// <summary>Traces a lens.</summary>
    /// <param name="lens">The drawing, focused; its fields are angles.</param>
    /// <param name="eye">The sensor's colours.</param>
    /// <param name="light">The light of the scene.</param>
    /// <param name="pixelPitch">Distance of the file's pixels, mm.</param>
    /// <param name="corner">Distance of the sensor's corner from the axis, mm.</param>
    /// <param name="reach">Distance of what is photographed farthest from the axis, mm.</param>
    /// <param name="cancellation">Stops between fields.</param>
    /// <exception cref="ArgumentException">The lens does not light all of what is photographed, or is not symmetric under rotation.</exception>
    public DrawnLens(Lens lens, SpectralEye eye, Light light, double pixelPitch, double corner, double reach, CancellationToken cancellation)
    {
        (_colours, _corner, _reach) = (eye.Colours, corner, reach);
        _channels = [.. eye.Colours.Select(colour => Channel(colour, eye.Curve(colour) * light.Spectrum))];
        try
        {
            _field = TracedFields.Of(
                lens,
                new PsfFieldOptions
                {
                    Channels = _channels,
                    LargestField = FieldAt(lens, BeyondReach * reach),
                    PixelPitch = pixelPitch,
                    Tolerance = Tolerance,
                },
                cancellation);
        }
        catch (InvalidOperationException problem)
        {
            throw new ArgumentException($"the lens '{lens.Name}' does not light the sensor {reach:0.00} mm from its axis: {problem.Message}", nameof(lens));
        }

        Illumination = new RadialTable(radius => _field.Channels[0].IlluminationAt(radius * corner));
    }

    /// <inheritdoc/>
    public RadialTable Illumination { get; }

    /// <inheritdoc/>
    public int Reach => _field.Channels.Max(channel => channel.Side) / 2;

    /// <summary>Gets the wavelengths that stand for a colour in this light.</summary>
    public ImmutableArray<Wavelength> WavelengthsOf(char colour) => _channels[_colours.IndexOf(colour, StringComparison.Ordinal)].Wavelengths;

    /// <summary>Gets the field of a colour.</summary>
    public PsfFieldChannel ChannelOf(char colour) => _field.Channels[_colours.IndexOf(colour, StringComparison.Ordinal)];

    /// <inheritdoc/>
    public RadialWarp Warp(char colour)
    {
        var channel = ChannelOf(colour);
        ImmutableArray<double> Fit(int count) => EvenPolynomial.Fit(ideal => channel.RealRadiusAt(ideal * _corner) / (ideal * _corner), _reach / _corner, radius => radius * radius, count);
        return new RadialWarp(real => channel.IdealRadiusAt(real * _corner) / _corner, Fit(4), Fit(8));
    }

    /// <inheritdoc/>
    public LightShares Blur(ProcessingContext context, char colour, FieldFrame field, Plane<float> source, Plane<float> destination)
    {
        var channel = ChannelOf(colour);
        PsfFieldBlur.ApplyToMeans(context, channel, field.CentreX, field.CentreY, source, destination);
        double[] own = [.. Enumerable.Range(0, RadiiOfOwnLight).Select(i => (double)channel.KernelAt(_reach * i / (RadiiOfOwnLight - 1), 0)[channel.Side * channel.Side / 2])];
        return new LightShares(
            new RadialTable(radius => channel.EnergyInsideAt(radius * _corner)),
            RadialTable.Between(own, radius => radius * _corner / _reach));
    }

    // The field whose chief ray falls so far from the axis; where no ray does, the last that one finds.
    private static double FieldAt(Lens lens, double radius)
    {
        var model = SequentialModel.Of(lens);
        var tangent = radius / model.FirstOrder.Efl;
        var (low, high) = (0.5 * tangent, 2 * tangent);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = RadiusOf(model, Degrees(middle)) < radius ? (middle, high) : (low, middle);
        }

        return Degrees((low + high) / 2);
    }

    private static double Degrees(double tangent) => Math.Atan(tangent) * 180 / Math.PI;

    private static double RadiusOf(SequentialModel model, double field)
    {
        try
        {
            return Math.Abs(Distortion.Of(model, FieldPoint.At(field)).Y);
        }
        catch (InvalidOperationException)
        {
            return double.PositiveInfinity;
        }
    }

    private static PsfChannel Channel(char colour, Spectrum sensitivity) =>
        PsfChannel.Of(colour.ToString(), [.. Enumerable.Range(0, Spectrum.Count).Select(i => (double)Spectrum.Wavelength(i))], sensitivity.Values.ToArray(), colour == 'W' ? WavelengthsOfWhite : WavelengthsOfColour);
}
