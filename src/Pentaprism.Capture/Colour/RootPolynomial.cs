using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Colour;

/// <summary>A map from balanced camera colours to XYZ: linear in red, green, blue and in roots of their products.</summary>
/// <param name="Terms">
/// XYZ of each term: r, g, b; from degree 2 on √(rg), √(gb), √(rb); of degree 3 ∛(rg²), ∛(gb²), ∛(rb²), ∛(gr²), ∛(bg²), ∛(br²), ∛(rgb).
/// Their sum is the XYZ of white.
/// </param>
/// <remarks>
/// Every term grows with the light as the light itself, so that exposure does not change colours as it does with ordinary polynomials
/// (Finlayson, Mackiewicz and Hurlbert, IEEE Trans. Image Process. 24, 2015).
/// </remarks>
public sealed record RootPolynomial(ImmutableArray<Vector3d> Terms)
{
    /// <summary>Gets the first three terms as the columns of a matrix; all of the map where there are no more.</summary>
    public Matrix3x3 Matrix => new(
        Terms[0].X, Terms[1].X, Terms[2].X, Terms[0].Y, Terms[1].Y, Terms[2].Y, Terms[0].Z, Terms[1].Z, Terms[2].Z);

    /// <summary>Gives the XYZ of a colour.</summary>
    /// <param name="balanced">Camera colour divided by that of white; what is below 0 has no roots.</param>
    /// <returns>XYZ, on the scale of the white that was fitted.</returns>
    public Vector3d ToXyz(Vector3d balanced)
    {
        Span<double> features = stackalloc double[Terms.Length];
        Features(balanced, features);
        var sum = default(Vector3d);
        for (var i = 0; i < features.Length; i++)
        {
            sum += Terms[i] * features[i];
        }

        return sum;
    }

    /// <summary>Gives the map that is followed by a matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <returns>The map.</returns>
    public RootPolynomial Then(Matrix3x3 matrix) => new([.. Terms.Select(term => matrix * term)]);

    /// <summary>Gives how many terms a degree has.</summary>
    /// <param name="degree">1, which is a matrix, to 3.</param>
    internal static int Count(int degree) => degree switch { 1 => 3, 2 => 6, _ => 13 };

    /// <summary>Gives the terms of a colour.</summary>
    /// <param name="colour">The colour.</param>
    /// <param name="features">As many as the degree has.</param>
    internal static void Features(Vector3d colour, Span<double> features)
    {
        (features[0], features[1], features[2]) = (colour.X, colour.Y, colour.Z);
        var (r, g, b) = (Math.Max(colour.X, 0), Math.Max(colour.Y, 0), Math.Max(colour.Z, 0));
        if (features.Length > 3)
        {
            (features[3], features[4], features[5]) = (Math.Sqrt(r * g), Math.Sqrt(g * b), Math.Sqrt(r * b));
        }

        if (features.Length > 6)
        {
            (features[6], features[7], features[8]) = (Math.Cbrt(r * g * g), Math.Cbrt(g * b * b), Math.Cbrt(r * b * b));
            (features[9], features[10], features[11]) = (Math.Cbrt(g * r * r), Math.Cbrt(b * g * g), Math.Cbrt(b * r * r));
            features[12] = Math.Cbrt(r * g * b);
        }
    }
}
