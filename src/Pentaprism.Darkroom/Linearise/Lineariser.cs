using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Linearise;

/// <summary>From stored sensor codes to normalised samples: black 0, white 1.</summary>
/// <remarks>
/// In this order (DNG 1.7.1, chapters 5 and 7): opcode list 1 on the codes of the whole stored picture; linearisation table, black and
/// scale on the active area; opcode list 2. Unlike the specification nothing is clipped: negatives stay, what a gain lifts above 1 stays,
/// and <see cref="Mosaic.Gain"/> says where each photosite saturates.
/// </remarks>
public static class Lineariser
{
    /// <summary>Linearises a mosaic.</summary>
    /// <param name="metadata">What the file says; its layout has a colour filter array.</param>
    /// <param name="pixels">The stored samples; not changed, not disposed.</param>
    /// <param name="options">What to apply.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The active area, after any TrimBounds.</returns>
    /// <exception cref="ArgumentException">The picture is not a mosaic.</exception>
    public static Mosaic ToMosaic(DngMetadata metadata, RawPixels pixels, LineariseOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (metadata.Layout.Cfa is null || metadata.Layout.Planes != 1)
        {
            throw new ArgumentException("The picture has no colour filter array; use ToCameraImage.", nameof(metadata));
        }

        var (canvas, noise) = Linearise(metadata, pixels, options, context);
        return new Mosaic { Samples = canvas.Planes[0], Cfa = canvas.Cfa!, Gain = canvas.Gain, Noise = noise };
    }

    /// <summary>Linearises a picture whose pixels have all their colours (LinearRaw), or one from a sensor without colour.</summary>
    /// <param name="metadata">What the file says.</param>
    /// <param name="pixels">The stored samples, three planes or one; not changed, not disposed.</param>
    /// <param name="options">What to apply.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The active area, after any TrimBounds; a single plane comes out three times.</returns>
    /// <exception cref="ArgumentException">The picture is a mosaic of several colours.</exception>
    public static CameraImage ToCameraImage(DngMetadata metadata, RawPixels pixels, LineariseOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (metadata.Layout.Cfa is { IsMonochrome: false } || metadata.Layout.Planes is not 1 and not 3)
        {
            throw new ArgumentException("The picture is a mosaic; use ToMosaic.", nameof(metadata));
        }

        var (canvas, noise) = Linearise(metadata, pixels, options, context);
        var planes = canvas.Planes;
        if (planes.Length == 1)
        {
            planes = [planes[0], Copy(planes[0], context), Copy(planes[0], context)];
        }

        return new CameraImage { Pixels = new RgbPlanes(planes[0], planes[1], planes[2]), Gain = canvas.Gain, Noise = noise };
    }

    private static (OpcodeCanvas Canvas, NoiseModel Noise) Linearise(
        DngMetadata metadata, RawPixels pixels, LineariseOptions options, ProcessingContext context)
    {
        context.Progress?.Report("Linearise");
        var noise = SensorNoise.Of(metadata, options.Noise);
        var canvas = metadata.OpcodeList1.Items.IsEmpty
            ? MapLevels(metadata, pixels, null, options, context)
            : MapLevels(metadata, null, ApplyList1(metadata, pixels, context), options, context);
        if (options.DetectSaturation && SaturationPlateau.Find(metadata, pixels, context) is { } plateau)
        {
            // The gain is the clip level and scales the noise: S·g·x + O·g² must stay what it was.
            GainMaps.Scale(canvas.RequireGain(context), (float)plateau.ClipLevel, context);
            noise = noise.Scaled(1 / plateau.ClipLevel, 1 / plateau.ClipLevel, 1 / plateau.ClipLevel);
        }

        return (canvas, noise);
    }

    private static OpcodeCanvas ApplyList1(DngMetadata metadata, RawPixels pixels, ProcessingContext context)
    {
        var layout = metadata.Layout;
        var canvas = new OpcodeCanvas
        {
            Planes = [.. Enumerable.Range(0, layout.Planes).Select(plane => ToFloat(pixels, plane, context))],
            Cfa = layout.Cfa?.Shift(-layout.ActiveArea.Left, -layout.ActiveArea.Top),
            HoldsCodes = true,
            ListName = "OpcodeList1",
        };
        OpcodeApplier.Apply(canvas, metadata.OpcodeList1.Items, context);
        return canvas;
    }

    private static Plane<float> ToFloat(RawPixels pixels, int plane, ProcessingContext context)
    {
        if (pixels.Values is { } values)
        {
            return Copy(values[plane], context);
        }

        var codes = pixels.Codes![plane];
        var copy = context.Pool.Rent<float>(codes.Width, codes.Height);
        Bands.Run(context, codes.Width, codes.Height, (top, bottom) =>
        {
            var from = codes.Rows(top, bottom);
            var to = copy.Rows(top, bottom);
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[i];
            }
        });
        return copy;
    }

    private static Plane<float> Copy(Plane<float> plane, ProcessingContext context)
    {
        var copy = context.Pool.Rent<float>(plane.Width, plane.Height);
        plane.Samples.CopyTo(copy.Samples);
        return copy;
    }

    // Either the stored samples are given, or what list 1 has made of them.
    private static OpcodeCanvas MapLevels(
        DngMetadata metadata, RawPixels? pixels, OpcodeCanvas? codes, LineariseOptions options, ProcessingContext context)
    {
        var layout = metadata.Layout;
        var area = layout.ActiveArea;
        if (codes is not null)
        {
            var left = Math.Max(area.Left - codes.TrimmedLeft, 0);
            var top = Math.Max(area.Top - codes.TrimmedTop, 0);
            var right = Math.Min(area.Right - codes.TrimmedLeft, codes.Width);
            var bottom = Math.Min(area.Bottom - codes.TrimmedTop, codes.Height);
            area = new PixelRectangle(left, top, right - left, bottom - top);
        }

        var phaseLeft = codes is null ? 0 : area.Left + codes.TrimmedLeft - layout.ActiveArea.Left;
        var phaseTop = codes is null ? 0 : area.Top + codes.TrimmedTop - layout.ActiveArea.Top;
        var list2 = options.ApplyShading
            ? metadata.OpcodeList2.Items
            : metadata.OpcodeList2.Items.RemoveAll(opcode => opcode is GainMapOpcode or FixVignetteRadialOpcode);
        var canvas = new OpcodeCanvas
        {
            Planes = new Plane<float>[layout.Planes],
            Cfa = layout.Cfa?.Shift(phaseLeft, phaseTop),
            HoldsCodes = false,
            ListName = "OpcodeList2",
        };
        var applied = 0;
        for (var plane = 0; plane < layout.Planes; plane++)
        {
            var levels = new LevelMap(metadata.Levels, plane, layout.Planes, area, phaseLeft, phaseTop);
            canvas.Planes[plane] = context.Pool.Rent<float>(area.Width, area.Height);
            if (codes is null && layout.Planes == 1 && GainField.Join(list2.AsSpan(), 0, area.Width, area.Height, out applied) is { } field)
            {
                MapPlaneWithGains(pixels!, levels, field, canvas, context);
            }
            else
            {
                MapPlane(pixels, codes, levels, plane, canvas.Planes[plane], context);
            }
        }

        if (codes is not null)
        {
            canvas.Gain = codes.Gain is null ? null : Trim.Cut(codes.Gain, area, context);
            Array.ForEach(codes.Planes, plane => plane.Dispose());
        }

        OpcodeApplier.Apply(canvas, list2.RemoveRange(0, applied), context);
        return canvas;
    }

    private static void MapPlane(RawPixels? pixels, OpcodeCanvas? codes, LevelMap levels, int plane, Plane<float> values, ProcessingContext context) =>
        Bands.Run(context, values.Width, values.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                MapRow(pixels?.Codes?[plane], pixels?.Values?[plane] ?? codes?.Planes[plane], levels, y, values.Row(y));
            }
        });

    // The phone's case: levels and shading in one pass over rows that stay in the first-level cache.
    private static void MapPlaneWithGains(RawPixels pixels, LevelMap levels, GainField field, OpcodeCanvas canvas, ProcessingContext context)
    {
        var samples = canvas.Planes[0];
        var gain = context.Pool.Rent<float>(samples.Width, samples.Height);
        canvas.Gain = gain;
        Bands.Run(context, samples.Width, samples.Height, (top, bottom) =>
        {
            var nodes = field.MakeNodes();
            for (var y = top; y < bottom; y++)
            {
                MapRow(pixels.Codes?[0], pixels.Values?[0], levels, y, samples.Row(y));
                field.Row(y, nodes, gain.Row(y));
                RowProduct.Multiply(samples.Row(y), gain.Row(y));
            }
        });
    }

    private static void MapRow(Plane<ushort>? codes, Plane<float>? values, LevelMap levels, int y, Span<float> row)
    {
        if (codes is not null)
        {
            levels.Row(codes, y, row);
        }
        else
        {
            levels.Row(values!, y, row);
        }
    }
}
