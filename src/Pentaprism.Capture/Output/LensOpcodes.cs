using System.Collections.Immutable;
using Pentaprism.Capture.Lenses;
using Pentaprism.Files.Dng;

namespace Pentaprism.Capture.Output;

/// <summary>What undoes a lens, as DNG opcodes (DNG 1.7.1, chapter 7): lens shading, distortion and lateral colour.</summary>
internal static class LensOpcodes
{
    private const int Columns = 33;
    private const int Rows = 25;

    /// <summary>Gives the gains that undo the fall of light: one map for each place of a Bayer pattern, as most programs want it, or one for all.</summary>
    public static ImmutableArray<Opcode> GainMaps(Photograph photograph)
    {
        var illumination = photograph.Lens.Illumination;
        if (illumination.IsOne)
        {
            return [];
        }

        var (width, height) = (photograph.Area.Width, photograph.Area.Height);
        var axis = photograph.Axis;
        var gains = new float[Columns * Rows];
        for (var i = 0; i < gains.Length; i++)
        {
            var (x, y) = (((double)(i % Columns) / (Columns - 1) * width) - axis.X, ((double)(i / Columns) / (Rows - 1) * height) - axis.Y);
            gains[i] = 1 / illumination.At((float)(((x * x) + (y * y)) / (photograph.Lens.CornerPixels * photograph.Lens.CornerPixels)));
        }

        var places = photograph.Pattern.IsBayer ? new[] { (0, 0), (0, 1), (1, 0), (1, 1) } : [(0, 0)];
        var pitch = photograph.Pattern.IsBayer ? 2 : 1;
        return
        [
            .. places.Select(place => new GainMapOpcode(
                new OpcodeArea(place.Item1, place.Item2, height, width, 0, 1, pitch, pitch), Rows, Columns, 1.0 / (Rows - 1), 1.0 / (Columns - 1), 0, 0, 1, [.. gains])
            { IsOptional = true }),
        ];
    }

    /// <summary>Gives the warp that undoes distortion and lateral colour. Its radius is 1 in the corner of the file that is farthest from the axis, the lens's in the corner of the sensor.</summary>
    public static ImmutableArray<Opcode> Warp(Photograph photograph)
    {
        var warps = photograph.Reading.Filters.Used.Select(photograph.Lens.Warp).ToArray();
        if (warps.All(warp => warp.IsIdentity))
        {
            return [];
        }

        // The opcode counts between the middles of the outermost pixels.
        var (x, y) = (photograph.Axis.X - 0.5, photograph.Axis.Y - 0.5);
        var (right, bottom) = (photograph.Area.Width - 1.0, photograph.Area.Height - 1.0);
        var ratio = double.Hypot(Math.Max(x, right - x), Math.Max(y, bottom - y)) / photograph.Lens.CornerPixels;
        var sets = warps.Select(warp =>
        {
            double Coefficient(int i) => warp.Coefficients[i] * Math.Pow(ratio, 2 * i);
            return new WarpCoefficients(Coefficient(0), Coefficient(1), Coefficient(2), Coefficient(3), 0, 0);
        });
        var warp = new WarpRectilinearOpcode([.. sets], x / right, y / bottom) { IsOptional = true };
        return warps.Any(one => one.Fine.IsEmpty) ? [warp] : [new WarpRectilinear2Opcode([.. warps.Select(Fine)], x / right, y / bottom, false) { IsOptional = true }, warp];

        // DNG 1.6: what programs that do not know it pass over, for the older warp behind it. Its terms are all powers of the radius.
        Warp2Coefficients Fine(RadialWarp one) =>
            new([.. Enumerable.Range(0, 15).Select(power => power % 2 == 0 ? one.Fine[power / 2] * Math.Pow(ratio, power) : 0)], 0, 0, 0, 1);
    }
}
