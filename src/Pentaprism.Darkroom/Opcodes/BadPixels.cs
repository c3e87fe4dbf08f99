using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Opcodes 4 and 5: photosites that the maker knows to be bad, by their code or by their place.</summary>
internal static class BadPixels
{
    private static readonly string[] PhaseNames = ["RGGB", "GRBG", "GBRG", "BGGR"];

    /// <summary>Fills in all samples that hold a given code.</summary>
    /// <param name="canvas">The picture; holds codes.</param>
    /// <param name="opcode">The code.</param>
    /// <param name="context">Workers.</param>
    public static void Apply(OpcodeCanvas canvas, FixBadPixelsConstantOpcode opcode, ProcessingContext context)
    {
        var constant = canvas.HoldsCodes ? opcode.Constant : opcode.Constant / 65535f;
        foreach (var plane in canvas.Planes)
        {
            var found = new HashSet<int>();
            var samples = plane.Samples;
            for (var at = samples.IndexOf(constant); at >= 0;)
            {
                found.Add(at);
                var step = samples[(at + 1)..].IndexOf(constant);
                at = step < 0 ? -1 : at + 1 + step;
            }

            Repair(plane, PatternOf(canvas, opcode.BayerPhase), found, context);
        }
    }

    /// <summary>Fills in all samples of a list of places and rectangles.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="opcode">The list; places outside the picture are left out.</param>
    /// <param name="context">Workers.</param>
    public static void Apply(OpcodeCanvas canvas, FixBadPixelsListOpcode opcode, ProcessingContext context)
    {
        var places = new HashSet<int>();
        foreach (var (row, column) in opcode.Points)
        {
            if (row >= 0 && column >= 0 && row < canvas.Height && column < canvas.Width)
            {
                places.Add((row * canvas.Width) + column);
            }
        }

        foreach (var (top, left, bottom, right) in opcode.Rectangles)
        {
            for (var y = Math.Max(top, 0); y < Math.Min(bottom, canvas.Height); y++)
            {
                for (var x = Math.Max(left, 0); x < Math.Min(right, canvas.Width); x++)
                {
                    places.Add((y * canvas.Width) + x);
                }
            }
        }

        foreach (var plane in canvas.Planes)
        {
            Repair(plane, PatternOf(canvas, opcode.BayerPhase), places, context);
        }
    }

    /// <summary>Fills in the samples of a set of places from neighbours outside the set.</summary>
    /// <param name="samples">The plane.</param>
    /// <param name="cfa">Its colours.</param>
    /// <param name="places">Row × width + column of each.</param>
    /// <param name="context">Stops the work.</param>
    public static void Repair(Plane<float> samples, CfaPattern cfa, HashSet<int> places, ProcessingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var sameColour = new SameColour(cfa);
        foreach (var place in places)
        {
            var (y, x) = Math.DivRem(place, samples.Width);
            samples[x, y] = sameColour.Estimate(samples, x, y, places.Contains);
        }
    }

    private static CfaPattern PatternOf(OpcodeCanvas canvas, int bayerPhase) => canvas.Cfa switch
    {
        null => CfaPattern.Monochrome,
        { IsBayer: true } => CfaPattern.Bayer(PhaseNames[bayerPhase & 3]),
        var other => other,
    };
}
