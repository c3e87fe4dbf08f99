using System.CommandLine;
using System.Text.Json.Nodes;
using Pentaprism.Capture;
using Pentaprism.Capture.Scenes;
using Pentaprism.Cli.Demo;
using Pentaprism.Darkroom;
using Pentaprism.Files;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism demo</c>: a burst of a phone and a frame of a DSLR, captured, developed and laid side by side.</summary>
internal static class DemoCommand
{
    private const string Phone = "xiaomi-12s-ultra/main";
    private const string Dslr = "ref-nikon-d850/24-70-2.8";
    private const int Frames = 8;

    // Captures of both cameras, three pictures, the page.
    private const int Steps = 6;

    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "The folder for frames, pictures and page. Default: pentaprism-demo.", HelpName = "DIR", DefaultValueFactory = _ => "pentaprism-demo" };
        var lux = new Option<double>("--lux") { Description = "How much light falls on the street, lux. Default: 5.", DefaultValueFactory = _ => 5 };
        var seed = new Option<ulong>("--seed") { Description = "Makes streets, hands and photons differ. Default: 3.", DefaultValueFactory = _ => 3 };
        var size = new Option<string>("--size") { Description = "The phone's picture. Default: 2048x1536.", HelpName = "SIZE", DefaultValueFactory = _ => "2048x1536" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print all numbers as JSON." };
        var threads = new Option<int>("--threads") { Description = "Threads to use. Default: one a processor. The files do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command(
            "demo",
            "Captures a street at night with a simulated phone, a burst of eight frames, and with a simulated DSLR; develops them and writes one page that lays "
            + "them side by side. Takes about half a minute on two processors.\n\nExample: pentaprism demo")
        {
            folder, lux, seed, size, overwrite, json, threads,
        };
        command.SetAction((parsed, cancellation) =>
        {
            using var progress = new TerminalProgress(Steps);
            var context = new ProcessingContext(new PlanePool(), Math.Max(1, parsed.GetValue(threads)), progress, cancellation);
            var options = CaptureFlags.Usage(() => new CaptureOptions { Frames = Frames, Size = CaptureFlags.Size(parsed.GetValue(size)!) ?? throw new UsageException("--size takes width and height such as 2048x1536"), Lux = parsed.GetValue(lux), Seed = parsed.GetValue(seed), Mode = "binned", Still = true, DepthOfField = false });
            Run(parsed.GetValue(folder)!, options, parsed.GetValue(overwrite), parsed.GetValue(json), progress, context);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(string folder, CaptureOptions options, bool overwrite, bool printsJson, TerminalProgress progress, ProcessingContext context)
    {
        var page = Path.Combine(folder, "demo.html");
        AtomicFile.RequireFree(page, overwrite);
        using var made = new OutputFolder(folder);
        var scene = SceneCatalogue.Make("night-street", options.Seed);
        T Step<T>(string name, Func<T> work)
        {
            progress.Begin(name);
            return CaptureFlags.Usage(work);
        }

        var phone = Step("phone", () => DemoShot.Take(context, Phone, scene, options, null, Path.Combine(folder, "phone"), overwrite));
        var framing = Framing.Of(CameraChoice.FindOne(Phone).Camera, options);
        var dslr = Step("dslr", () => DemoShot.Take(context, Dslr, scene, options with { Frames = 1, Mode = null, Size = null }, framing, Path.Combine(folder, "dslr"), overwrite));
        var width = options.Size!.Value.Width;
        using var one = Step("one frame", () => DemoPicture.Develop(context, "phone, one frame", phone, 1, width));
        using var all = Step("eight frames", () => DemoPicture.Develop(context, "phone, eight frames", phone, Frames, width));
        using var other = Step("dslr frame", () => DemoPicture.Develop(context, "DSLR, one frame", dslr, 1, width));
        DemoPicture[] pictures = [one, all, other];
        var (rows, data) = Step("page", () => Write(page, folder, options.Lux, phone.TrueScene, pictures, overwrite, context));
        if (printsJson)
        {
            Terminal.Write(data);
            return;
        }

        Terminal.Write("a street at night", ["figure", .. pictures.Select(picture => picture.Name)], rows);
        Console.Out.WriteLine($"Open {new Uri(Path.GetFullPath(page)).AbsoluteUri}");
    }

    private static (IReadOnlyList<IReadOnlyList<string>> Rows, JsonObject Data) Write(
        string page, string folder, double lux, string truthFile, IReadOnlyList<DemoPicture> pictures, bool overwrite, ProcessingContext context)
    {
        using var truth = PictureReader.Read(truthFile, context);
        DemoFigures[] figures = [.. pictures.Select(picture => DemoFigures.Of(truth, picture.Scene, context))];
        foreach (var picture in pictures)
        {
            var name = picture.Name.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-').ToLowerInvariant();
            PictureFile.Write(Path.Combine(folder, name + ".jpg"), picture.Finished, new PictureMetadata(), new Recipe().Jpeg, overwrite, context);
        }

        var data = new JsonObject
        {
            ["page"] = page,
            ["lux"] = lux,
            ["pictures"] = new JsonArray([.. pictures.Zip(figures).Select(pair => new JsonObject
            {
                ["name"] = pair.First.Name,
                ["frames"] = pair.First.Frames,
                ["light"] = pair.First.Shot.Light * pair.First.Frames,
                ["capture"] = pair.First.Shot.Report.DeepClone(),
                ["figures"] = pair.Second.Json(),
            })]),
        };
        DemoPage.Of(lux, pictures, figures, data.DeepClone(), context).Write(page, overwrite);
        return ([.. DemoPage.Rows(pictures, figures)], data);
    }
}
