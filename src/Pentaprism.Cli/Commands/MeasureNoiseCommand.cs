using System.CommandLine;
using System.Text;
using Pentaprism.Cli.Measuring;
using Pentaprism.Files;
using Pentaprism.Imaging;
using Pentaprism.Measure;
using Pentaprism.Measure.Noise;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure noise</c>: noise lines, ranges, fixed patterns and spectra.</summary>
internal static class MeasureNoiseCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Two frames or more of one still scene with dark and bright parts, DNG or linear pictures; or the descriptor (.txt) of an EMVA 1288 series.", Arity = ArgumentArity.OneOrMore };
        var area = new Option<string?>("--area") { Description = "An even area, X,Y,WIDTH,HEIGHT in pixels, or whole: its fixed pattern is taken apart into rows, columns and pixels.", HelpName = "AREA" };
        var input = new InputFlags();
        var profile = new Option<string?>("--save-profile") { Description = "Write the noise lines as JSON.", HelpName = "FILE" };
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "noise",
            "Measures noise: its line over the signal for each channel, signal-to-noise ratios, dynamic range, fixed patterns, and its spectrum.\n\n"
            + "Examples:\n  pentaprism measure noise flat1.dng flat2.dng --save-profile noise.json -o noise.html\n  pentaprism measure noise EMVA1288descriptor.txt --json")
        {
            files, area, profile, output, overwrite, json,
        };
        input.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var context = ProcessingContext.Create() with { Cancellation = cancellation };
            var paths = parsed.GetValue(files)!;
            var (page, replaces, isJson) = (parsed.GetValue(output), parsed.GetValue(overwrite), parsed.GetValue(json));
            if (paths is [var descriptor] && Path.GetExtension(descriptor).Equals(".txt", StringComparison.OrdinalIgnoreCase))
            {
                Emva(descriptor, page, replaces, isJson, context);
                return Task.FromResult(0);
            }

            if (paths.Length < 2)
            {
                throw new UsageException("noise is told from the scene by two frames of it: give two files or more, or an EMVA 1288 descriptor (.txt)");
            }

            var report = Measure(paths, path => input.Open(parsed, path, context), parsed.GetValue(area), context);
            if (report.Channels.All(channel => channel.Fit is null && channel.Spatial is null))
            {
                throw new ImageFileException(paths[1], "", $"no noise line follows from it and {paths[0]}: fewer than 20 even tiles of 16 × 16 samples are unclipped and differ by noise alone");
            }

            if (parsed.GetValue(profile) is { } target)
            {
                AtomicFile.Write(target, replaces, stream => stream.Write(Encoding.UTF8.GetBytes(report.Profile().ToJsonString(new() { WriteIndented = true }) + "\n")));
            }

            if (page is not null)
            {
                NoiseReportPage.Of(report).Write(page, replaces);
            }

            if (isJson)
            {
                Terminal.Write(report.Json());
            }
            else
            {
                Terminal.Write("noise lines and ranges, stops", NoiseReport.Columns, report.Rows());
                if (report.Channels.Any(channel => channel.Spatial is not null))
                {
                    Terminal.Write("fixed pattern", NoiseReport.SpatialColumns, report.SpatialRows());
                }

                Console.Out.WriteLine(report.Verdict());
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static NoiseReport Measure(string[] paths, Func<string, MeasuredFile> open, string? area, ProcessingContext context)
    {
        var frames = new List<MeasuredFile>();
        try
        {
            foreach (var path in area is null ? paths.Take(2) : paths)
            {
                frames.Add(open(path));
                if ((frames[^1].Width, frames[^1].Height, frames[^1].Channels.Count) != (frames[0].Width, frames[0].Height, frames[0].Channels.Count))
                {
                    throw new ImageFileException(path, "", $"is no frame of the same kind as {paths[0]}: size or channels differ");
                }
            }

            var even = area is null ? (PixelRectangle?)null : AreaFlag.Parse(area, frames[0].Width, frames[0].Height);
            return new NoiseReport(
                paths,
                (long)frames[0].Width * frames[0].Height,
                frames[0].Linearisation,
                [.. frames[0].Channels.Select((channel, i) => Channel(channel, i, frames, even, context))]);
        }
        finally
        {
            frames.ForEach(frame => frame.Dispose());
        }
    }

    private static ChannelNoise Channel(MeasuredChannel channel, int index, List<MeasuredFile> frames, PixelRectangle? even, ProcessingContext context)
    {
        var other = frames[1].Channels[index];
        var spatial = even is { } area
            ? SpatialNoise.Of([.. frames.Select(frame => frame.Channels[index].Grid(area).Values)], channel.Grid(area).Width)
            : null;
        return new ChannelNoise(channel.Name, NoiseProfileFit.Of(channel, other), NoiseSpectrum.OfPair(channel, other, context), spatial);
    }

    private static void Emva(string path, string? page, bool overwrite, bool json, ProcessingContext context)
    {
        var series = EmvaSeries.Read(path, context);
        EmvaReport report;
        try
        {
            report = new EmvaReport(path, series, PhotonTransfer.Of(series.Levels));
        }
        catch (ArgumentException problem)
        {
            throw new ImageFileException(path, "", problem.Message, problem);
        }

        if (page is not null)
        {
            report.Page().Write(page, overwrite);
        }

        if (json)
        {
            Terminal.Write(report.Json());
        }
        else
        {
            Terminal.Write("EMVA 1288", ["figure", "value"], report.Rows());
            Console.Out.WriteLine(report.Verdict());
        }
    }
}
