using System.Collections.Immutable;
using Pentaprism.Gap.Figures;

namespace Pentaprism.Gap.Gaps;

/// <summary>By how much one picture is behind another: positive where it is worse, whatever the figure.</summary>
/// <param name="Light">Stops less light at which the reference would have the camera's signal-to-noise ratio of a grey card.</param>
/// <param name="LightAtEqualSignal">The same with the camera's grey card at the signal of the reference's: what is left where exposures differ, shares of the sensors' white being equal.</param>
/// <param name="PhotographicRange">Stops of range, down to a ratio of 20.</param>
/// <param name="EngineeringRange">Stops of range, down to a ratio of 1.</param>
/// <param name="Edges">At each place of the field, how much less MTF50 there is, line pairs a picture height.</param>
/// <param name="Acutance">How much less acutance there is on the axis.</param>
/// <param name="Texture">How much less texture MTF50 there is, line pairs a picture height.</param>
/// <param name="Colour">How much larger the mean colour error is, CIEDE2000.</param>
public sealed record CameraGap(
    Measured Light,
    Measured LightAtEqualSignal,
    Measured PhotographicRange,
    Measured EngineeringRange,
    ImmutableArray<(double Field, Measured Gap)> Edges,
    Measured Acutance,
    Measured Texture,
    Measured Colour)
{
    /// <summary>Compares.</summary>
    /// <param name="camera">The camera's figures.</param>
    /// <param name="reference">Those of the reference.</param>
    public static CameraGap Between(PictureFigures camera, PictureFigures reference)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(reference);
        return new CameraGap(
            Stops(noise => noise.GreySignal),
            Stops(_ => reference.Noise!.GreySignal),
            reference.PhotographicRange - camera.PhotographicRange,
            reference.EngineeringRange - camera.EngineeringRange,
            [.. reference.Edges.Select(edges => (edges.Field, edges.Mtf50 - (camera.EdgesAt(edges.Field)?.Mtf50 ?? Measured.Unknown)))],
            (reference.EdgesAt(0)?.Acutance ?? Measured.Unknown) - (camera.EdgesAt(0)?.Acutance ?? Measured.Unknown),
            (reference.Texture?.Mtf50 ?? Measured.Unknown) - (camera.Texture?.Mtf50 ?? Measured.Unknown),
            (camera.Colour?.Mean ?? Measured.Unknown) - (reference.Colour?.Mean ?? Measured.Unknown));

        Measured Stops(Func<NoiseCurve, double> signal) =>
            camera.Noise is { } noise && reference.Noise is { } other ? other.StopsTo(noise.RatioAt(signal(noise))) : Measured.Unknown;
    }

    /// <summary>Gives the gap at a place of the field; unknown where it was not measured.</summary>
    /// <param name="field">How far from the axis.</param>
    public Measured EdgesAt(double field) => Edges.Where(edge => edge.Field == field).Select(edge => edge.Gap).DefaultIfEmpty(Measured.Unknown).First();

    /// <summary>Gets all gaps, for whoever treats them alike.</summary>
    public IEnumerable<Measured> All => [Light, LightAtEqualSignal, PhotographicRange, EngineeringRange, .. Edges.Select(edge => edge.Gap), Acutance, Texture, Colour];
}
