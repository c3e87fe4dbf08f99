using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>How well a lens meets a design problem.</summary>
public sealed record DesignScore
{
    /// <summary>Gets the merit of the image: the weighted mean over the fields of the squared RMS; µm² for spots, waves² for wavefronts.</summary>
    public required double ImageMerit { get; init; }

    /// <summary>Gets the RMS of each field, of all wavelengths, in the order of the lens: spot radius in µm, or wavefront in waves.</summary>
    public required ImmutableArray<double> FieldRms { get; init; }

    /// <summary>Gets the limits that are not kept, the worst first; empty where all hold.</summary>
    public required ImmutableArray<BrokenLimit> Broken { get; init; }

    /// <summary>Gets the largest violation of a limit, in natural steps of its quantity; 0 or below where all hold.</summary>
    public required double WorstViolation { get; init; }

    /// <summary>Gets how many rays did not come through.</summary>
    public required int FailedRays { get; init; }

    /// <summary>Gets whether every limit holds and every ray comes through.</summary>
    public bool IsSound => Broken.IsEmpty && FailedRays == 0;
}

/// <summary>What an optimisation found.</summary>
public sealed record DesignResult
{
    /// <summary>Gets the best lens.</summary>
    public required Lens Lens { get; init; }

    /// <summary>Gets how good it is.</summary>
    public required DesignScore Score { get; init; }

    /// <summary>Gets the number of linearisations made.</summary>
    public required int Iterations { get; init; }

    /// <summary>Gets why the optimisation ended.</summary>
    public required DescentEnd End { get; init; }
}

/// <summary>Where an optimisation stands.</summary>
/// <param name="Iteration">Linearisations so far.</param>
/// <param name="Merit">The sum of squares of image and limits.</param>
/// <param name="Best">Gives the best lens so far; cheap enough to call every time, to be called only while the report is handled.</param>
public sealed record DesignProgress(int Iteration, double Merit, Func<Lens> Best);
