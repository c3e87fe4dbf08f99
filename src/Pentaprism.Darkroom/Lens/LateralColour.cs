using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Lens;

/// <summary>Lays red and blue over green on the mosaic, before the colours are interpolated.</summary>
/// <remarks>
/// A demosaic takes the fine detail of red and blue from green. Where the lens draws them apart that detail sits in green's place, and
/// a warp of each colour afterwards, as opcode list 3 asks for, moves it away again: colours that were sharp come out torn. So what
/// differs between the colours' maps is applied here, to the red and the blue photosites as planes of their own, and what they share
/// remains for <see cref="LensCorrection"/>, which is then run with <see cref="LensOptions.LateralColour"/> off.
/// </remarks>
public static class LateralColour
{
    // The displacements are smooth: computed on a grid, straight in between.
    private const int GridStep = 16;

    // Less than this, in pixels, is not worth a resampling.
    private const double LeastShift = 0.05;

    /// <summary>Aligns the colours of a Bayer mosaic.</summary>
    /// <param name="mosaic">The mosaic; its red and blue samples are changed in place.</param>
    /// <param name="list">Opcode list 3.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>Whether the colours were aligned; if not, <see cref="LensCorrection"/> must do it.</returns>
    public static bool Align(Mosaic mosaic, OpcodeList list, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(context);
        var warps = list.Items.Select(opcode => LensWarp.Of(opcode, mosaic.Width, mosaic.Height)).OfType<LensWarp>().ToArray();
        if (!mosaic.Cfa.IsBayer || mosaic.Width < 32 || mosaic.Height < 32 || warps.Length != 1 || warps[0].Planes.Length < 3
            || !warps[0].IsMonotonic() || list.Items.Any(opcode => opcode is TrimBoundsOpcode))
        {
            return false;
        }

        context.Progress?.Report("Lateral colour");
        foreach (var colour in new[] { CfaPattern.Red, CfaPattern.Blue })
        {
            var shifts = ShiftGrid.Of(warps[0], colour, mosaic.Width, mosaic.Height, GridStep);
            if (shifts.Largest >= LeastShift)
            {
                Move(mosaic, colour, shifts, context);
            }
        }

        return true;
    }

    private static void Move(Mosaic mosaic, byte colour, ShiftGrid shifts, ProcessingContext context)
    {
        var (left, top) = (mosaic.Cfa[0, 0] == colour || mosaic.Cfa[0, 1] == colour ? 0 : 1, mosaic.Cfa[0, 0] == colour || mosaic.Cfa[1, 0] == colour ? 0 : 1);
        var (width, height) = ((mosaic.Width - left + 1) / 2, (mosaic.Height - top + 1) / 2);
        using var plane = context.Pool.Rent<float>(width, height);
        Bands.Run(context, width, height, (from, to) =>
        {
            for (var y = from; y < to; y++)
            {
                ReadOnlySpan<float> row = mosaic.Samples.Row(top + (2 * y));
                var part = plane.Row(y);
                for (var x = 0; x < part.Length; x++)
                {
                    part[x] = row[left + (2 * x)];
                }
            }
        });
        Bands.Run(context, width, height, (from, to) =>
        {
            var (placesX, placesY, moved) = (new int[width], new int[width], new float[width]);
            for (var y = from; y < to; y++)
            {
                shifts.Row(left, top + (2 * y), placesX, placesY);
                WarpResampler.ResampleRow(plane, placesX, placesY, y, moved);
                var row = mosaic.Samples.Row(top + (2 * y));
                for (var x = 0; x < moved.Length; x++)
                {
                    row[left + (2 * x)] = moved[x];
                }
            }
        });
    }
}
