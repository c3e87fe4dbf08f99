using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>Finds a good minimum of a design problem, wherever it lies.</summary>
/// <remarks>
/// Random lenses, relaxed to first order, grow from a small part of field and aperture to the whole; the best different ones are kept. The best
/// gets more elements where that is wanted. Then kept lenses are shaken and improved again (basin hopping, Wales and Doye 1997), and a better one
/// takes the place of its kin.
/// </remarks>
public static class GlobalSearch
{
    /// <summary>Power of r up to which random lenses begin.</summary>
    private const int FirstPower = 6;

    /// <summary>Searches.</summary>
    /// <param name="problem">The problem. Curvatures and thicknesses with both bounds are drawn at random within them.</param>
    /// <param name="options">How long and from which seed.</param>
    /// <param name="progress">Told after every start and hop, with the best lens so far to be saved; may be null.</param>
    /// <param name="cancellation">Ends early with the best so far.</param>
    /// <returns>The best lens. Where limits cannot be met together it says which fail and by how much.</returns>
    /// <exception cref="DesignException">The problem does not fit the lens.</exception>
    public static DesignResult Run(
        DesignProblem problem, SearchOptions options, IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var random = new Random(options.Seed);
        var kept = new KeptDesigns(problem, options.Kept);
        var missing = Math.Max(0, options.Elements - ElementInsertion.Elements(problem));
        var (done, total) = (0, options.Starts + (missing * options.Insertions) + options.Hops);
        var local = new DesignOptions { Iterations = options.Iterations };
        var sampler = new StartSampler(problem);
        var growth = new GrowthOptions
        {
            Field = options.FirstSize,
            Aperture = options.FirstSize,
            Power = FirstPower,
            Iterations = Math.Max(10, options.Iterations / 3),
            Worse = double.PositiveInfinity,
        };
        for (var i = 0; i < options.Starts && !cancellation.IsCancellationRequested; i++)
        {
            var isNew = sampler.Draw(random, options.Draws) is { } drawn && Grow(drawn);
            progress?.Report(new SearchProgress(++done, total, kept.Best, isNew));
        }

        if (kept.Best is null)
        {
            kept.Offer(DesignOptimiser.Improve(problem, local, null, cancellation));
        }

        for (; missing > 0 && !cancellation.IsCancellationRequested; missing--)
        {
            AddElement();
        }

        for (var i = 0; i < options.Hops && !cancellation.IsCancellationRequested; i++)
        {
            var parent = kept.Pick(random);
            var isNew = Shaking.Shake(problem with { Start = parent.Lens }, random) is { } shaken
                && kept.Offer(DesignOptimiser.Improve(problem with { Start = shaken }, local, null, cancellation));
            progress?.Report(new SearchProgress(++done, total, kept.Best, isNew));
        }

        return kept.Best!;

        bool Grow(Lens drawn)
        {
            var grown = Curriculum.Grow(problem with { Start = drawn }, growth, null, cancellation);
            return grown.Size == 1 && kept.Offer(DesignOptimiser.Improve(grown.Problem, local, null, cancellation));
        }

        void AddElement()
        {
            var from = problem with { Start = kept.Best!.Lens };
            var trials = ElementInsertion.Trials(from);
            random.Shuffle(trials);
            (DesignProblem Problem, DesignResult Result)? best = null;
            foreach (var (place, medium) in trials.Take(options.Insertions).TakeWhile(_ => !cancellation.IsCancellationRequested))
            {
                var grown = ElementInsertion.Insert(from, place, medium, Math.Max(10, options.Iterations / 3), cancellation);
                var isNew = best is not { } least || KeptDesigns.Compare(grown.Result, least.Result) < 0;
                best = isNew ? grown : best;
                progress?.Report(new SearchProgress(++done, total, best!.Value.Result, isNew));
            }

            if (best is { } taken && !cancellation.IsCancellationRequested)
            {
                problem = taken.Problem with { Start = taken.Result.Lens };
                kept = new KeptDesigns(problem, options.Kept);
                kept.Offer(taken.Result);
            }
        }
    }
}
