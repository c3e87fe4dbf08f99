using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Two frames that are being aligned. Motions are in units of half the frame's diagonal about its middle, the same on all levels.</summary>
internal sealed class AlignmentPair
{
    private const int Peaks = 3;
    private const int OverlapGrid = 32;

    // Samples of a spline over white noise that tell as much as one independent sample: the sum of the squares of its correlation.
    private const double Neighbours = 2;

    // Less than this differs between no two pictures.
    private const double Alike = 1e-6;

    private readonly AlignmentProxy _reference;
    private readonly AlignmentProxy _frame;
    private readonly ProcessingContext _context;
    private readonly Matrix3x3 _toSamples;
    private readonly double _radius;

    public AlignmentPair(AlignmentProxy reference, AlignmentProxy frame, ProcessingContext context)
    {
        _reference = reference;
        _frame = frame;
        _context = context;
        _radius = Math.Sqrt(((double)reference.Width * reference.Width) + ((double)reference.Height * reference.Height)) / 2;
        _toSamples = new Matrix3x3(_radius, 0, (reference.Width - 1) / 2.0, 0, _radius, (reference.Height - 1) / 2.0, 0, 0, 1);
    }

    /// <summary>Gives likely motions of a frame that was turned.</summary>
    /// <param name="level">The level to look on.</param>
    /// <param name="degrees">The turn.</param>
    /// <returns>Motions, the likeliest first.</returns>
    public IEnumerable<Matrix3x3> Starts(int level, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var turn = new Matrix3x3(cos, -sin, 0, sin, cos, 0, 0, 0, 1);
        var noise = _reference.NoiseAt(level).Sample;
        var unit = _radius / (_reference.Pitch << level);
        using var turned = degrees == 0 ? null : Turned(level, turn);
        var peaks = PhaseCorrelation.Find(_reference.Level(level), turned ?? _frame.Level(level), noise, Peaks, _context);
        return peaks.Select(peak => turn * new Matrix3x3(1, 0, peak.X / unit, 0, 1, peak.Y / unit, 0, 0, 1)).Append(turn);
    }

    /// <summary>Improves a motion on a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="motion">The motion to start from.</param>
    /// <param name="richest">The richest kind that may be taken.</param>
    /// <param name="rounds">How often at most.</param>
    /// <param name="settled">Movement of the corners, in samples of the level, that ends it.</param>
    /// <returns>The better motion; null where too few tiles are in sight.</returns>
    public PairFit? Refine(int level, Matrix3x3 motion, MotionKind richest, int rounds, double settled)
    {
        var side = SideAt(level);
        PairFit? fit = null;
        for (var round = 0; round < rounds; round++)
        {
            var (shifts, points) = Match(level, motion);
            if (MotionLadder.Climb(points, richest) is not { } outcome)
            {
                return null;
            }

            var moved = CornerDistance(motion, outcome.Fitted.Motion) / side;
            motion = outcome.Fitted.Motion;
            fit = new PairFit(outcome.Fitted, outcome.Trust, points, shifts, side, NoiseOfDifference(level));
            if (moved < settled)
            {
                break;
            }
        }

        return fit;
    }

    /// <summary>Improves a motion by tiles that are not those of the reference, on the finest level.</summary>
    /// <param name="tiles">The tiles.</param>
    /// <param name="noise">Variance of their noise, and of that of its derivative.</param>
    /// <param name="motion">The motion to start from.</param>
    /// <param name="richest">The richest kind that may be taken.</param>
    /// <param name="rounds">How often.</param>
    /// <returns>The better motion; null where too few tiles are in sight.</returns>
    public FittedMotion? Fit(ReferenceTiles tiles, (double Sample, double Derivative) noise, Matrix3x3 motion, MotionKind richest, int rounds)
    {
        FittedMotion? fitted = null;
        for (var round = 0; round < rounds; round++)
        {
            fitted = MotionLadder.Climb(Match(0, tiles, noise, fitted?.Motion ?? motion).Points, richest)?.Fitted;
            if (fitted is null)
            {
                break;
            }
        }

        return fitted;
    }

    /// <summary>Tells how much a level speaks for a motion of the camera and against none.</summary>
    /// <param name="level">The level.</param>
    /// <param name="richest">The richest kind of motion that would be taken.</param>
    /// <returns>See <see cref="MotionLadder.EvidenceOfMotion"/>; 0 where too few tiles are in sight.</returns>
    public double EvidenceOfMotion(int level, MotionKind richest)
    {
        var (_, points) = Match(level, Matrix3x3.Identity);
        return MotionLadder.Climb(points, richest) is { } outcome ? MotionLadder.EvidenceOfMotion(points, outcome) : 0;
    }

    /// <summary>Tells how much of the frame the reference explains after a motion, of whatever size.</summary>
    /// <param name="level">The level.</param>
    /// <param name="motion">The motion.</param>
    /// <returns>The logarithm of the likelihood, with a gain and an offset for each tile, above that of pictures that have nothing in common.</returns>
    public double Likelihood(int level, Matrix3x3 motion)
    {
        var samples = Math.Pow(_reference.TilesAt(level, _context).Side, 2) / Neighbours;
        return Match(level, motion).Shifts.Sum(shift => -samples / 2 * Math.Log(Math.Max(1 - (shift.Correlation * shift.Correlation), Alike)));
    }

    /// <summary>Compares the pictures on a level as they are.</summary>
    /// <param name="level">The level.</param>
    /// <param name="fitted">The motion.</param>
    /// <returns>The motion with what the tiles of this level say to it.</returns>
    public PairFit Check(int level, FittedMotion fitted)
    {
        var (shifts, points) = Match(level, fitted.Motion);
        var trust = new double[shifts.Length];
        Array.Fill(trust, 1);
        return new PairFit(fitted, trust, points, shifts, SideAt(level), NoiseOfDifference(level));
    }

    /// <summary>Gives a motion in samples.</summary>
    /// <param name="motion">The motion.</param>
    /// <returns>A homography whose last element is 1.</returns>
    public Matrix3x3 ToSamples(Matrix3x3 motion)
    {
        var h = _toSamples * motion * _toSamples.Inverse();
        return h * (1 / h.M33);
    }

    /// <summary>Gives a motion in units of the motions.</summary>
    /// <param name="homography">The motion in samples.</param>
    /// <returns>The motion.</returns>
    public Matrix3x3 FromSamples(Matrix3x3 homography) => _toSamples.Inverse() * homography * _toSamples;

    /// <summary>Gives a motion in samples of a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="motion">The motion.</param>
    /// <returns>Where the samples of the reference lie in the frame.</returns>
    public Matrix3x3 ToLevelSamples(int level, Matrix3x3 motion) => ToLevel(level).Inverse() * motion * ToLevel(level);

    /// <summary>Gives the share of the reference that the frame shows.</summary>
    /// <param name="motion">The motion.</param>
    /// <returns>0 to 1.</returns>
    public double Overlap(Matrix3x3 motion)
    {
        var h = ToSamples(motion);
        var inside = 0;
        for (var j = 0; j < OverlapGrid; j++)
        {
            for (var i = 0; i < OverlapGrid; i++)
            {
                var q = h * new Vector3d((i + 0.5) / OverlapGrid * _reference.Width, (j + 0.5) / OverlapGrid * _reference.Height, 1);
                inside += q.X >= 0 && q.Y >= 0 && q.X < _frame.Width * q.Z && q.Y < _frame.Height * q.Z ? 1 : 0;
            }
        }

        return inside / (double)(OverlapGrid * OverlapGrid);
    }

    /// <summary>Gives how far two motions carry a corner apart.</summary>
    /// <param name="a">A motion.</param>
    /// <param name="b">Another.</param>
    /// <returns>The largest distance along an axis, in samples.</returns>
    public double Distance(Matrix3x3 a, Matrix3x3 b) => CornerDistance(a, b) * _radius;

    /// <summary>Gives the expected error at the worst corner.</summary>
    /// <param name="fitted">The motion.</param>
    /// <returns>In samples.</returns>
    public double CornerError(FittedMotion fitted) => Corners().Max(corner => fitted.ErrorAt(corner.X, corner.Y)) * _radius;

    private Matrix3x3 ToLevel(int level) => _toSamples.Inverse() * _reference.ToFrame(level);

    // A sample of the level, in units of the motions.
    private double SideAt(int level) => ToLevel(level).M11;

    private double NoiseOfDifference(int level) => _reference.NoiseAt(level).Sample + _frame.NoiseAt(level).Sample;

    private (TileShift[] Shifts, Correspondence[] Points) Match(int level, Matrix3x3 motion) =>
        Match(level, _reference.TilesAt(level, _context), _reference.NoiseAt(level), motion);

    private (TileShift[] Shifts, Correspondence[] Points) Match(
        int level, ReferenceTiles tiles, (double Sample, double Derivative) noise, Matrix3x3 motion)
    {
        var shifts = TileMatcher.Run(tiles, _frame.Level(level), ToLevelSamples(level, motion), noise, _context);
        return (shifts, Points(tiles, shifts, motion, ToLevel(level)));
    }

    private Plane<float> Turned(int level, Matrix3x3 turn)
    {
        var source = _frame.Level(level);
        var toLevel = _toSamples.Inverse() * _frame.ToFrame(level);
        var motion = toLevel.Inverse() * turn * toLevel;
        var turned = _context.Pool.Rent<float>(source.Width, source.Height);
        Bands.Run(_context, source.Width, source.Height, (top, bottom) =>
        {
            using var scratch = _context.Pool.Rent<float>(source.Width, 2);
            var xs = scratch.Row(0);
            var ys = scratch.Row(1);
            for (var y = top; y < bottom; y++)
            {
                for (var x = 0; x < xs.Length; x++)
                {
                    xs[x] = (float)((motion.M11 * x) + (motion.M12 * y) + motion.M13 + 0.5);
                    ys[x] = (float)((motion.M21 * x) + (motion.M22 * y) + motion.M23 + 0.5);
                }

                PointSampler.CatmullRom(source, xs, ys, turned.Row(y));
            }
        });
        return turned;
    }

    // The frame shows at H x what the reference shows at x + d; so the point x of the reference lies at H(x − d).
    private static Correspondence[] Points(ReferenceTiles tiles, TileShift[] shifts, Matrix3x3 motion, Matrix3x3 toLevel)
    {
        var points = new Correspondence[shifts.Length];
        var middle = (tiles.Side - 1) / 2.0;
        var scale = 1 / (toLevel.M11 * toLevel.M11);
        for (var k = 0; k < points.Length; k++)
        {
            var (tile, shift) = (tiles.Tiles[k], shifts[k]);
            var x = (toLevel.M11 * (tile.Left + middle)) + toLevel.M13;
            var y = (toLevel.M22 * (tile.Top + middle)) + toLevel.M23;
            var q = motion * new Vector3d(x - (toLevel.M11 * shift.Dx), y - (toLevel.M22 * shift.Dy), 1);
            points[k] = new Correspondence(x, y, q.X / q.Z, q.Y / q.Z, scale * shift.Wxx, scale * shift.Wxy, scale * shift.Wyy);
        }

        return points;
    }

    private double CornerDistance(Matrix3x3 a, Matrix3x3 b) => Corners().Max(corner =>
    {
        var (p, q) = (a * corner, b * corner);
        return Math.Max(Math.Abs((p.X / p.Z) - (q.X / q.Z)), Math.Abs((p.Y / p.Z) - (q.Y / q.Z)));
    });

    private Vector3d[] Corners()
    {
        var (x, y) = ((_reference.Width - 1) / (2 * _radius), (_reference.Height - 1) / (2 * _radius));
        return [new(-x, -y, 1), new(x, -y, 1), new(-x, y, 1), new(x, y, 1)];
    }
}
