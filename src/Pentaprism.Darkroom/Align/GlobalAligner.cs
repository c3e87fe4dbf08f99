using System.Globalization;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Finds how the camera moved between two frames, as one motion of the whole picture, and says when it did not find it.</summary>
/// <remarks>
/// Phase correlation on a small level gives shifts to start from; where none convinces, turned starts are tried. Tiles with detail are then
/// compared from coarse to fine (Lucas and Kanade 1981 in its inverse compositional form, Baker and Matthews 2004): each tells its shift and
/// how sure it is, and a robust fit takes the simplest motion that explains them, so that what moves by itself has no vote. A
/// camera that stands still is the simplest of all: a motion must explain more than it costs in parameters.
/// </remarks>
internal static class GlobalAligner
{
    private const int LongSideOfStart = 256;
    private const int FewestTiles = 8;
    private const int StartRounds = 5;
    private const int Rounds = 4;
    private const double TurnStep = 1.5;

    // A start whose tiles agree to this share is taken without looking at others.
    private const double Convincing = 0.7;

    // Corner movement, in samples of the level, below which another round changes nothing.
    private const double Settled = 0.01;

    // Where less of the detail agrees than this, by parallax or by chance, the tiles that do must also look the same:
    // their difference may be this many times the noise (measured: parallax below 11, other scenes above 70).
    private const double Doubtful = 0.5;
    private const double MostResidual = 25;

    // What a motion must explain more than none where the tiles themselves ask for none. Below, it is chance: the best of very many motions
    // was picked, and interpolation smooths noise, which looks like agreement (measured: bare walls up to 1.03, scenes that moved from 1.4).
    private const double Better = 1.1;

    // What a level can say against a motion at most: eight parameters by 2000 tiles.
    private const double MostDoubt = 170;

    /// <summary>Aligns a frame.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="frame">The frame, of the same size.</param>
    /// <param name="options">When to believe.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The motion, or why there is none.</returns>
    public static AlignmentResult Align(AlignmentProxy reference, AlignmentProxy frame, AlignmentOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (reference.Width != frame.Width || reference.Height != frame.Height || reference.Factor != frame.Factor)
        {
            throw new ArgumentException($"Frames of {reference.Width} × {reference.Height} and {frame.Width} × {frame.Height} cannot be aligned.", nameof(frame));
        }

        var pair = new AlignmentPair(reference, frame, context);
        var start = StartLevel(reference);
        if (reference.TilesAt(start, context).Certain < FewestTiles)
        {
            // No detail in either, and so nothing that could be smeared.
            return frame.TilesAt(start, context).Certain < FewestTiles ? AlignmentResult.Still : Refused("shows detail where the reference shows none");
        }

        var found = Search(pair, start, options);
        if (found is null)
        {
            return Refused("shows too little of the reference's scene to be aligned");
        }

        var finest = start;
        for (var level = start - 1; level >= 0 && reference.TilesAt(level, context).Tiles.Length >= FewestTiles; level--)
        {
            if (pair.Refine(level, found.Motion, RichestAt(level, options), Rounds, Settled) is not { } finer)
            {
                break;
            }

            (found, finest) = (finer, level);
        }

        if (!SpeaksForMotion(pair, start, finest, options) && !IsBetter(pair, start, finest, found.Motion))
        {
            var still = pair.Check(finest, found.Fitted with { Motion = Matrix3x3.Identity });
            return AlignmentResult.Still with { Correlation = still.Correlation, Residual = still.Residual, Agreement = still.Agreement };
        }

        return Verify(pair, start, found, options);
    }

    // What tiles say where they lie: it holds for motions that are small on the coarsest level. The finer ones are asked while they can matter.
    private static bool SpeaksForMotion(AlignmentPair pair, int start, int finest, AlignmentOptions options)
    {
        double evidence = 0;
        for (var level = start; level >= finest && evidence <= (level - finest + 1) * MostDoubt; level--)
        {
            evidence += pair.EvidenceOfMotion(level, RichestAt(level, options));
        }

        return evidence > 0;
    }

    private static bool IsBetter(AlignmentPair pair, int start, int finest, Matrix3x3 motion)
    {
        var levels = Enumerable.Range(finest, start - finest + 1);
        return levels.Sum(level => pair.Likelihood(level, motion)) > Better * levels.Sum(level => pair.Likelihood(level, Matrix3x3.Identity));
    }

    private static AlignmentResult Refused(string reason) => new() { Homography = Matrix3x3.Identity, Kind = MotionKind.Shift, Reason = reason };

    private static int StartLevel(AlignmentProxy proxy)
    {
        var level = 0;
        while (level < proxy.Levels - 1 && Math.Max(proxy.Level(level).Width, proxy.Level(level).Height) > LongSideOfStart)
        {
            level++;
        }

        return level;
    }

    // Perspective shows on fine levels only.
    private static MotionKind RichestAt(int level, AlignmentOptions options) =>
        level < 2 || options.Richest < MotionKind.Affine ? options.Richest : MotionKind.Affine;

    private static PairFit? Search(AlignmentPair pair, int level, AlignmentOptions options)
    {
        PairFit? best = null;
        for (var i = 0; i == 0 || i * TurnStep <= options.LargestTurn; i++)
        {
            foreach (var sign in (ReadOnlySpan<int>)(i == 0 ? [1] : [1, -1]))
            {
                foreach (var start in pair.Starts(level, sign * i * TurnStep))
                {
                    var kind = options.Richest < MotionKind.Euclidean ? options.Richest : MotionKind.Euclidean;
                    if (pair.Refine(level, start, kind, StartRounds, Settled) is { } fit && fit.Overlap >= options.LeastOverlap / 2
                        && (best is null || fit.Score > best.Score))
                    {
                        best = fit;
                    }
                }
            }

            if (best is not null && best.Agreement >= Convincing)
            {
                break;
            }
        }

        return best;
    }

    private static AlignmentResult Verify(AlignmentPair pair, int level, PairFit fit, AlignmentOptions options)
    {
        // On the small level: noise and parallax, which later stages deal with, do not hide there what is wrong as a whole.
        var agreement = pair.Check(level, fit.Fitted).Agreement;
        var overlap = pair.Overlap(fit.Motion);
        var result = new AlignmentResult
        {
            Homography = pair.ToSamples(fit.Motion),
            Kind = fit.Kind,
            Correlation = fit.Correlation,
            Residual = fit.Residual,
            Agreement = agreement,
            Overlap = overlap,
            CornerError = pair.CornerError(fit.Fitted),
        };
        return overlap < options.LeastOverlap
            ? result with { Reason = string.Create(CultureInfo.InvariantCulture, $"covers only {overlap * 100:0} % of the reference") }
            : agreement < options.LeastAgreement || (agreement < Doubtful && fit.Residual > MostResidual)
                ? result with { Reason = string.Create(CultureInfo.InvariantCulture, $"does not fit the reference: only {agreement * 100:0} % of its detail lies where one motion of the camera would put it") }
                : result;
    }
}
