using System.CommandLine;
using System.Text.Json.Nodes;
using Pentaprism.Capture.Cameras;
using Pentaprism.Cli.Inspection;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism camera list</c>: the cameras that come with the program.</summary>
internal static class CameraListCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "list",
            "Lists the cameras that come with the program. Names say which hardware is described; they are no endorsement.\n\n"
            + "Examples:\n  pentaprism camera list\n  pentaprism camera list --json")
        {
            json,
        };
        command.SetAction(parsed =>
        {
            var modules = CameraCatalogue.Modules.Select(CameraCatalogue.Read).ToList();
            if (parsed.GetValue(json))
            {
                Terminal.Write(new JsonArray([.. modules.Select(CameraReports.Summary)]));
            }
            else
            {
                Terminal.Write("cameras", CameraReports.ListColumns, modules.SelectMany(CameraReports.ListRows));
            }
        });
        return command;
    }
}
