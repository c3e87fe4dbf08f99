using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.LinearDng;

/// <summary>A capture as a linear DNG tells it: camera colour at every pixel, without defects, noise and what the lens did wrong. Owns its samples.</summary>
/// <remarks>
/// <para>
/// What the file asked for is done (levels, opcodes, noise, highlights), what is taste is not: the samples are neither balanced nor sharpened, the
/// matrices and tables of the profile go along, and AsShotNeutral is the white that was found. NoiseProfile is what is left of the noise, and
/// NoiseReductionApplied of 1 asks for no more to be taken.
/// </para>
/// <para>
/// Black is code 0, and the little below it is cut: darktable and RawTherapee take no pedestal away from linear pictures.
/// </para>
/// <para>
/// Highlights that were rebuilt lie above the sensor's white. Codes reach up to the brightest of them; LinearResponseLimit says where the
/// sensor's white lies below, and BaselineExposure makes up for the room (<see cref="RestoredHighlights"/> reads it back).
/// </para>
/// </remarks>
/// <param name="Metadata">What the file says.</param>
/// <param name="Pixels">Three planes of codes; one of a sensor without filters.</param>
public sealed record LinearCapture(DngMetadata Metadata, RawPixels Pixels) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Pixels.Dispose();

    /// <summary>Takes a capture down as it stands behind the lens correction.</summary>
    /// <param name="image">Balanced camera colour; still the caller's, unchanged.</param>
    /// <param name="dng">What the capture says.</param>
    /// <param name="profile">The profile that it is rendered with.</param>
    /// <param name="neutral">The white that it was balanced to.</param>
    /// <param name="crop">The part to show; null for all.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The capture; the caller disposes it.</returns>
    internal static LinearCapture Of(CameraImage image, DngMetadata dng, CameraProfile profile, Vector3d neutral, PixelRectangle? crop, ProcessingContext context)
    {
        var factors = WhiteBalancer.Factors(neutral);
        var most = 1d;
        for (var colour = 0; colour < 3; colour++)
        {
            most = Math.Max(most, PlaneCodes.BoundsOf([image.Pixels[colour]], context).Most / factors[colour]);
        }

        var planes = dng.Layout.Colours == 1 ? 1 : 3;
        Plane<ushort>[] codes = [.. Enumerable.Range(0, planes).Select(colour => PedestalCodes.Of(image.Pixels[colour], 0, most * factors[colour], context))];
        var gain = image.Gain is { } gains ? SampleMean.Of(gains.Samples) : 1;
        var whole = new PixelRectangle(0, 0, image.Width, image.Height);
        return new LinearCapture(
            dng with
            {
                Layout = new RawLayout
                {
                    Width = image.Width,
                    Height = image.Height,
                    Planes = planes,
                    ActiveArea = whole,
                    DefaultCrop = crop ?? whole,
                    DefaultScale = dng.Layout.DefaultScale,
                },
                Levels = new SensorLevels { Black = [.. Enumerable.Repeat(0.0, planes)], White = [.. Enumerable.Repeat((double)PedestalCodes.White, planes)] },
                OpcodeList1 = OpcodeList.Empty,
                OpcodeList2 = OpcodeList.Empty,
                OpcodeList3 = OpcodeList.Empty,
                Colour = dng.Colour with { AsShotNeutral = neutral, AsShotWhite = null },
                Profile = profile,
                Noise = image.Noise.Scaled(gain / (factors.X * most), gain / (factors.Y * most), gain / (factors.Z * most)),
                NoiseReductionApplied = 1,
                LinearResponseLimit = 1 / most,
                BaselineExposure = dng.BaselineExposure + Math.Log2(most),
                Previews = [],
            },
            new RawPixels(codes));
    }
}
