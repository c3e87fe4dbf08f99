using System.Collections.Immutable;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Opcodes 7 and 8, MapTable and MapPolynomial: one curve for all samples of an area.</summary>
/// <remarks>
/// On codes a curve takes and gives codes. On normalised values a table's index and entries stand for 0…1 in steps of 1/65535, and we
/// interpolate between entries. Where values lie outside 0…1, which the specification would have clipped, a polynomial goes on along
/// its tangent and a table holds its end. The clip level is mapped like a sample; on codes it is not, because WhiteLevel counts after list 1.
/// </remarks>
internal static class ValueMaps
{
    private const double FullScale = 65535;
    private const double NeutralTop = 1e-3;

    /// <summary>Applies a table.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="opcode">Table and area.</param>
    /// <param name="context">Workers.</param>
    public static void Apply(OpcodeCanvas canvas, MapTableOpcode opcode, ProcessingContext context) =>
        Apply(canvas, opcode.Area, canvas.HoldsCodes ? code => LookUp(opcode.Table, code) : x => LookUp(opcode.Table, x * FullScale) / FullScale, context);

    /// <summary>Applies a polynomial.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="opcode">Coefficients and area.</param>
    /// <param name="context">Workers.</param>
    public static void Apply(OpcodeCanvas canvas, MapPolynomialOpcode opcode, ProcessingContext context)
    {
        var c = opcode.Coefficients;
        if (canvas.HoldsCodes)
        {
            Apply(canvas, opcode.Area, code => Evaluate(c, code), context);
            return;
        }

        var curve = new TangentPolynomial(c.AsSpan());
        AreaRows.Run(canvas, opcode.Area, MovesClip(canvas, curve.Apply(1)), context, (_, _, samples, gain) =>
        {
            var right = Math.Min(opcode.Area.Right, samples.Length);
            curve.Row(samples, opcode.Area.Left, right, opcode.Area.ColumnPitch);
            if (!gain.IsEmpty)
            {
                curve.Row(gain, opcode.Area.Left, right, opcode.Area.ColumnPitch);
            }
        });
    }

    private static void Apply(OpcodeCanvas canvas, OpcodeArea area, Func<double, double> curve, ProcessingContext context) =>
        AreaRows.Run(canvas, area, MovesClip(canvas, curve(1)), context, (_, _, samples, gain) =>
        {
            var right = Math.Min(area.Right, samples.Length);
            for (var x = area.Left; x < right; x += area.ColumnPitch)
            {
                samples[x] = (float)curve(samples[x]);
                if (!gain.IsEmpty)
                {
                    gain[x] = (float)curve(gain[x]);
                }
            }
        });

    // A curve that ends at 1, as most do, leaves a clip level of 1 where it is, and needs no plane to say so.
    private static bool MovesClip(OpcodeCanvas canvas, double top) =>
        !canvas.HoldsCodes && (canvas.Gain is not null || Math.Abs(top - 1) > NeutralTop);

    private static double LookUp(ImmutableArray<ushort> table, double place)
    {
        var p = Math.Clamp(place, 0, table.Length - 1);
        var i = (int)p;
        var next = table[Math.Min(i + 1, table.Length - 1)];
        return table[i] + ((p - i) * (next - table[i]));
    }

    private static double Evaluate(ImmutableArray<double> coefficients, double x)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }
}
