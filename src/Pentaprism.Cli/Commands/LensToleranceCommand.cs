using System.CommandLine;
using System.Text;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Lenses;
using Pentaprism.Files;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Tolerances;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism lens tolerance</c>: what becomes of a lens in the workshop.</summary>
internal static class LensToleranceCommand
{
    private const double LongestPhoneLens = 15;
    private const double PhoneFrequency = 100;
    private const double CameraFrequency = 20;
    public static Command Create()
    {
        var tolerances = new Option<string?>("--tolerances")
        {
            Description = $"What the workshop holds: {string.Join(", ", TolerancePresets.All.Select(preset => preset.Name))}, or a JSON file. Default: {TolerancePresets.Phone.Name} for lenses of up to {LongestPhoneLens:0} mm, else {TolerancePresets.GlassPrecision.Name}.",
            HelpName = "NAME|FILE",
        };
        var trials = new Option<int>("--trials") { Description = "How many lenses to make. Default: 10000.", DefaultValueFactory = _ => 10_000, HelpName = "N" };
        var traced = new Option<int>("--traced") { Description = "How many of them to trace, as a check. Default: 200.", DefaultValueFactory = _ => 200, HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "The same seed makes the same lenses. Default: 1.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var mtf = new Option<string?>("--mtf") { Description = $"Frequencies for the MTF, cycles/mm. Default: {PhoneFrequency:0} for lenses of up to {LongestPhoneLens:0} mm, else {CameraFrequency:0}.", HelpName = "LIST" };
        var polychromatic = new Option<bool>("--polychromatic") { Description = "Judge all wavelengths of the lens together instead of the primary one." };
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var save = new Option<string?>("--save-tolerances") { Description = "Write the tolerances that were used as JSON, to edit.", HelpName = "FILE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a file that is there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var threads = new Option<int>("--threads") { Description = "Threads to use. Default: one a processor. Results do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var flags = new LensFlags();
        var command = new Command(
            "tolerance",
            "Makes a lens many times within its tolerances: yield, worst offenders, focus travel. Some of the lenses are traced to confirm the rest.\n\n"
            + "Examples:\n  pentaprism lens tolerance triplet.zmx --mtf 20,40 -o yield.html\n"
            + "  pentaprism lens tolerance phone.lens.json --tolerances moulder.tolerances.json --trials 100000 --json");
        flags.AddTo(command, true);
        foreach (var option in (Option[])[tolerances, trials, traced, seed, mtf, polychromatic, output, save, overwrite, json, threads])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            var input = flags.Read(parsed);
            var isSmall = input.Try(FirstOrderData.Of).TotalTrack <= LongestPhoneLens;
            var grades = Grades(parsed.GetValue(tolerances) ?? (isSmall ? TolerancePresets.Phone : TolerancePresets.GlassPrecision).Name);
            var set = input.Try(lens => ToleranceSet.Of(lens, grades));
            if (set.Tolerances.IsEmpty)
            {
                throw new UsageException($"the tolerances '{grades.Name}' allow nothing to differ from the drawing; give a limit above 0");
            }

            var options = Options(parsed.GetValue(trials), parsed.GetValue(traced)) with
            {
                Seed = parsed.GetValue(seed),
                Frequencies = [.. parsed.GetValue(mtf) is { } list ? Positive(LensFlags.Numbers(list, "--mtf")) : [isSmall ? PhoneFrequency : CameraFrequency]],
                IsPolychromatic = parsed.GetValue(polychromatic),
                Threads = Math.Max(1, parsed.GetValue(threads)),
            };
            using var progress = new PercentProgress(input.Path, "made and traced");
            var report = input.Try(lens => ToleranceAnalysis.Run(lens, set, options, progress, cancellation));
            progress.Dispose();
            if (parsed.GetValue(save) is { } saved)
            {
                AtomicFile.Write(saved, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(ToleranceFile.Write(grades))));
            }

            if (parsed.GetValue(output) is { } page)
            {
                input.Try(lens => ToleranceReportPage.Of(input.Name, lens, report)).Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(ToleranceJson.Of(input, report));
            }
            else
            {
                Print(input, report);
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static ToleranceGrades Grades(string named)
    {
        var preset = TolerancePresets.All.FirstOrDefault(preset => preset.Name.Equals(named, StringComparison.OrdinalIgnoreCase));
        return preset ?? (File.Exists(named) || Path.HasExtension(named) ? ToleranceFile.Read(named)
            : throw new UsageException($"there are no tolerances '{named}'; give {string.Join(", ", TolerancePresets.All.Select(p => p.Name))}, or a JSON file"));
    }

    private static ToleranceOptions Options(int trials, int traced)
    {
        try
        {
            return new ToleranceOptions { Trials = trials, TracedTrials = traced };
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new UsageException("--trials takes 1 or more, --traced 0 or more");
        }
    }

    private static double[] Positive(double[] frequencies) =>
        frequencies.All(frequency => frequency > 0) ? frequencies : throw new UsageException("--mtf takes frequencies above 0, in cycles/mm");

    private static void Print(LensInput input, ToleranceReport report)
    {
        foreach (var (title, columns, rows) in ToleranceTables.Of(input.Lens, report, 12))
        {
            Terminal.Write(title, columns, rows);
        }

        Console.Out.WriteLine(ToleranceTables.Trust(report));
    }
}
