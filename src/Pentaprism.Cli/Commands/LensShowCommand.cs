using System.CommandLine;
using Pentaprism.Cli.Inspection;
using Pentaprism.Optics.FirstOrder;
using Spectre.Console;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism lens show</c>: the prescription and the first order.</summary>
internal static class LensShowCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var flags = new LensFlags();
        var command = new Command(
            "show",
            "Prints the surfaces of a lens, its glasses and its first order. Surfaces are numbered from 0.\n\n"
            + "Examples:\n  pentaprism lens show triplet.zmx\n  pentaprism lens show zoom.txt --configuration tele --json");
        flags.AddTo(command, true);
        command.Add(json);
        command.SetAction(parsed =>
        {
            var input = flags.Read(parsed);
            var first = input.Try(FirstOrderData.Of);
            if (parsed.GetValue(json))
            {
                var report = input.Try(LensJson.Prescription);
                report.Insert(0, "file", input.Path);
                LensJson.AddFirstOrder(report, first);
                report["notes"] = LensJson.Notes(input.Notes);
                Terminal.Write(report);
            }
            else
            {
                Print(input, first);
            }
        });
        return command;
    }

    private static void Print(LensInput input, FirstOrderData first)
    {
        var lens = input.Lens;
        Terminal.Write(input.Name, LensTables.PrescriptionColumns, input.Try(lens => LensTables.Prescription(lens).ToList()));
        var (columns, rows) = LensTables.Aspheres(lens);
        if (rows.Count > 0)
        {
            Terminal.Write("polynomial terms", columns, rows);
        }

        var summary = Terminal.Table($"at {lens.PrimaryNanometres:0.##} nm").AddColumns("", "first order").HideHeaders();
        foreach (var (name, value) in LensTables.FirstOrder(lens, first))
        {
            summary.Row(name, value);
        }

        summary.Row("fields", string.Join(", ", lens.Fields.Points.Select(field => LensTables.Field(lens.Fields.Kind, field))));
        summary.Row("wavelengths", string.Join(", ", lens.Wavelengths.Select(wavelength => $"{wavelength.Nanometres:0.##}")) + " nm");
        if (!lens.Configurations.IsEmpty)
        {
            summary.Row("configurations", string.Join(", ", lens.Configurations.Select(configuration => configuration.Name)));
        }

        Terminal.Write(summary);
    }
}
