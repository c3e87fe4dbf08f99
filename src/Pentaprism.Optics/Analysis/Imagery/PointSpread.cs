using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>The image of one object point: irradiance on a square grid in the image plane.</summary>
/// <remarks>
/// Several wavelengths are summed with the weights that the lens gives them, each where it falls, so that lateral and axial colour stay in.
/// The sample in column i of row j lies at (CentreX + (i − Side/2) Spacing, CentreY + (j − Side/2) Spacing); rows run along the image's y.
/// </remarks>
public sealed record PointSpread
{
    /// <summary>Gets the samples, row by row: the energy that falls on a square of one spacing there, the energy of the whole image being 1.</summary>
    public required ImmutableArray<double> Samples { get; init; }

    /// <summary>Gets the number of samples of a side.</summary>
    public required int Side { get; init; }

    /// <summary>Gets the distance of samples, mm.</summary>
    public required double Spacing { get; init; }

    /// <summary>Gets the place of the middle along x: the chief ray's image of the first of the wavelengths, mm.</summary>
    public required double CentreX { get; init; }

    /// <summary>Gets the place of the middle along y, mm.</summary>
    public required double CentreY { get; init; }

    /// <summary>Gets whether, at some wavelength, two places of the pupil send light into one direction.</summary>
    public required bool IsDirectionMapFolded { get; init; }

    /// <summary>Gets the Strehl ratio: the brightest place over what it would be if all waves of each wavelength met in phase, 0 to 1.</summary>
    /// <remarks>The brightest place on the grid, between samples by a parabola: good to 0.5 % at the default spacing.</remarks>
    public required double Strehl { get; init; }

    /// <summary>Gets the energy that falls on the grid, 0 to 1.</summary>
    public double Energy => Samples.Sum();

    /// <summary>Takes the point spread function of one wavelength.</summary>
    /// <param name="rays">The rays.</param>
    /// <param name="options">The grid and what else counts.</param>
    /// <returns>The point spread function.</returns>
    public static PointSpread Of(PupilRays rays, PsfOptions options) => Of([rays], options);

    /// <summary>Takes the point spread function of several wavelengths.</summary>
    /// <param name="rays">The rays of each wavelength.</param>
    /// <param name="options">The grid and what else counts.</param>
    /// <returns>The point spread function.</returns>
    public static PointSpread Of(ImmutableArray<PupilRays> rays, PsfOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        PupilSampler[] samplers = [.. rays.Select(one => new PupilSampler(one))];
        return Of(samplers, options);
    }

    internal static PointSpread Of(PupilSampler[] samplers, PsfOptions options)
    {
        var first = samplers[0].Wave.At(options.Focus);
        var grid = new ImageGrid(options.Side, options.Spacing > 0 ? options.Spacing : samplers[0].Resolution / 4, first.CentreX, first.CentreY);
        double[] weights = [.. samplers.Select(one => samplers.Length == 1 ? 1 : one.Rays.Model.Lens.Wavelengths[one.Rays.Wavelength].Weight)];
        var samples = new double[grid.Side * grid.Side];
        double total = weights.Sum(), perfect = 0;
        for (var k = 0; k < samplers.Length; k++)
        {
            var wave = samplers[k].Wave.At(options.Focus);
            perfect += options.Method == PsfMethod.PlaneWaves
                ? PlaneWaveSum.AddTo(samples, wave, grid, weights[k] / total)
                : FourierImage.AddTo(samples, samplers[k], wave, grid, weights[k] / total);
        }

        return new PointSpread
        {
            Samples = [.. samples],
            Side = grid.Side,
            Spacing = grid.Spacing,
            CentreX = grid.CentreX,
            CentreY = grid.CentreY,
            IsDirectionMapFolded = samplers.Any(sampler => sampler.Wave.Map.IsFolded),
            Strehl = Peak(samples, grid.Side) / perfect,
        };
    }

    // Through the brightest sample and its neighbours, along x and y: p + (p₊ − p₋)²/8(2p − p₊ − p₋).
    private static double Peak(double[] samples, int side)
    {
        var at = Array.IndexOf(samples, samples.Max());
        var (column, row, peak) = (at % side, at / side, samples[at]);
        double Rise(double before, double after)
        {
            var bend = (2 * samples[at]) - before - after;
            return bend > 0 ? (after - before) * (after - before) / (8 * bend) : 0;
        }

        peak += column > 0 && column < side - 1 ? Rise(samples[at - 1], samples[at + 1]) : 0;
        return peak + (row > 0 && row < side - 1 ? Rise(samples[at - side], samples[at + side]) : 0);
    }
}

/// <summary>A square grid of samples in the image plane.</summary>
internal readonly record struct ImageGrid(int Side, double Spacing, double CentreX, double CentreY)
{
    public double X(int column) => CentreX + ((column - (Side / 2)) * Spacing);

    public double Y(int row) => CentreY + ((row - (Side / 2)) * Spacing);
}
