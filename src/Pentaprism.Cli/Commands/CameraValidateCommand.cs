using System.CommandLine;
using System.Text.Json.Nodes;
using Pentaprism.Capture;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism camera validate</c>: whether camera files hold what they must.</summary>
internal static class CameraValidateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Camera files.", HelpName = "FILE", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "validate",
            "Holds camera files against the format and against physics; names the JSON path of what is wrong.\n\n"
            + "Examples:\n  pentaprism camera validate my.camera.json\n  pentaprism camera validate *.camera.json --json")
        {
            files,
            json,
        };
        command.SetAction(parsed =>
        {
            var findings = parsed.GetValue(files)!.Select(file => (File: file, Findings: Check(file))).ToList();
            if (parsed.GetValue(json))
            {
                Terminal.Write(new JsonArray([.. findings.Select(Report)]));
            }

            foreach (var (file, found) in findings)
            {
                foreach (var finding in found)
                {
                    ProcessEdge.Complain(finding.Place.Length > 0 ? $"{file}: {finding}" : $"{file}: {finding.Problem}");
                }

                if (found.Count == 0 && !parsed.GetValue(json))
                {
                    Console.Out.WriteLine($"{file}: good");
                }
            }

            return findings.Any(file => file.Findings.Count > 0) ? ProcessEdge.Failed : 0;
        });
        return command;
    }

    private static IReadOnlyList<CameraFinding> Check(string file)
    {
        try
        {
            return CameraRules.Check(CameraFile.ReadUnchecked(file));
        }
        catch (CameraFileException problem)
        {
            return [new CameraFinding(problem.Place, problem.Problem)];
        }
    }

    private static JsonObject Report((string File, IReadOnlyList<CameraFinding> Findings) file) => new()
    {
        ["file"] = file.File,
        ["valid"] = file.Findings.Count == 0,
        ["problems"] = new JsonArray([.. file.Findings.Select(finding => new JsonObject { ["path"] = finding.Place, ["problem"] = finding.Problem })]),
    };
}
