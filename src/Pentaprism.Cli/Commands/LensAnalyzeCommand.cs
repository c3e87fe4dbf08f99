using System.CommandLine;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Lenses;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Tracing;
using Spectre.Console;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism lens analyze</c>: what a lens does to light.</summary>
internal static class LensAnalyzeCommand
{
    public static Command Create()
    {
        var mtf = new Option<string?>("--mtf") { Description = "Frequencies for the MTF, cycles/mm. Default: 10 to 50, for focal lengths below 15 mm 50 to 250.", HelpName = "LIST" };
        var polychromatic = new Option<bool>("--polychromatic") { Description = "Sum the MTF over all wavelengths of the lens instead of taking the primary one." };
        var aiming = new Option<RayAiming>("--aiming") { Description = "What pupil coordinates mean: paraxial (entrance pupil), real (stop), or automatic.", DefaultValueFactory = _ => RayAiming.Automatic };
        var noApertures = new Option<bool>("--no-clear-apertures") { Description = "Let rays pass outside the clear apertures." };
        var focus = new Option<double>("--focus") { Description = "Move the image plane along the axis by so much for MTF and Strehl ratio, mm.", HelpName = "MM" };
        var pixel = new Option<double>("--pixel") { Description = "Side of a square pixel, µm, whose aperture counts in the MTF. Default: none.", HelpName = "µM" };
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a report that is there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var flags = new LensFlags();
        var command = new Command(
            "analyze",
            "Says what a lens does to light: first order, spots, wavefronts, MTF, distortion, colour, illumination.\n\n"
            + "Examples:\n  pentaprism lens analyze triplet.zmx --fields 0,14,20 --mtf 10,20,30 -o triplet.html\n"
            + "  pentaprism lens analyze phone.lens.json --polychromatic --json");
        flags.AddTo(command, true);
        foreach (var option in (Option[])[mtf, polychromatic, aiming, noApertures, focus, pixel, output, overwrite, json])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            var input = flags.Read(parsed, keepsColours: true);
            var options = new LensAnalysisOptions
            {
                Sampling = PupilSampling.Final with { Aiming = parsed.GetValue(aiming), ClearApertures = !parsed.GetValue(noApertures) },
                Frequencies = parsed.GetValue(mtf) is { } list ? [.. LensFlags.Numbers(list, "--mtf")] : [],
                Polychromatic = parsed.GetValue(polychromatic),
                PixelAperture = parsed.GetValue(pixel) / 1000,
                Focus = parsed.GetValue(focus),
            };
            if (options.Frequencies.Any(frequency => frequency < 0))
            {
                throw new UsageException("--mtf takes frequencies of 0 or more, in cycles/mm");
            }

            using var line = new TerminalProgress(1);
            line.Begin(input.Path);
            line.Report("trace");
            var analysis = input.Try(lens => LensAnalysis.Of(lens, options, cancellation));
            if (parsed.GetValue(output) is { } page)
            {
                line.Report("draw");
                input.Try(_ => AnalysisReportPage.Of(input.Name, analysis)).Write(page, parsed.GetValue(overwrite));
            }

            line.Dispose();
            if (parsed.GetValue(json))
            {
                Terminal.Write(AnalysisJson.Of(input, analysis));
            }
            else
            {
                Print(input, analysis);
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static void Print(LensInput input, LensAnalysis analysis)
    {
        var lens = analysis.Lens;
        var summary = Terminal.Table($"{input.Name}, {lens.PrimaryNanometres:0.##} nm").AddColumns("", "first order").HideHeaders();
        foreach (var (name, value) in LensTables.FirstOrder(lens, analysis.FirstOrder))
        {
            summary.Row(name, value);
        }

        Terminal.Write(summary);
        Terminal.Write("fields", AnalysisTables.FieldColumns, AnalysisTables.Fields(analysis));
        var kind = analysis.Options.Polychromatic ? "all wavelengths" : $"{lens.PrimaryNanometres:0.##} nm";
        Terminal.Write($"diffraction MTF, {kind}", AnalysisTables.TransferColumns(analysis), AnalysisTables.Transfers(analysis));
        if (analysis.Fields.Any(field => field.IsDirectionMapFolded))
        {
            Console.Out.WriteLine("* Two parts of the pupil send light into the same direction: good to 0.01 only.");
        }
    }
}
