using System.Collections.Immutable;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>Reads the opcodes that describe the lens: warps and radial falloff.</summary>
internal static class LensOpcodeReader
{
    private const int RadialTerms2 = 15;

    /// <summary>Reads one.</summary>
    /// <param name="id">1, 2, 3 or 14.</param>
    /// <param name="cursor">Its parameters.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="planes">The planes of the picture.</param>
    /// <returns>The opcode.</returns>
    public static Opcode Read(uint id, ref ByteCursor cursor, FilePlace place, int planes) => id switch
    {
        1 => Rectilinear(ref cursor, place, planes),
        2 => Fisheye(ref cursor, place, planes),
        3 => Vignette(ref cursor),
        _ => Rectilinear2(ref cursor, place, planes),
    };

    private static WarpRectilinearOpcode Rectilinear(ref ByteCursor cursor, FilePlace place, int planes)
    {
        var sets = ImmutableArray.CreateBuilder<WarpCoefficients>();
        var count = Sets(ref cursor, place, planes);
        for (var i = 0; i < count; i++)
        {
            var set = new WarpCoefficients(
                Term(ref cursor), Term(ref cursor), Term(ref cursor), Term(ref cursor), Term(ref cursor), Term(ref cursor));
            RequireRising(set, place);
            sets.Add(set);
        }

        return new WarpRectilinearOpcode(sets.ToImmutable(), Centre(ref cursor), Centre(ref cursor));
    }

    // r·f = k0 r + k1 r³ + k2 r⁵ + k3 r⁷ must rise over 0..1, else two places of the picture would show the same light.
    private static void RequireRising(WarpCoefficients k, FilePlace place)
    {
        const int Steps = 1024;
        for (var i = 0; i <= Steps; i++)
        {
            var r2 = (double)i / Steps;
            if (k.K0 + (r2 * ((3 * k.K1) + (r2 * ((5 * k.K2) + (r2 * 7 * k.K3))))) <= 0)
            {
                throw place.Bad($"the warp folds over at radius {Math.Sqrt(r2):0.###}");
            }
        }
    }

    private static WarpFisheyeOpcode Fisheye(ref ByteCursor cursor, FilePlace place, int planes)
    {
        var sets = ImmutableArray.CreateBuilder<(double K0, double K1, double K2, double K3)>();
        var count = Sets(ref cursor, place, planes);
        for (var i = 0; i < count; i++)
        {
            sets.Add((Term(ref cursor), Term(ref cursor), Term(ref cursor), Term(ref cursor)));
        }

        return new WarpFisheyeOpcode(sets.ToImmutable(), Centre(ref cursor), Centre(ref cursor));
    }

    private static FixVignetteRadialOpcode Vignette(ref ByteCursor cursor) => new(
        Term(ref cursor), Term(ref cursor), Term(ref cursor), Term(ref cursor), Term(ref cursor), Centre(ref cursor), Centre(ref cursor));

    private static WarpRectilinear2Opcode Rectilinear2(ref ByteCursor cursor, FilePlace place, int planes)
    {
        var sets = ImmutableArray.CreateBuilder<Warp2Coefficients>();
        var count = Sets(ref cursor, place, planes);
        for (var i = 0; i < count; i++)
        {
            var radial = ImmutableArray.CreateBuilder<double>(RadialTerms2);
            for (var term = 0; term < RadialTerms2; term++)
            {
                radial.Add(Term(ref cursor));
            }

            var set = new Warp2Coefficients(
                radial.MoveToImmutable(), Term(ref cursor), Term(ref cursor), Term(ref cursor), Term(ref cursor));
            sets.Add(set.MinimumRadius <= set.MaximumRadius ? set : throw place.Bad("the range of valid radii is empty"));
        }

        return new WarpRectilinear2Opcode(
            sets.ToImmutable(), Centre(ref cursor), Centre(ref cursor), cursor.Bounded(0, 1, "the reciprocal flag") == 1);
    }

    private static int Sets(ref ByteCursor cursor, FilePlace place, int planes)
    {
        var count = cursor.U32();
        return count == 1 || count == planes
            ? (int)count
            : throw place.Bad($"{count} sets of coefficients are given for {planes} planes");
    }

    private static double Term(ref ByteCursor cursor) => cursor.FiniteF64("a coefficient");

    private static double Centre(ref ByteCursor cursor) => cursor.FiniteF64("the optical centre");
}
