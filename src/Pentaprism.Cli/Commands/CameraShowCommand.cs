using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Pentaprism.Capture.Cameras;
using Pentaprism.Cli.Inspection;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism camera show</c>: the numbers of a camera and where they come from.</summary>
internal static class CameraShowCommand
{
    public static Command Create()
    {
        var name = CameraChoice.Argument();
        var json = new Option<bool>("--json") { Description = "Print JSON for machines: the camera file, and what follows from it." };
        var command = new Command(
            "show",
            "Prints what is known of a camera, how well, and what follows from it.\n\n"
            + "Examples:\n  pentaprism camera show xiaomi-12s-ultra/main\n  pentaprism camera show my.camera.json --json")
        {
            name,
            json,
        };
        command.SetAction(parsed =>
        {
            var (module, cameras) = CameraChoice.Find(parsed.GetValue(name)!);
            if (parsed.GetValue(json))
            {
                var chosen = module with { Cameras = [.. cameras] };
                var report = JsonNode.Parse(Encoding.UTF8.GetBytes(CameraFile.ToText(chosen)))!.AsObject();
                report["facts"] = new JsonObject(cameras.Select(camera => KeyValuePair.Create(camera.Id, (JsonNode?)CameraReports.Facts(CameraFacts.Of(camera)))));
                Terminal.Write(report);
                return;
            }

            foreach (var camera in cameras)
            {
                Terminal.Write($"{module.Name}, {camera.Name}", CameraReports.ShowColumns, CameraReports.ShowRows(camera));
            }

            Terminal.Write("sources", ["name", "says"], module.Sources.Select(source => new[] { source.Key, source.Value }));
        });
        return command;
    }
}
