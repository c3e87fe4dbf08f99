using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Lens;

/// <summary>Applies opcode list 3: geometry, lateral colour and shading of the colour picture, strictly in list order.</summary>
/// <remarks>
/// The lens distorts first and the sensor is shaded in its own frame, so the order of the list matters. Linear camera colour in and
/// out, nothing is clipped. Planes are warped one after the other, so that one plane more than the picture's own is all it takes.
/// Source: DNG 1.7.1, chapter 7.
/// </remarks>
public static class LensCorrection
{
    /// <summary>Applies a list.</summary>
    /// <param name="image">The picture; used up, its planes go back to the pool where they are replaced.</param>
    /// <param name="list">Opcode list 3.</param>
    /// <param name="options">What to apply.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The same object with its new planes and gains.</returns>
    /// <exception cref="ImageFileException">A warp folds the picture over itself.</exception>
    public static CameraImage Apply(CameraImage image, OpcodeList list, LensOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (list.Items.IsEmpty)
        {
            return image;
        }

        context.Progress?.Report("Lens");
        var canvas = new OpcodeCanvas
        {
            Planes = [image.Pixels.Red, image.Pixels.Green, image.Pixels.Blue],
            Gain = image.Gain,
            Cfa = null,
            HoldsCodes = false,
            ListName = "OpcodeList3",
        };
        for (var i = 0; i < list.Items.Length;)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            i += ApplyNext(canvas, list.Items.AsSpan()[i..], options, context);
        }

        image.Pixels = new RgbPlanes(canvas.Planes[0], canvas.Planes[1], canvas.Planes[2]);
        image.Gain = canvas.Gain;
        return image;
    }

    private static int ApplyNext(OpcodeCanvas canvas, ReadOnlySpan<Opcode> opcodes, LensOptions options, ProcessingContext context)
    {
        var opcode = opcodes[0];
        if (!options.Shading && opcode is GainMapOpcode or FixVignetteRadialOpcode)
        {
            return 1;
        }

        if (LensWarp.Of(opcode, canvas.Width, canvas.Height) is not { } warp)
        {
            return OpcodeApplier.ApplyNext(canvas, options.Shading ? opcodes : opcodes[..1], context);
        }

        if (!warp.IsMonotonic())
        {
            return opcode.IsOptional
                ? 1
                : throw new ImageFileException("DNG", canvas.ListName, $"{opcode.GetType().Name} folds the picture over itself; develop without distortion correction");
        }

        Warp(canvas, warp, options, context);

        // DNG 1.6: a WarpRectilinear2 marked optional stands in for the older warp right behind it.
        return opcode is WarpRectilinear2Opcode { IsOptional: true } && opcodes.Length > 1 && opcodes[1] is WarpRectilinearOpcode or WarpFisheyeOpcode ? 2 : 1;
    }

    private static void Warp(OpcodeCanvas canvas, LensWarp warp, LensOptions options, ProcessingContext context)
    {
        var green = warp.PlaneOf(CfaPattern.Green);
        for (var plane = 0; plane < canvas.Planes.Length; plane++)
        {
            var own = options.LateralColour ? warp.PlaneOf(plane) : green;
            var reference = options.Distortion ? null : green;
            if (!ReferenceEquals(own, reference))
            {
                canvas.Planes[plane] = WarpResampler.Warp(canvas.Planes[plane], warp.Frame, own, reference, context);
            }
        }

        if (options.Distortion && canvas.Gain is not null)
        {
            canvas.Gain = WarpResampler.WarpSmooth(canvas.Gain, warp.Frame, green, context);
        }
    }
}
