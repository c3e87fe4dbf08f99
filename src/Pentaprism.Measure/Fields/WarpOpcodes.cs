using System.Collections.Immutable;
using Pentaprism.Files.Dng;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Fields;

/// <summary>Puts what was measured of a lens into the place of what opcode list 3 of a DNG said of it.</summary>
/// <remarks>
/// Radii are parts of the distance from the middle to the corner. A sample of the corrected picture at radius R comes from radius g(R) in green, and
/// in another colour from l(g(R)), where l is the lateral colour of the picture as taken. One WarpRectilinear says both (DNG 1.7.1, chapter 7), so that no
/// picture is resampled twice.
/// </remarks>
public static class WarpOpcodes
{
    private const int Nodes = 64;
    private const int Terms = 4;
    private const double LargestRadius = 2;
    private static readonly WarpCoefficients _identity = new(1, 0, 0, 0, 0, 0);

    /// <summary>Puts lateral colour into a list; what the list does to green stays.</summary>
    /// <param name="list">Opcode list 3 of the DNG on which it was measured.</param>
    /// <param name="colour">The lateral colour.</param>
    /// <returns>The list with this lateral colour and no other.</returns>
    public static OpcodeList With(OpcodeList list, LateralColour colour)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(colour);
        double Red(double radius) => radius + colour.Red.At(radius);
        double Blue(double radius) => radius + colour.Blue.At(radius);
        if (list.Items.Where(IsWarp).ToList() is [WarpRectilinearOpcode warp])
        {
            var green = Green(warp.Sets);
            return new OpcodeList(list.Items.Replace(warp, warp with { Sets = [After(green, Red), green, After(green, Blue)] }));
        }

        // Another kind of warp comes after it: the lens draws the colours apart in the picture as taken.
        return new OpcodeList([new WarpRectilinearOpcode([After(_identity, Red), _identity, After(_identity, Blue)], 0.5, 0.5), .. list.Items.Select(AsGreen)]);
    }

    /// <summary>Puts distortion into a list; the lateral colour of the list stays.</summary>
    /// <param name="list">Opcode list 3 of a DNG of the same camera and lens.</param>
    /// <param name="distortion">The distortion.</param>
    /// <returns>The list with this distortion and no other.</returns>
    public static OpcodeList With(OpcodeList list, Distortion distortion)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(distortion);
        var green = new WarpCoefficients(1, distortion.K1, distortion.K2, distortion.K3, 0, 0);
        var warp = list.Items.OfType<WarpRectilinearOpcode>().FirstOrDefault(opcode => opcode.Sets.Length == 3) is { Sets: [var red, var old, var blue] } lateral
            ? lateral with { Sets = [After(green, radius => At(red, Inverse(old, radius))), green, After(green, radius => At(blue, Inverse(old, radius)))] }
            : new WarpRectilinearOpcode([green], 0.5, 0.5) { IsOptional = true };
        return new OpcodeList([.. list.Items.Where(opcode => !IsWarp(opcode)), warp]);
    }

    private static bool IsWarp(Opcode opcode) => opcode is WarpRectilinearOpcode or WarpRectilinear2Opcode or WarpFisheyeOpcode;

    private static T Green<T>(ImmutableArray<T> sets) => sets[Math.Min(1, sets.Length - 1)];

    private static Opcode AsGreen(Opcode opcode) => opcode switch
    {
        WarpRectilinearOpcode warp => warp with { Sets = [Green(warp.Sets)] },
        WarpRectilinear2Opcode warp => warp with { Sets = [Green(warp.Sets)] },
        WarpFisheyeOpcode warp => warp with { Sets = [Green(warp.Sets)] },
        _ => opcode,
    };

    private static double At(WarpCoefficients k, double radius)
    {
        var square = radius * radius;
        return radius * (k.K0 + (square * (k.K1 + (square * (k.K2 + (square * k.K3))))));
    }

    // A warp rises with the radius, so halving finds its inverse.
    private static double Inverse(WarpCoefficients k, double source)
    {
        var (low, high) = (0.0, LargestRadius);
        for (var step = 0; step < 50; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = At(k, middle) < source ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    // The coefficients nearest to one map after another, by least squares over the field; green's tangential terms are those of the lens as a whole.
    private static WarpCoefficients After(WarpCoefficients green, Func<double, double> lateral)
    {
        var (matrix, right) = (new double[Terms * Nodes], new double[Nodes]);
        for (var i = 0; i < Nodes; i++)
        {
            var radius = (i + 0.5) / Nodes;
            for (var k = 0; k < Terms; k++)
            {
                matrix[(k * Nodes) + i] = Math.Pow(radius, (2 * k) + 1);
            }

            right[i] = lateral(At(green, radius));
        }

        var terms = LeastSquares.Solve(matrix, right, Terms)!;
        return new WarpCoefficients(terms[0], terms[1], terms[2], terms[3], green.Kt0, green.Kt1);
    }
}
