using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Pentaprism.Capture.Scenes;
using Pentaprism.Cli.Gaps;
using Pentaprism.Darkroom;
using Pentaprism.Files;
using Pentaprism.Gap;
using Pentaprism.Gap.Plan;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism gap</c>: how far a camera is behind a reference, and why.</summary>
internal static class GapCommand
{
    private static readonly Option<string[]> _cameras = new("--camera") { Description = CameraChoice.Help + " May be given several times.", HelpName = "CAMERA" };
    private static readonly Option<string?> _reference = new("--reference") { Description = "What they are compared with, named likewise.", HelpName = "CAMERA" };
    private static readonly Option<string[]> _captures = new("--camera-captures") { Description = "Instead of a camera: your own DNG files of charts (ColorChecker, slanted edges), or folders of them; frames of a burst are found.", HelpName = "DNG", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> _referenceCaptures = new("--reference-captures") { Description = "Those of the reference.", HelpName = "DNG", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> _lux = new("--lux") { Description = "Light on the scene, lux, several parted by commas. Default: 1,20,100,1000.", HelpName = "LUX", DefaultValueFactory = _ => "1,20,100,1000" };
    private static readonly Option<string> _terms = new("--terms") { Description = "On what terms: equal (exposure), equivalent (aperture), tripod, parted by commas. Default: all three.", HelpName = "TERMS", DefaultValueFactory = _ => "equal,equivalent,tripod" };
    private static readonly Option<int> _frames = new("--frames") { Description = "Frames of the bursts that the cameras take beside single frames; 1 for none. Default: 9.", DefaultValueFactory = _ => 9 };
    private static readonly Option<int> _repeats = new("--repeats") { Description = "How often edges are captured anew. Default: 2.", DefaultValueFactory = _ => 2 };
    private static readonly Option<string> _light = new("--light") { Description = "The light: D65, A, LED-B3, a black body (2700K) … Default: D65.", HelpName = "LIGHT", DefaultValueFactory = _ => "D65" };
    private static readonly Option<double> _tremor = new("--tremor") { Description = "How much the hand shakes where there is no tripod: 1 as usual, 0 not at all. Default: 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> _picture = new("--picture") { Description = "The scene that is shown side by side, or none. Default: night-street.", HelpName = "SCENE", DefaultValueFactory = _ => "night-street" };
    private static readonly Option<string?> _recipe = new("--recipe") { Description = "How the cameras' captures are developed. Default: as develop does.", HelpName = "FILE" };
    private static readonly Option<string?> _referenceRecipe = new("--reference-recipe") { Description = "How the reference's are. Default: as the cameras'.", HelpName = "FILE" };
    private static readonly Option<ulong> _seed = new("--seed") { Description = "Makes runs differ. Default: 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> _output = new("--output", "-o") { Description = "Write a report, one HTML page.", HelpName = "REPORT" };
    private static readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace a report that is there already." };
    private static readonly Option<bool> _json = new("--json") { Description = "Print all numbers as JSON." };
    private static readonly Option<int> _threads = new("--threads") { Description = "Threads to use. Default: one a processor. The numbers do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };

    public static Command Create()
    {
        var command = new Command(
            "gap",
            "How far a camera is behind another, and where it comes from: photographs the same scenes with cameras of the catalogue, develops and measures them; or measures your own captures of charts.\n\n"
            + "Examples:\n  pentaprism gap --camera xiaomi-12s-ultra/main --reference ref-nikon-d850 -o gap.html\n"
            + "  pentaprism gap --camera huawei-p9/colour --camera xiaomi-13/main --reference ref-leica-m11 --lux 5,500 --frames 1\n"
            + "  pentaprism gap --camera-captures phone/ --reference-captures dslr/ -o gap.html")
        {
            _cameras, _reference, _captures, _referenceCaptures, _lux, _terms, _frames, _repeats, _light, _tremor, _picture, _recipe, _referenceRecipe, _seed, _output, _overwrite, _json, _threads,
        };
        command.SetAction((parsed, cancellation) =>
        {
            using var progress = new TerminalProgress(1);
            progress.Begin("gap");
            var context = new ProcessingContext(new PlanePool(), Math.Max(1, parsed.GetValue(_threads)), progress, cancellation);
            Run(parsed, context);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(ParseResult parsed, ProcessingContext context)
    {
        var output = parsed.GetValue(_output);
        if (output is not null)
        {
            CaptureFiles.RequireFree([], output, parsed.GetValue(_overwrite));
        }

        var options = Options(parsed);
        var result = (parsed.GetValue(_cameras), parsed.GetValue(_reference), parsed.GetValue(_captures), parsed.GetValue(_referenceCaptures)) switch
        {
            ([_, ..] cameras, { } reference, [], []) => Simulated(cameras, reference, options, context),
            ([], null, [_, ..] own, [_, ..] theirs) => CapturedGap.Of(Captured(own, context), Captured(theirs, context), options, context),
            _ => throw new UsageException("give --camera and --reference, or --camera-captures and --reference-captures"),
        };
        var data = GapJson.Of(result, options);
        if (output is not null)
        {
            GapPage.Of(result, options, data).Write(output, parsed.GetValue(_overwrite));
        }

        if (parsed.GetValue(_json))
        {
            Terminal.Write(data);
        }
        else
        {
            GapTables.Print(result);
        }
    }

    private static GapOptions Options(ParseResult parsed)
    {
        var picture = parsed.GetValue(_picture)!;
        var recipe = parsed.GetValue(_recipe) is { } path ? RecipeFile.Read(path) : new Recipe();
        return CaptureFlags.Usage(() =>
        {
            _ = picture == "none" ? null : SceneCatalogue.Make(picture, 1);
            _ = Capture.Spectra.Light.Of(parsed.GetValue(_light)!);
            return new GapOptions
            {
                Lux = Numbers(parsed.GetValue(_lux)!),
                Terms = [.. parsed.GetValue(_terms)!.Split(',').Select(TermsOf).Distinct()],
                Frames = parsed.GetValue(_frames),
                Repeats = parsed.GetValue(_repeats),
                Light = parsed.GetValue(_light)!,
                Tremor = parsed.GetValue(_tremor) is >= 0 and <= 100 and var tremor ? tremor : throw new ArgumentException("--tremor takes 0 to 100"),
                Picture = picture == "none" ? null : picture,
                Seed = parsed.GetValue(_seed),
                Recipe = recipe,
                ReferenceRecipe = parsed.GetValue(_referenceRecipe) is { } other ? RecipeFile.Read(other) : recipe,
            };
        });
    }

    private static GapResult Simulated(string[] cameras, string reference, GapOptions options, ProcessingContext context)
    {
        GapCamera[] found = [.. cameras.Select(Camera)];
        var against = Camera(reference);
        return InFolder(folder => new GapStudy(found, against, options, folder, context).Run());
    }

    private static IReadOnlyList<string>[] Captured(string[] names, ProcessingContext context) =>
        [.. Captures.Of(names, false, false, null, context).Select(capture => (IReadOnlyList<string>)[.. capture.Frames.Select(frame => frame.Path)])];

    private static GapCamera Camera(string name)
    {
        var (module, camera) = CameraChoice.FindOne(name);
        return new GapCamera($"{module.Name} {camera.Name}", module, camera);
    }

    private static Terms TermsOf(string word) => word switch
    {
        "equal" => Terms.EqualExposure,
        "equivalent" => Terms.EquivalentAperture,
        "tripod" => Terms.Tripod,
        _ => throw new ArgumentException($"--terms takes equal, equivalent and tripod, parted by commas; '{word}' is none of them"),
    };

    private static ImmutableArray<double> Numbers(string text) =>
        [.. text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"--lux takes numbers parted by commas, such as 1,20,100; '{part}' is none"))];

    private static T InFolder<T>(Func<string, T> work)
    {
        var folder = Temporary();
        try
        {
            return work(folder);
        }
        finally
        {
            Remove(folder);
        }
    }

    // What cannot be removed stays where temporary files are; it must not hide why the work ended.
    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            ProcessEdge.Complain($"{folder} cannot be removed: {problem.Message}");
        }
    }

    private static string Temporary()
    {
        try
        {
            return Directory.CreateTempSubdirectory("pentaprism-gap-").FullName;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(Path.GetTempPath(), "", $"a folder for the captures cannot be made: {problem.Message}; set TMPDIR to a folder with room", problem);
        }
    }
}
