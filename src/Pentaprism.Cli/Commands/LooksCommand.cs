using System.CommandLine;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports;
using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Looks;
using Pentaprism.Darkroom.Monochrome;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;
using Spectre.Console;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism looks</c>: the looks there are, and a contact sheet of them.</summary>
internal static class LooksCommand
{
    private const double LongestSide = 1200;

    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "A DNG file to show in every look.", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<string?>("--output", "-o") { Description = "The contact sheet, one HTML file with all pictures in it. Default: beside the DNG, as .html.", HelpName = "PAGE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a page that is there already." };
        var colours = new Option<bool>("--colours") { Description = "Tell what each look makes of skin, leaves, sky, neon and the other colours of a chart." };
        var json = new Option<bool>("--json") { Description = "Print the looks as JSON." };
        var threads = new Option<int>("--threads") { Description = "Threads to use. Default: one a processor.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command(
            "looks",
            "Lists the looks that come with the program, or shows a picture in all of them.\n\n"
            + "Examples:\n  pentaprism looks\n  pentaprism looks --colours\n  pentaprism looks IMG_0042.dng -o contact.html")
        {
            file, output, overwrite, colours, json, threads,
        };
        command.SetAction((parsed, cancellation) =>
        {
            Look[] looks = [.. LookFile.Shipped.Select(LookFile.Named)];
            if (parsed.GetValue(colours))
            {
                LookColourReport.Write([.. looks.Where(look => !look.Monochrome.IsOn)], parsed.GetValue(json));
            }
            else if (parsed.GetValue(json))
            {
                Terminal.Write(new JsonArray([.. looks.Select(look => new JsonObject { ["name"] = look.Name, ["intention"] = look.Intention })]));
            }
            else if (parsed.GetValue(file) is { } dng)
            {
                var page = parsed.GetValue(output) ?? Path.ChangeExtension(dng, ".html");
                ContactSheet(dng, page, looks, parsed.GetValue(overwrite), Math.Max(1, parsed.GetValue(threads)), cancellation);
            }
            else
            {
                List(looks);
            }

            return Task.CompletedTask;
        });
        return command;
    }

    private static void List(Look[] looks)
    {
        var table = Terminal.Table("looks").AddColumn(new TableColumn("look") { NoWrap = true }).AddColumn("intention");
        foreach (var look in looks)
        {
            table.Row(look.Name, look.Intention);
        }

        Terminal.Write(table);
    }

    private static void ContactSheet(string dng, string page, Look[] looks, bool overwrite, int workers, CancellationToken cancellation)
    {
        CaptureFiles.RequireFree([dng], page, overwrite);
        using var progress = new TerminalProgress(1);
        progress.Begin(dng);
        var context = new ProcessingContext(new PlanePool(), workers, progress, cancellation);
        var monochrome = LookFile.Named("monochrome");
        MonochromeFilter[] filters = [.. Enum.GetValues<MonochromeFilter>().Where(filter => filter != MonochromeFilter.None)];
        var filtered = filters.Select(filter => monochrome with { Monochrome = new MonochromeOptions { IsOn = true, Filter = filter } });
        var pictures = Develop(dng, [.. looks, .. filtered], context);
        var report = new HtmlReport(Path.GetFileName(dng), "One capture in every look");
        report.Section("Looks");
        report.Pictures([.. looks.Zip(pictures, (look, jpeg) => (jpeg, $"{look.Name}. {look.Intention}"))]);
        report.Section("Filters", "Monochrome, with a glass filter in front of the lens.");
        report.Pictures([.. filters.Zip(pictures.Skip(looks.Length), (filter, jpeg) => (jpeg, filter.ToString()))]);
        report.Write(page, overwrite);
    }

    // All that is the same in every look is done once.
    private static List<byte[]> Develop(string dng, Look[] looks, ProcessingContext context)
    {
        using var reader = DngReader.Open(dng);
        var metadata = reader.Metadata;
        var scale = Math.Min(1, LongestSide / Math.Max(metadata.Layout.DefaultCrop.Width, metadata.Layout.DefaultCrop.Height));
        Recipe[] recipes = [.. looks.Select(look => look.ApplyTo(new Recipe { Finish = new FinishOptions { Scale = Math.Max(scale, 0.01) } }))];
        using var developed = Developer.Develop(reader, recipes[0], metadata.Profile, context, TimeProvider.System, null, recipes[1..]);
        var pictures = new List<byte[]>();
        foreach (var (picture, recipe) in developed.Others.Prepend(developed).Zip(recipes))
        {
            using var jpeg = new MemoryStream();
            JpegWriter.Write(jpeg, picture.Picture, recipe.Jpeg, new PictureMetadata { Icc = PictureDescription.Of(metadata, recipe).Icc }, context);
            pictures.Add(jpeg.ToArray());
        }

        return pictures;
    }
}
