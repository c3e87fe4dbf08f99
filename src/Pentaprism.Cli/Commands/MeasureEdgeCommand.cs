using System.CommandLine;
using Pentaprism.Cli.Measuring;
using Pentaprism.Files;
using Pentaprism.Imaging;
using Pentaprism.Measure;
using Pentaprism.Measure.Edges;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure edge</c>: how sharp slanted edges are.</summary>
internal static class MeasureEdgeCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A DNG (measured colour by colour, without demosaicing) or a picture: JPEG, PNG, TIFF, PGM, PPM.", HelpName = "FILE" };
        var mode = new Option<EdgeMode>("--mode") { Description = "accurate (unbiased), or iso12233 (agrees with other laboratories).", DefaultValueFactory = _ => EdgeMode.Accurate };
        var order = new Option<int>("--order") { Description = "iso12233: order of the polynomial through the edge, 1 to 5.", DefaultValueFactory = _ => 5, HelpName = "N" };
        var window = new Option<EdgeWindow>("--window") { Description = "iso12233: tukey, or hamming as in older editions.", DefaultValueFactory = _ => EdgeWindow.Tukey };
        var area = new Option<string[]>("--area") { Description = "Measure the one edge of this area, X,Y,WIDTH,HEIGHT in pixels, or of the whole picture: whole. May be given several times. Default: edges are searched.", HelpName = "AREA" };
        var channels = new Option<string?>("--channels") { Description = "Channels: Y, R, G, B, separated by commas. Default: Y of a picture, R,G,B of a DNG; iso12233 measures all.", HelpName = "LIST" };
        var input = new InputFlags();
        var pitch = new Option<double>("--pitch") { Description = "Pitch of the pixels, µm, for line pairs a millimetre.", DefaultValueFactory = _ => double.NaN, HelpName = "µM" };
        var rows = new Option<int?>("--picture-height") { Description = "Rows of the whole picture where the file is a part of it, for lp/ph and LW/PH.", HelpName = "ROWS" };
        var viewing = new Option<double>("--viewing") { Description = "Viewing distance in picture heights, for the acutance.", DefaultValueFactory = _ => 2, HelpName = "X" };
        var most = new Option<int>("--most") { Description = "How many edges are measured at most.", DefaultValueFactory = _ => new EdgeFinderOptions().Most, HelpName = "N" };
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a report that is there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines, curves included." };
        var threads = new Option<int?>("--threads") { Description = "Threads that may work at once.", HelpName = "N" };
        var command = new Command(
            "edge",
            "Measures how sharp the slanted edges of a chart are: modulation transfer, MTF50 and its kin, overshoot, acutance.\n\n"
            + "Examples:\n  pentaprism measure edge chart.dng -o edges.html\n  pentaprism measure edge photo.jpg --mode iso12233 --area 410,220,80,120 --json")
        {
            file, mode, order, window, area, channels, pitch, rows, viewing, most, output, overwrite, json, threads,
        };
        input.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetValue(file)!;
            var context = ProcessingContext.Create() with { Cancellation = cancellation };
            context = parsed.GetValue(threads) is { } workers ? context with { Workers = Positive(workers, "--threads") } : context;
            var options = new EdgeSurveyOptions
            {
                Mode = parsed.GetValue(mode),
                Iso = new Iso12233Options { Order = Within(parsed.GetValue(order), 1, 5, "--order"), Window = parsed.GetValue(window) },
                Finder = new EdgeFinderOptions { Most = Positive(parsed.GetValue(most), "--most") },
            };
            if (!(parsed.GetValue(viewing) > 0))
            {
                throw new UsageException("--viewing takes a distance above 0, in picture heights");
            }

            using var read = input.Open(parsed, path, context);
            using var measured = options.Mode == EdgeMode.Accurate || parsed.GetValue(channels) is not null ? read.WithLuminance(context) : read;
            var chosen = Chosen(measured, parsed.GetValue(channels), options.Mode);
            var survey = parsed.GetValue(area) is { Length: > 0 } areas
                ? EdgeSurvey.Of(chosen, areas.Select(text => AreaFlag.Parse(text, measured.Width, measured.Height)), options)
                : EdgeSurvey.Of(read.Channels, chosen, options, context);
            var report = new EdgeReport(
                path, measured.Width, parsed.GetValue(rows) is { } height ? Positive(height, "--picture-height") : measured.Height, measured.Linearisation, options,
                new ViewingCondition(parsed.GetValue(viewing)), parsed.GetValue(pitch), survey);
            if (survey.Measured.Length == 0)
            {
                throw new ImageFileException(path, Where(survey), Why(survey));
            }

            if (parsed.GetValue(output) is { } page)
            {
                EdgeReportPage.Of(report, measured, context).Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(EdgeJson.Of(report));
            }
            else
            {
                Print(report);
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static string Where(EdgeSurvey survey) =>
        survey.Refused is [var first, ..] ? $"edge in {first.Area.Left},{first.Area.Top},{first.Area.Width},{first.Area.Height}, channel {first.Channel}" : "";

    private static string Why(EdgeSurvey survey) => survey.Refused is [var first, ..]
        ? first.Reason
        : "no straight edge of 24 pixels with 5 even pixels beside it was found; name one with --area X,Y,WIDTH,HEIGHT";

    private static IReadOnlyList<MeasuredChannel> Chosen(MeasuredFile file, string? list, EdgeMode mode)
    {
        if (list is null)
        {
            return file.IsMosaic || mode == EdgeMode.Iso12233 ? file.Channels : [file.Channels[0]];
        }

        return
        [
            .. list.Split(',', StringSplitOptions.TrimEntries).Select(name => file.Channels.FirstOrDefault(channel => channel.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException($"--channels {name}: the file has {string.Join(", ", file.Channels.Select(channel => channel.Name))}")),
        ];
    }

    private static int Positive(int value, string flag) => Within(value, 1, int.MaxValue, flag);

    private static int Within(int value, int least, int most, string flag) =>
        value >= least && value <= most ? value : throw new UsageException(most == int.MaxValue ? $"{flag} takes a number from {least}" : $"{flag} takes a number from {least} to {most}");

    private static void Print(EdgeReport report)
    {
        Terminal.Write($"{report.Method}; {report.Linearisation}", EdgeTables.Columns(report), EdgeTables.Rows(report));
        foreach (var refused in report.Survey.Refused)
        {
            Console.Out.WriteLine($"not measured: {refused.Channel} in {refused.Area.Left},{refused.Area.Top},{refused.Area.Width},{refused.Area.Height}: {refused.Reason}");
        }

        Console.Out.WriteLine(report.Verdict());
    }
}
