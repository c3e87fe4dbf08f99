using System.CommandLine;
using System.Text.Json;
using Pentaprism.Cli.Inspection;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Tracing;
using Spectre.Console;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism lens analyze</c>: what a lens does to light at its fields.</summary>
internal static class LensAnalyzeCommand
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var frequencies = new Option<string?>("--mtf") { Description = "Frequencies of the modulation transfer, cycles/mm: 10,20,30.", HelpName = "LIST" };
        var polychromatic = new Option<bool>("--polychromatic") { Description = "Sum the modulation transfer over all wavelengths with their weights." };
        var aiming = new Option<RayAiming>("--aiming") { Description = "What the pupil of rays is: the paraxial entrance pupil or the stop itself.", DefaultValueFactory = _ => RayAiming.Automatic };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var flags = new LensFlags();
        var command = new Command(
            "analyze",
            "Says what a lens does to light at each of its fields: spot, wavefront, distortion, illumination, modulation transfer.\n\n"
            + "Examples:\n  pentaprism lens analyze triplet.zmx --fields 0,14,20 --mtf 10,20,30\n  pentaprism lens analyze phone.lens.json --polychromatic --json");
        flags.AddTo(command, true);
        command.Add(frequencies);
        command.Add(polychromatic);
        command.Add(aiming);
        command.Add(json);
        command.SetAction((parsed, cancellation) =>
        {
            var input = flags.Read(parsed);
            var options = new LensAnalysisOptions
            {
                Sampling = PupilSampling.Final with { Aiming = parsed.GetValue(aiming) },
                Frequencies = parsed.GetValue(frequencies) is { } list ? Positive(LensFlags.Numbers(list, "--mtf")) : [],
                Polychromatic = parsed.GetValue(polychromatic),
            };
            var analysis = input.Try(lens => LensAnalysis.Of(lens, options, cancellation));
            if (parsed.GetValue(json))
            {
                var report = AnalysisJson.Of(analysis);
                report.Insert(0, "file", input.Path);
                report["notes"] = LensJson.Notes(input.Notes);
                Console.Out.WriteLine(report.ToJsonString(_indented));
            }
            else
            {
                Print(input, analysis);
            }

            return Task.CompletedTask;
        });
        return command;
    }

    private static System.Collections.Immutable.ImmutableArray<double> Positive(double[] frequencies) =>
        frequencies.All(frequency => frequency > 0)
            ? [.. frequencies]
            : throw new UsageException("--mtf takes frequencies above 0, in cycles/mm");

    private static void Print(LensInput input, LensAnalysis analysis)
    {
        var summary = Terminal.Table($"{input.Name} at {analysis.Lens.PrimaryNanometres:0.##} nm").AddColumns("", "first order").HideHeaders();
        foreach (var (name, value) in LensTables.FirstOrder(analysis.Lens, analysis.FirstOrder))
        {
            summary.Row(name, value);
        }

        Terminal.Write(summary);
        foreach (var (title, columns, rows) in AnalysisTables.Of(analysis))
        {
            var table = Terminal.Table(title, columns);
            foreach (var row in rows)
            {
                table.Row(row);
            }

            Terminal.Write(table);
        }
    }
}
