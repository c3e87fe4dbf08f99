using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Files;
using Pentaprism.Optics.Formats;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism lens convert</c>: a lens in one format in, the same lens in another one out.</summary>
internal static class LensConvertCommand
{
    public static Command Create()
    {
        var output = new Argument<string>("output") { Description = "The lens to write: .lens.json, which loses nothing, or .zmx (OpticStudio).", HelpName = "OUT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a lens that is there already." };
        var json = new Option<bool>("--json") { Description = "Print what could not be taken over as JSON." };
        var flags = new LensFlags();
        var command = new Command(
            "convert",
            "Writes a lens in another format, and says what could not be taken over.\n\n"
            + "Examples:\n  pentaprism lens convert triplet.seq triplet.lens.json\n"
            + "  pentaprism lens convert zoom.txt tele.zmx --configuration tele --glass maker.agf");
        flags.AddTo(command, false);
        command.Arguments.Add(output);
        command.Add(overwrite);
        command.Add(json);
        command.SetAction(parsed =>
        {
            var input = flags.Read(parsed);
            var target = parsed.GetValue(output)!;
            if (Path.GetFullPath(target) == Path.GetFullPath(input.Path))
            {
                throw new UsageException("input and output are the same file; give the output another name");
            }

            var export = input.Try(lens => LensFile.ToText(lens, target));
            AtomicFile.Write(target, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(export.Text)));
            LensFlags.Tell(target, export.Notes);
            if (parsed.GetValue(json))
            {
                Terminal.Write(new JsonObject
                {
                    ["file"] = input.Path,
                    ["written"] = target,
                    ["surfaces"] = input.Lens.Surfaces.Length,
                    ["notes"] = LensJson.Notes(input.Notes),
                    ["notTakenOver"] = LensJson.Notes(export.Notes),
                });
            }
        });
        return command;
    }
}
