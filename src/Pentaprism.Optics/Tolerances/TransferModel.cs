using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Tolerances;

/// <summary>The diffraction MTF of one field at one frequency and direction, as a function of the tolerances.</summary>
internal sealed class TransferModel
{
    // Chords of a pupil without aberrations; two more for each wave by which the interfering phases differ.
    private const int FewestNodes = 12;
    private const int MostNodes = 28;

    // A multiple of every width of vectors.
    private const int Lanes = 8;

    private readonly double[] _weights;
    private readonly double[][] _differences;
    private readonly ImmutableArray<ShearedPupil> _pairs;

    private TransferModel(ImmutableArray<ShearedPupil> pairs, double[] weights, double[][] differences) =>
        (_pairs, _weights, _differences) = (pairs, weights, differences);

    /// <summary>Makes the model.</summary>
    /// <param name="field">The field, compensators taken in.</param>
    /// <param name="maps">The direction map of each of its wavelengths.</param>
    /// <param name="polynomials">For each wavelength the columns of the field as functions of the pupil.</param>
    /// <param name="frequency">Cycles/mm.</param>
    /// <param name="isTangential">Whether the pattern varies along the field or across it.</param>
    public static TransferModel Of(
        FieldModel field, ImmutableArray<PupilInverse> maps, ImmutableArray<BivariatePolynomial[]> polynomials, double frequency, bool isTangential)
    {
        var tangential = Towards(field);
        var along = isTangential ? tangential : (X: tangential.Y, Y: -tangential.X);
        var sheared = ImmutableArray.CreateBuilder<ShearedPupil>(maps.Length);
        var weights = new List<double>();
        var differences = Enumerable.Range(0, field.Columns.Length - 1).Select(_ => new List<double>()).ToArray();
        for (var b = 0; b < maps.Length; b++)
        {
            var bundle = field.Bundles[b];
            var shift = frequency / (bundle.Waves * bundle.Index);
            var pairs = new ShearedPupil(maps[b], along, shift, FewestNodes);
            var phases = Differences(pairs, polynomials[b][^1]).DefaultIfEmpty(0).ToList();
            var nodes = Math.Min(MostNodes, FewestNodes + (int)(2 * (phases.Max() - phases.Min())));
            pairs = nodes > FewestNodes ? new ShearedPupil(maps[b], along, shift, nodes) : pairs;
            sheared.Add(pairs);
            weights.AddRange(pairs.Weights.Select(weight => weight * field.BundleWeights[b]));
            for (var j = 0; j < differences.Length; j++)
            {
                // In place of the wavefront on its sphere the phase on planes: what diffraction sums.
                differences[j].AddRange(Differences(pairs, polynomials[b][j == 0 ? ^1 : j]).Select(Radians));
            }
        }

        return new TransferModel(sheared.MoveToImmutable(), Padded(weights), [.. differences.Select(Padded)]);
    }

    /// <summary>Gives the modulation.</summary>
    /// <param name="values">1, then the tolerances in parts of their limits.</param>
    /// <param name="scratch">Room for <see cref="Room"/> numbers.</param>
    /// <returns>0 to 1.</returns>
    public double At(ReadOnlySpan<double> values, Span<double> scratch)
    {
        var phases = scratch[.._weights.Length];
        phases.Clear();
        for (var j = 0; j < _differences.Length; j++)
        {
            Sums.Add(values[j], _differences[j], phases);
        }

        return Modulation(phases, scratch[_weights.Length..]);
    }

    /// <summary>Gives the modulation of a lens whose phases are known.</summary>
    /// <param name="phases">Waves over the pupil, for each wavelength.</param>
    /// <returns>0 to 1.</returns>
    public double At(IEnumerable<BivariatePolynomial> phases) =>
        Modulation(
            Padded([.. _pairs.Zip(phases).SelectMany(wavelength => Differences(wavelength.First, wavelength.Second)).Select(Radians)]),
            new double[2 * _weights.Length]);

    private double Modulation(ReadOnlySpan<double> phases, Span<double> waves)
    {
        var cosines = waves[..phases.Length];
        var sines = waves.Slice(phases.Length, phases.Length);
        var turns = MemoryMarshal.Cast<double, Vector<double>>(phases);
        var real = MemoryMarshal.Cast<double, Vector<double>>(cosines);
        var imaginary = MemoryMarshal.Cast<double, Vector<double>>(sines);
        for (var i = 0; i < turns.Length; i++)
        {
            (imaginary[i], real[i]) = Vector.SinCos(turns[i]);
        }

        var (re, im) = (Sums.Dot(_weights, cosines), Sums.Dot(_weights, sines));
        return Math.Sqrt((re * re) + (im * im));
    }

    /// <summary>Gets the room that an evaluation needs.</summary>
    public int Room => 3 * _weights.Length;

    private static double Radians(double waves) => 2 * Math.PI * waves;

    private static IEnumerable<double> Differences(ShearedPupil pairs, BivariatePolynomial waves) =>
        pairs.First.Zip(pairs.Second, (one, other) => waves.At(one.X, one.Y) - waves.At(other.X, other.Y));

    // Patterns are told along and across the direction of the image point from the axis; on the axis along y.
    private static (double X, double Y) Towards(FieldModel field)
    {
        var chief = field.Bundles[0].Reference;
        var height = Math.Sqrt((chief.X * chief.X) + (chief.Y * chief.Y));
        return field.Field is { X: 0, Y: 0 } || height == 0 ? (0, 1) : (chief.X / height, chief.Y / height);
    }

    private static double[] Padded(List<double> values) => [.. values, .. new double[(Lanes - (values.Count % Lanes)) % Lanes]];
}
