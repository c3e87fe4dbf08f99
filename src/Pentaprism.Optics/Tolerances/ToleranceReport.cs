using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tolerances;

/// <summary>What becomes of a lens in the workshop.</summary>
public sealed record ToleranceReport
{
    /// <summary>Gets the tolerances.</summary>
    public required ToleranceSet Set { get; init; }

    /// <summary>Gets how it was judged.</summary>
    public required ToleranceOptions Options { get; init; }

    /// <summary>Gets the root mean square wavefront error of the worst field, waves of the primary wavelength: piston and tilt removed, compensators set.</summary>
    public required TrialValues WorstRms { get; init; }

    /// <summary>Gets each field.</summary>
    public required ImmutableArray<FieldTolerance> Fields { get; init; }

    /// <summary>Gets for each frequency the lowest MTF of all fields and directions.</summary>
    public required ImmutableArray<TransferTolerance> WorstMtf { get; init; }

    /// <summary>Gets every tolerance with what it does, the worst offender first.</summary>
    public required ImmutableArray<ToleranceSensitivity> Sensitivities { get; init; }

    /// <summary>Gets how far each compensator has to go: name, unit, and settings over all lenses.</summary>
    public required ImmutableArray<CompensatorTravel> Compensators { get; init; }

    /// <summary>Gets the confirmation by traced rays; null where none was asked for.</summary>
    public TracedComparison? Traced { get; init; }
}

/// <summary>One field of a made lens.</summary>
/// <param name="Field">The field, in the kind of the lens's fields.</param>
/// <param name="Rms">Root mean square wavefront error, waves.</param>
/// <param name="Tangential">MTF along the field at each frequency.</param>
/// <param name="Sagittal">MTF across the field at each frequency.</param>
/// <param name="IsApproximate">Whether the direction map of the pupil folds, so that the MTF comes from an affine map instead.</param>
public sealed record FieldTolerance(
    FieldPoint Field, TrialValues Rms, ImmutableArray<TransferTolerance> Tangential, ImmutableArray<TransferTolerance> Sagittal, bool IsApproximate);

/// <summary>The MTF at one frequency over all lenses.</summary>
/// <param name="Frequency">Cycles/mm.</param>
/// <param name="Values">The modulation, 0 to 1.</param>
public sealed record TransferTolerance(double Frequency, TrialValues Values);

/// <summary>What one tolerance does.</summary>
/// <param name="Tolerance">The tolerance.</param>
/// <param name="Share">Its part in the growth of the mean square wavefront error, averaged over fields and lenses; percent of that of all tolerances.</param>
/// <param name="RmsAtLimits">The worst field's wavefront error with this tolerance alone at −limit and at +limit, waves.</param>
/// <param name="MtfAtLimits">The lowest MTF of all fields and directions at −limit and at +limit for each frequency.</param>
public sealed record ToleranceSensitivity(
    Tolerance Tolerance, double Share, (double Low, double High) RmsAtLimits, ImmutableArray<(double Low, double High)> MtfAtLimits);

/// <summary>How far a compensator has to go.</summary>
/// <param name="Name">What it moves.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Mean">Mean setting, from the drawing.</param>
/// <param name="StandardDeviation">Spread of settings.</param>
/// <param name="Largest">The largest setting, without its sign.</param>
public sealed record CompensatorTravel(string Name, string Unit, double Mean, double StandardDeviation, double Largest);

/// <summary>The same lenses twice: from differentials, and traced.</summary>
/// <param name="Predicted">The worst field's wavefront error from differentials, waves.</param>
/// <param name="Traced">The same from traced rays, compensators set on them.</param>
/// <param name="Mtf">For each frequency the lowest MTF of all fields and directions, both ways.</param>
/// <param name="LargestDifference">The largest difference of the wavefront error at one lens and field, waves.</param>
/// <param name="LostRays">How many rays of the traced lenses did not arrive.</param>
public sealed record TracedComparison(
    TrialValues Predicted,
    TrialValues Traced,
    ImmutableArray<(TransferTolerance Predicted, TransferTolerance Traced)> Mtf,
    double LargestDifference,
    int LostRays);
