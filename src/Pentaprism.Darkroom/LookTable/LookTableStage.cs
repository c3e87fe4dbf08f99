using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Files.Cube;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.LookTable;

/// <summary>Applies a look that comes as a .cube file, as most of them are made: on the sRGB codes of the displayed picture.</summary>
/// <remarks>
/// In and out: display-linear Rec. 2020. Colours that sRGB cannot hold are brought into it first (<see cref="SoftGamut"/>), so what comes
/// out lies in sRGB as well. At part of the strength codes are mixed.
/// </remarks>
public static class LookTableStage
{
    /// <summary>Applies a table in place.</summary>
    /// <param name="picture">Display-linear Rec. 2020, 0 to 1.</param>
    /// <param name="table">Curves, a cube, or both.</param>
    /// <param name="strength">Share of the result, 0 to 1.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    public static void Apply(RgbPlanes picture, CubeFile table, double strength, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(context);
        var gamut = new SoftGamut(RgbSpace.Srgb);
        var back = RgbSpace.Srgb.To(RgbSpace.Rec2020);
        Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
        {
            using var plain = context.Pool.Rent<float>(picture.Width, 3);
            for (var y = top; y < bottom; y++)
            {
                var red = picture.Red.Row(y);
                var green = picture.Green.Row(y);
                var blue = picture.Blue.Row(y);
                ColourMap.Apply(gamut, red, green, blue);
                for (var colour = 0; colour < 3; colour++)
                {
                    var row = picture[colour].Row(y);
                    TransferFunction.Srgb.EncodeRow(row, row);
                    row.CopyTo(plain.Row(colour));
                    if (!table.Curves.IsEmpty)
                    {
                        table.Curves[colour].Apply(row, row);
                    }
                }

                table.Cube?.Apply(red, green, blue);
                for (var colour = 0; colour < 3; colour++)
                {
                    var row = picture[colour].Row(y);
                    Mix(row, plain.Row(colour), (float)strength);
                    TransferFunction.Srgb.DecodeRow(row, row);
                }

                Colour.MatrixTransform.Apply(red, green, blue, back);
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(Span<float> codes, ReadOnlySpan<float> before, float share)
    {
        for (var x = 0; x < codes.Length && x < before.Length; x++)
        {
            codes[x] = MathF.FusedMultiplyAdd(codes[x] - before[x], share, before[x]);
        }
    }
}
