using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.Measure.Noise;

namespace Pentaprism.Cli.Measuring;

/// <summary>The noise of a sensor at each ISO, from raw files of even surfaces and of darkness.</summary>
/// <param name="Isos">The noise, by rising ISO.</param>
/// <param name="Black">The code without light.</param>
/// <param name="White">The highest code.</param>
/// <param name="Frames">How many files there were.</param>
internal sealed record SensorNoiseFiles(IReadOnlyList<SensorNoise> Isos, double Black, double White, int Frames)
{
    // Frames of one light differ by less: as a part, and of white.
    private const double SameLight = 0.05;
    private const double SameDarkness = 0.002;

    /// <summary>Reads and measures files.</summary>
    /// <param name="paths">DNG files: of each light, ISO and exposure time two or more.</param>
    /// <param name="usualDarkCurrent">Electrons a second of a pixel that are counted where the files do not tell them.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <exception cref="ImageFileException">A file cannot be used, or the files do not tell the noise.</exception>
    public static SensorNoiseFiles Read(IReadOnlyList<string> paths, double usualDarkCurrent, ProcessingContext context)
    {
        var heads = paths.Select(Head).ToList();
        if (heads.Find(head => (head.Black, head.White) != (heads[0].Black, heads[0].White)) is { Path: var odd })
        {
            throw new ImageFileException(odd, "", $"has other levels of black and white than {paths[0]}: it was read in another mode");
        }

        var codes = heads[0].White - heads[0].Black;
        var isos = new List<SensorNoise>();
        foreach (var iso in heads.GroupBy(head => head.Iso).OrderBy(group => group.Key))
        {
            var groups = iso.GroupBy(head => head.Seconds).OrderBy(group => group.Key).SelectMany(same => Groups([.. same], context)).ToList();
            isos.Add(SensorNoise.Of(iso.Key, groups, codes, usualDarkCurrent)
                ?? throw new ImageFileException(iso.First().Path, "", $"the {iso.Count()} files of ISO {iso.Key:0} do not tell the gain: give flats of a fifth to three quarters of white and frames of darkness, two of each"));
        }

        return new SensorNoiseFiles(isos, heads[0].Black, heads[0].White, paths.Count);
    }

    private static FileHead Head(string path)
    {
        using var reader = DngReader.Open(path);
        var (exif, levels) = (reader.Metadata.Exif, reader.Metadata.Levels);
        return exif is { Iso: > 0, ExposureSeconds: > 0 }
            ? new FileHead(path, exif.Iso.Value, exif.ExposureSeconds.Value, levels.Black[0], levels.White[0])
            : throw new ImageFileException(path, "EXIF", "states no ISO or no exposure time, by which frames of one light are told from others");
    }

    // Flats and dark frames of one exposure time differ by their light.
    private static List<FlatGroup> Groups(List<FileHead> heads, ProcessingContext context)
    {
        var files = new List<MeasuredFile>();
        try
        {
            files.AddRange(heads.Select(head => MeasuredFile.Open(head.Path, "auto", context, false)));
            var lights = new List<(double Mean, List<MeasuredFile> Files)>();
            foreach (var file in files)
            {
                var mean = SampleMean.Of(file.Channels[0].Samples.Samples);
                var light = lights.FindIndex(other => IsSame(mean, other.Mean));
                if (light < 0)
                {
                    lights.Add((mean, [file]));
                }
                else
                {
                    lights[light].Files.Add(file);
                }
            }

            var groups = lights.ConvertAll(light => light.Files);
            return groups.Find(light => light.Count < 2 || light.Any(file => (file.Width, file.Height, file.Channels.Count) != (light[0].Width, light[0].Height, light[0].Channels.Count))) is [var alone, ..]
                ? throw new ImageFileException(alone.Path, "", "stands alone: two frames or more of one light, ISO, exposure time and size are needed")
                : [.. groups.Select(light => new FlatGroup(heads[0].Seconds, [.. light[0].Channels.Select((_, channel) => FlatFrames.Of([.. light.Select(file => file.Channels[channel])]))]))];
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    private static bool IsSame(double a, double b) => Math.Abs(a - b) <= SameDarkness + (SameLight * b);

    private sealed record FileHead(string Path, double Iso, double Seconds, double Black, double White);
}
