using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Linearise;

/// <summary>A code below the file's WhiteLevel at which the sensor stops.</summary>
/// <param name="Code">The code.</param>
/// <param name="ClipLevel">The same, normalised: below 1.</param>
/// <remarks>
/// Some phones write WhiteLevel 1023 and saturate at 959; taken at its word such a file gets magenta highlights. A plateau shows as a
/// spike at the very top of the histogram: many photosites on one code, hardly any on the codes just below, none above. Photon noise
/// spreads whatever is merely bright over several codes, so a picture without clipping has no such spike; where the noise is too low
/// to tell, or the samples were processed, no verdict is given.
/// </remarks>
public sealed record SaturationPlateau(double Code, double ClipLevel)
{
    // Shares of the photosites that were counted.
    private const double LeastSpike = 3e-4;
    private const double MostAbove = 1e-5;
    private const double HotPhotosites = 4;

    // The spike against the mean of the populated codes under it.
    private const double LeastContrast = 12;
    private const int CodesBelow = 6;

    // Below this many codes of noise at white, a bright even surface could itself look like a spike.
    private const double LeastNoiseCodes = 1.5;

    // A plateau this close to white is the white.
    private const double CloseToWhite = 0.99;
    private const double LowestClipLevel = 0.5;
    private const int RowGroup = 8;

    /// <summary>Looks for a plateau in a mosaic of integer codes.</summary>
    /// <param name="metadata">What the file says.</param>
    /// <param name="pixels">The stored samples.</param>
    /// <param name="context">Stops the work.</param>
    /// <returns>The plateau; null when WhiteLevel can be believed or nothing can be said.</returns>
    public static SaturationPlateau? Find(DngMetadata metadata, RawPixels pixels, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(context);
        var layout = metadata.Layout;
        if (pixels.Codes is not { Count: 1 } codes || layout.Cfa is null
            || metadata.OpcodeList1.Items.Any(opcode => opcode is not FixBadPixelsListOpcode and not FixBadPixelsConstantOpcode))
        {
            return null;
        }

        var levels = new LevelMap(metadata.Levels, 0, 1, layout.ActiveArea, 0, 0);
        var line = SensorNoise.Of(metadata, null)[CfaPattern.Green];
        if (Math.Sqrt(line.Variance(1)) / levels.Scale < LeastNoiseCodes)
        {
            return null;
        }

        context.Cancellation.ThrowIfCancellationRequested();
        var (histogram, total) = Count(codes[0], layout.ActiveArea);
        if (FindSpike(histogram, total) is not { } code)
        {
            return null;
        }

        var table = metadata.Levels.Linearization;
        double linear = table is { IsDefaultOrEmpty: false } entries ? entries[Math.Min(code, entries.Length - 1)] : code;
        var clip = (linear - levels.MaximumBlack) * levels.Scale;
        return clip is >= LowestClipLevel and < CloseToWhite ? new SaturationPlateau(code, clip) : null;
    }

    /// <summary>Finds the code of a spike at the top of a histogram.</summary>
    /// <param name="histogram">Photosites on each code.</param>
    /// <param name="total">Photosites in all.</param>
    /// <returns>The code; null where there is none.</returns>
    internal static int? FindSpike(ReadOnlySpan<int> histogram, long total)
    {
        // Hot photosites may lie above a plateau; step down past a handful of them.
        var code = histogram.Length - 1;
        for (long above = 0; code > 0 && above + histogram[code] <= Math.Max(MostAbove * total, HotPhotosites); code--)
        {
            above += histogram[code];
        }

        var spike = histogram[code];
        if (spike < LeastSpike * total)
        {
            return null;
        }

        // Only codes that occur count as neighbours: many files store 10 bits as multiples of 4 or 16.
        long below = 0;
        var found = 0;
        for (var c = code - 1; c > code / 2 && found < CodesBelow; c--)
        {
            if (histogram[c] > 0)
            {
                below += histogram[c];
                found++;
            }
        }

        return found == CodesBelow && spike * (double)CodesBelow >= LeastContrast * below ? code : null;
    }

    // Two rows of eight hold every colour of a Bayer or Quad pattern often enough.
    private static (int[] Histogram, long Total) Count(Plane<ushort> codes, PixelRectangle area)
    {
        var histogram = new int[65536];
        var second = new int[65536];
        long total = 0;
        for (var y = 0; y < area.Height; y++)
        {
            if (area.Height >= 64 && y % RowGroup is not 0 and not 3)
            {
                continue;
            }

            var row = codes.Row(area.Top + y).Slice(area.Left, area.Width);
            for (var x = 0; x + 1 < row.Length; x += 2)
            {
                histogram[row[x]]++;
                second[row[x + 1]]++;
            }

            total += row.Length & ~1;
        }

        for (var i = 0; i < histogram.Length; i++)
        {
            histogram[i] += second[i];
        }

        return (histogram, total);
    }
}
