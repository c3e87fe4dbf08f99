using System.Collections.Immutable;
using Pentaprism.Darkroom.LinearDng;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>A merged burst as a DNG of 16 bits that stands for one frame with less noise: codes, and what the file says about them.</summary>
/// <remarks>
/// Black of a mosaic lies on a pedestal, so that negative samples survive; that of a picture is 0, because darktable and RawTherapee take no
/// pedestal away from pictures. White is 65535. Shading is taken back where the file carries its opcodes
/// (<see cref="FileShading"/>). The noise profile is the reference's over the frames that were merged. What list 1 asked for is done.
/// </remarks>
internal static class MergedDng
{
    /// <summary>Makes the file.</summary>
    /// <param name="reference">The reference frame.</param>
    /// <param name="planes">The merged samples, one plane or three, shading applied; divided by it here.</param>
    /// <param name="cfa">The colours of a mosaic; null for a picture.</param>
    /// <param name="clip">Level at which the sensor clips, in units of the white of the reference's file.</param>
    /// <param name="shading">The shading that the file carries on.</param>
    /// <param name="scale">Size of the picture in sizes of a frame.</param>
    /// <param name="frames">Effective number of frames.</param>
    /// <param name="headroom">The largest light that the file must hold, in units of the reference's white: 1, more for a bracket.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>What the file says, and its codes, which the caller disposes.</returns>
    public static (DngMetadata Metadata, RawPixels Pixels) Create(
        BurstFrame reference,
        IReadOnlyList<Plane<float>> planes,
        CfaPattern? cfa,
        double clip,
        FileShading shading,
        int scale,
        double frames,
        double headroom,
        ProcessingContext context)
    {
        var (width, height) = (planes[0].Width, planes[0].Height);
        if (shading.Gains(planes.Count, width, height, cfa, context) is { } gains)
        {
            for (var i = 0; i < planes.Count; i++)
            {
                Divide(planes[i], gains[i], context);
                gains[i].Dispose();
            }
        }

        var black = cfa is null ? 0 : PedestalCodes.Black(PlaneCodes.BoundsOf([.. planes], context).Least / headroom);
        var codes = planes.Select(plane => PedestalCodes.Of(plane, black, headroom, context)).ToArray();
        var noise = reference.Noise.Scaled(clip / headroom, clip / headroom, clip / headroom);
        return (Describe(reference.Metadata, (width, height), cfa, planes.Count, shading.Opcodes, scale, black) with
        {
            Sequence = Outcome(reference),
            Noise = new NoiseModel([.. noise.Colours.Select(line => new NoiseLine(line.Slope / frames, line.Offset / frames))]),
            BaselineExposure = reference.Metadata.BaselineExposure + Math.Log2(headroom),
        }, new RawPixels(codes));
    }

    private static DngMetadata Describe(
        DngMetadata dng, (int Width, int Height) size, CfaPattern? cfa, int planes, ImmutableArray<Opcode> shading, int scale, int black)
    {
        var whole = new PixelRectangle(0, 0, size.Width, size.Height);
        var scaled = ScaledMetadata.Of(dng, scale);
        return scaled with
        {
            Layout = new RawLayout
            {
                Width = size.Width,
                Height = size.Height,
                Planes = planes,
                Cfa = cfa,
                ActiveArea = whole,
                DefaultCrop = whole.Contains(scaled.Layout.DefaultCrop) ? scaled.Layout.DefaultCrop : whole,
                DefaultScale = dng.Layout.DefaultScale,
            },
            Levels = new SensorLevels { Black = [.. Enumerable.Repeat((double)black, planes)], White = [.. Enumerable.Repeat((double)PedestalCodes.White, planes)] },
            OpcodeList1 = OpcodeList.Empty,
            OpcodeList2 = new OpcodeList(shading),
            Previews = [],
        };
    }

    // Says that the file is what a sequence was made into, so that nobody takes it for one of the frames among which it lies.
    private static ImageSequenceInfo Outcome(BurstFrame reference) => reference.Metadata.Sequence is { Id.Length: > 0 } sequence
        ? sequence with { IsFinal = true }
        : new ImageSequenceInfo($"burst of {reference.Name}", "Burst", "", 0, 0, true);

    private static void Divide(Plane<float> samples, Plane<float> gain, ProcessingContext context) =>
        Bands.Run(context, samples.Width, samples.Height, (top, bottom) =>
        {
            var values = samples.Rows(top, bottom);
            var gains = gain.Rows(top, bottom);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] /= gains[i];
            }
        });
}
