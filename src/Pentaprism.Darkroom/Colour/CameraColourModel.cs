using System.Collections.Immutable;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Colour;

/// <summary>The colour model of a DNG camera: what its sensor makes of a light, and what its numbers mean in XYZ.</summary>
/// <remarks>
/// XYZ to camera is AnalogBalance · CameraCalibration · ColorMatrix, where the calibration counts only if its signature is the profile's, and
/// matrices of several lights mix by <see cref="CalibrationWeights"/>. A neutral is the camera's colour of a white surface, on any scale.
/// Source: Adobe, Digital Negative Specification 1.7.1, chapter 6.
/// </remarks>
public sealed class CameraColourModel
{
    private const int MostPasses = 30;
    private const int MostHalfSteps = 100;
    private const double Settled = 1e-10;

    private readonly ImmutableArray<ProfileCalibration> _calibrations;
    private readonly ImmutableArray<Matrix3x3> _individual;

    /// <summary>Makes the model of a camera under a profile.</summary>
    /// <param name="colour">What the file says about this camera.</param>
    /// <param name="profile">The profile, embedded or foreign.</param>
    public CameraColourModel(CameraColour colour, CameraProfile profile)
    {
        ArgumentNullException.ThrowIfNull(colour);
        ArgumentNullException.ThrowIfNull(profile);
        _calibrations = profile.Calibrations;
        var counts = colour.CalibrationSignature == profile.CalibrationSignature;
        var balance = Matrix3x3.Diagonal(colour.AnalogBalance);
        _individual =
        [
            .. Enumerable.Range(0, _calibrations.Length)
                .Select(i => counts && i < colour.Calibration.Length && colour.Calibration[i] is { } own ? balance * own : balance),
        ];
    }

    /// <summary>Gets a value indicating whether the profile says nothing about colour, as for a monochrome camera.</summary>
    public bool IsMonochrome => _calibrations.IsEmpty;

    /// <summary>Finds the white under which a neutral surface has the given camera colour.</summary>
    /// <param name="neutral">Camera colour of a white surface, every component above 0.</param>
    /// <returns>The chromaticity; D50 for a monochrome camera.</returns>
    public Chromaticity WhiteOf(Vector3d neutral)
    {
        RequirePositive(neutral);
        var white = Chromaticity.D50;
        if (IsMonochrome)
        {
            return white;
        }

        // The matrix depends on the white that it is to tell: repeat until it stays. With some profiles two whites call each other for ever;
        // half steps then find the white between them that calls itself (the mean of the two can be 800 K off).
        for (var pass = 0; pass < MostPasses + MostHalfSteps; pass++)
        {
            var next = Plausible(Chromaticity.FromXyz(XyzToCamera(white).Inverse() * neutral));
            if (Math.Abs(next.X - white.X) + Math.Abs(next.Y - white.Y) < Settled)
            {
                return next;
            }

            white = pass < MostPasses - 1 ? next : new Chromaticity((white.X + next.X) / 2, (white.Y + next.Y) / 2);
        }

        return white;
    }

    /// <summary>Gives the camera colour of a white surface under a light.</summary>
    /// <param name="white">Chromaticity of the light.</param>
    /// <returns>The neutral; its largest component is 1. Ones for a monochrome camera.</returns>
    public Vector3d NeutralOf(Chromaticity white)
    {
        if (IsMonochrome)
        {
            return Vector3d.One;
        }

        // A far-off light can ask for negative sensitivity; no surface looks like that, so the answer stops at 1 % of the largest.
        var colour = XyzToCamera(white) * white.ToXyz();
        colour *= 1 / colour.Max;
        return new Vector3d(Math.Max(colour.X, 0.01), Math.Max(colour.Y, 0.01), Math.Max(colour.Z, 0.01));
    }

    /// <summary>Gives the matrix from XYZ to camera under a light.</summary>
    /// <param name="white">Chromaticity of the light.</param>
    /// <returns>AnalogBalance · CameraCalibration · ColorMatrix; the identity for a monochrome camera.</returns>
    public Matrix3x3 XyzToCamera(Chromaticity white)
    {
        if (IsMonochrome)
        {
            return Matrix3x3.Identity;
        }

        var weights = CalibrationWeights.For(_calibrations, white);
        return Individual(weights) * Mix(weights, i => _calibrations[i].ColorMatrix);
    }

    /// <summary>Gives the matrix from white-balanced camera colour to XYZ.</summary>
    /// <param name="neutral">Camera colour of a white surface; the balanced colours are the camera's divided by it.</param>
    /// <returns>The matrix to XYZ under D50: balanced (1, 1, 1) becomes the white with Y = 1, exactly.</returns>
    public Matrix3x3 BalancedToXyzD50(Vector3d neutral)
    {
        RequirePositive(neutral);
        if (IsMonochrome)
        {
            return RgbSpace.ProPhoto.ToXyz;
        }

        var weights = CalibrationWeights.For(_calibrations, WhiteOf(neutral));
        var individual = Individual(weights);
        if (ForwardMatrix(weights) is { } forward)
        {
            // Colours of the reference camera that the profile was made for, balanced by what it would have called white.
            var toReference = individual.Inverse();
            var reference = toReference * neutral;
            return WithExactWhite(forward * Matrix3x3.Diagonal(Vector3d.One / reference) * toReference * Matrix3x3.Diagonal(neutral));
        }

        var toXyz = (individual * Mix(weights, i => _calibrations[i].ColorMatrix)).Inverse();
        var light = toXyz * neutral;
        return ChromaticAdaptation.Bradford(Chromaticity.FromXyz(light), Chromaticity.D50) * toXyz * Matrix3x3.Diagonal(neutral * (1 / light.Y));
    }

    /// <summary>Gives the HueSatMap of the profile under a light: those of its calibrations, mixed entry by entry.</summary>
    /// <param name="white">Chromaticity of the light.</param>
    /// <returns>The table; null when the profile has none.</returns>
    public HueSatTable? HueSatMapFor(Chromaticity white)
    {
        var weights = CalibrationWeights.For(_calibrations, white);
        var present = Enumerable.Range(0, weights.Length).Where(i => _calibrations[i].HueSatMap is not null && weights[i] > 0).ToArray();
        if (present.Length == 0)
        {
            return _calibrations.Select(calibration => calibration.HueSatMap).FirstOrDefault(map => map is not null);
        }

        var nearest = _calibrations[present.MaxBy(i => weights[i])].HueSatMap!;
        var alike = present.Where(i => SameShape(_calibrations[i].HueSatMap!, nearest)).ToArray();
        if (alike.Length == 1)
        {
            return nearest;
        }

        var sum = alike.Sum(i => weights[i]);
        var entries = new float[nearest.Entries.Length];
        for (var e = 0; e < entries.Length; e++)
        {
            entries[e] = (float)alike.Sum(i => weights[i] / sum * _calibrations[i].HueSatMap!.Entries[e]);
        }

        return nearest with { Entries = [.. entries] };
    }

    private static void RequirePositive(Vector3d neutral)
    {
        if (!(neutral.Min > 0) || !double.IsFinite(neutral.Max))
        {
            throw new ArgumentOutOfRangeException(nameof(neutral), $"A neutral needs three numbers above 0, not {neutral.X}, {neutral.Y}, {neutral.Z}.");
        }
    }

    // Keeps a wild start of the iteration among the whites for which temperatures exist.
    private static Chromaticity Plausible(Chromaticity white) =>
        double.IsFinite(white.X) && double.IsFinite(white.Y)
            ? new Chromaticity(Math.Clamp(white.X, 0.05, 0.8), Math.Clamp(white.Y, 0.05, 0.8))
            : Chromaticity.D50;

    private static Matrix3x3 WithExactWhite(Matrix3x3 toXyz) => Matrix3x3.Diagonal(Chromaticity.D50.ToXyz() / (toXyz * Vector3d.One)) * toXyz;

    private static bool SameShape(HueSatTable a, HueSatTable b) => (a.Hues, a.Saturations, a.Values) == (b.Hues, b.Saturations, b.Values);

    private static Matrix3x3 Mix(double[] weights, Func<int, Matrix3x3> matrix)
    {
        var sum = new double[9];
        for (var i = 0; i < weights.Length; i++)
        {
            var rows = matrix(i).ToRows();
            for (var k = 0; k < 9; k++)
            {
                sum[k] += weights[i] * rows[k];
            }
        }

        return Matrix3x3.FromRows(sum);
    }

    private Matrix3x3 Individual(double[] weights) => Mix(weights, i => _individual[i]);

    // Where only some calibrations have a forward matrix, those count alone.
    private Matrix3x3? ForwardMatrix(double[] weights)
    {
        var given = weights.Select((weight, i) => _calibrations[i].ForwardMatrix is null ? 0 : weight).ToArray();
        var sum = given.Sum();
        if (sum > 0)
        {
            return Mix([.. given.Select(weight => weight / sum)], i => _calibrations[i].ForwardMatrix ?? Matrix3x3.Identity);
        }

        return _calibrations.Select(calibration => calibration.ForwardMatrix).FirstOrDefault(matrix => matrix is not null);
    }
}
