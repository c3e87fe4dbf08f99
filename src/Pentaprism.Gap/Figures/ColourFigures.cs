using System.Collections.Immutable;
using Pentaprism.Capture.Scenes;
using Pentaprism.Gap.Developments;
using Pentaprism.Imaging;
using Pentaprism.Measure.Charts;

namespace Pentaprism.Gap.Figures;

/// <summary>How far the colours of a ColorChecker lie from the truth, by the camera's own profile, exposure matched on neutral 5.</summary>
/// <param name="Mean">Mean CIEDE2000 of the 24 patches.</param>
/// <param name="Largest">The largest of them.</param>
/// <param name="Patches">True and measured colour of each patch, D50.</param>
public sealed record ColourFigures(Measured Mean, Measured Largest, ImmutableArray<(Cielab Truth, Cielab Seen)> Patches)
{
    private const int Neutral5 = 21;

    private static readonly Matrix3x3 _toXyz = ChromaticAdaptation.Bradford(RgbSpace.Rec2020.White, Chromaticity.D50) * RgbSpace.Rec2020.ToXyz;

    /// <summary>Compares a picture of the chart with the truth about it, patch by patch.</summary>
    /// <param name="truth">The chart as the observer sees it.</param>
    /// <param name="picture">The picture, of the same size.</param>
    public static ColourFigures Of(RgbPlanes truth, LinearPicture picture)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(picture);
        var areas = Enumerable.Range(0, ColorCheckerScene.Columns * ColorCheckerScene.Rows).Select(index => Area(index, truth.Width, truth.Height)).ToList();
        return Of(
            [.. areas.Select(area => MeanOf(truth, area))],
            [.. areas.Select(area => MeanOf(picture.Colours, area))],
            [.. Enumerable.Range(0, 4).Select(quarter => areas.Select(area => MeanOf(picture.Colours, Quarter(area, quarter))).ToArray())]);
    }

    /// <summary>Compares patches that were found in a picture with what the maker of the chart states.</summary>
    /// <param name="patches">The 24 patches, linear Rec. 2020.</param>
    public static ColourFigures Of(ImmutableArray<MeasuredPatch> patches)
    {
        var back = _toXyz.Inverse();
        return Of([.. patches.Select(patch => back * patch.Reference.Xyz)], [.. patches.Select(patch => patch.Mean)], []);
    }

    private static ColourFigures Of(Vector3d[] truth, Vector3d[] seen, Vector3d[][] parts)
    {
        var pairs = Pairs(truth, seen);
        var differences = Differences(pairs);
        var ofParts = parts.Select(part => Differences(Pairs(truth, part))).ToList();
        return new ColourFigures(
            Measured.OfParts(differences.Average(), [.. ofParts.Select(part => part.Average())]),
            Measured.OfParts(differences.Max(), [.. ofParts.Select(part => part.Max())]),
            pairs);
    }

    private static double[] Differences(ImmutableArray<(Cielab Truth, Cielab Seen)> pairs) => [.. pairs.Select(pair => ColourDifference.Ciede2000(pair.Truth, pair.Seen))];

    private static ImmutableArray<(Cielab Truth, Cielab Seen)> Pairs(Vector3d[] truth, Vector3d[] seen)
    {
        var gain = (_toXyz * truth[Neutral5]).Y / Math.Max((_toXyz * seen[Neutral5]).Y, 1e-9);
        return [.. truth.Zip(seen, (a, b) => (Cielab.FromXyz(_toXyz * a, Chromaticity.D50), Cielab.FromXyz(_toXyz * b * gain, Chromaticity.D50)))];
    }

    private static PixelRectangle Area(int index, int width, int height)
    {
        var (left, top, right, bottom) = ColorCheckerScene.Inside(index, (double)width / height);
        int X(double x) => (int)Math.Round((x * height) + (width / 2.0));
        int Y(double y) => (int)Math.Round((y * height) + (height / 2.0));
        return new PixelRectangle(X(left), Y(top), X(right) - X(left), Y(bottom) - Y(top));
    }

    private static PixelRectangle Quarter(PixelRectangle area, int quarter) =>
        new(area.Left + (quarter % 2 * (area.Width / 2)), area.Top + (quarter / 2 * (area.Height / 2)), area.Width / 2, area.Height / 2);

    private static Vector3d MeanOf(RgbPlanes picture, PixelRectangle area)
    {
        var sum = new double[3];
        for (var colour = 0; colour < 3; colour++)
        {
            for (var y = area.Top; y < area.Bottom; y++)
            {
                foreach (var sample in picture[colour].Row(y).Slice(area.Left, area.Width))
                {
                    sum[colour] += sample;
                }
            }
        }

        return new Vector3d(sum[0], sum[1], sum[2]) * (1.0 / (area.Width * area.Height));
    }
}
