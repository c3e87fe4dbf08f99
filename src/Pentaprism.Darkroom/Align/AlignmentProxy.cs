using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>A small grey picture of a frame with even noise, and its pyramid: what frames are aligned by. Owns its planes.</summary>
/// <remarks>
/// A sample is the root of the mean of a cell of <see cref="Factor"/> × <see cref="Factor"/> samples, all colours of the filter array together.
/// Sample (u, v) of level l lies at the point (Pitch · 2^l · u + (Factor − 1)/2, and so for v) of the frame; cells overlap where the pitch is smaller.
/// </remarks>
internal sealed class AlignmentProxy : IDisposable
{
    private const double MostSamples = 3.2e6;
    private const int ShortestSide = 24;

    // A picture is taken as the cubic B-spline whose coefficients are its samples: its values at the samples.
    private static readonly FilterKernel _spline = new([1 / 6f, 2 / 3f, 1 / 6f]);

    private readonly GaussianPyramid _pyramid;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, ReferenceTiles> _tiles = [];
    private readonly double _noiseVariance;

    private AlignmentProxy(FrameStore store, int frame, int factor, int pitch, GaussianPyramid pyramid, double noiseVariance, double sharpness)
    {
        Name = store[frame].Name;
        Width = store.Width;
        Height = store.Height;
        Factor = factor;
        Pitch = pitch;
        Sharpness = sharpness;
        _pyramid = pyramid;
        _noiseVariance = noiseVariance;
    }

    /// <summary>Gets the name of the frame, for messages.</summary>
    public string Name { get; }

    /// <summary>Gets the columns of the frame.</summary>
    public int Width { get; }

    /// <summary>Gets the rows of the frame.</summary>
    public int Height { get; }

    /// <summary>Gets the side of a cell in samples of the frame.</summary>
    public int Factor { get; }

    /// <summary>Gets the distance of neighbouring cells in samples of the frame.</summary>
    public int Pitch { get; }

    /// <summary>Gets the sharpness: mean gradient energy of the finest level, less what the noise explains, in units of the noise.</summary>
    public double Sharpness { get; }

    /// <summary>Gets the number of levels.</summary>
    public int Levels => _pyramid.Levels.Length;

    /// <summary>Makes the proxy of a frame.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="exposureGain">Factor that brings its samples to the exposure of the reference; 1 within a plain burst.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The proxy.</returns>
    public static AlignmentProxy Of(FrameStore store, int frame, double exposureGain, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exposureGain);
        var factor = FactorOf(store);
        var cells = factor * factor * store.Planes;
        var coding = new ProxyCoding(store, frame, exposureGain, cells);
        var finest = ProxyReduction.Run(store, frame, factor, coding, context);
        var sharpness = Align.Sharpness.Of(finest, coding.NoiseVariance, context);
        var pyramid = GaussianPyramid.Build(context, finest, GaussianPyramid.Halvings(finest.Width, finest.Height, ShortestSide));
        return new AlignmentProxy(store, frame, factor, factor, pyramid, coding.NoiseVariance, sharpness);
    }

    /// <summary>Makes the finest proxy of a frame: one level, with a cell for every sample where cells of two by two hold all colours.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The proxy.</returns>
    public static AlignmentProxy Finest(FrameStore store, int frame, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(context);
        var factor = FactorOf(store);
        if (factor != 2)
        {
            return Of(store, frame, 1, context);
        }

        var coding = new ProxyCoding(store, frame, 1, factor * factor * store.Planes);
        var pyramid = GaussianPyramid.Build(context, ProxyReduction.RunOverlapping(store, frame, coding, context), 0);
        return new AlignmentProxy(store, frame, factor, 1, pyramid, coding.NoiseVariance, store[frame].Sharpness);
    }

    /// <summary>Measures the sharpness of a frame as <see cref="Sharpness"/> says, by a part of its rows and without its proxy.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="exposureGain">Factor that brings its samples to the exposure that frames are compared at.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The sharpness.</returns>
    public static double SharpnessOf(FrameStore store, int frame, double exposureGain, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(store);
        var factor = FactorOf(store);
        return Align.Sharpness.Of(store, frame, factor, new ProxyCoding(store, frame, exposureGain, factor * factor * store.Planes), context);
    }

    /// <summary>Gives a level of the pyramid, 0 the finest.</summary>
    /// <param name="level">The level.</param>
    /// <returns>Its plane, owned by the proxy.</returns>
    public Plane<float> Level(int level) => _pyramid.Levels[level];

    /// <summary>Gives the variance of the noise of a level's spline at its samples, and that of its derivative by central differences.</summary>
    /// <param name="level">The level.</param>
    /// <returns>Both variances.</returns>
    public (double Sample, double Derivative) NoiseAt(int level)
    {
        var (sample, derivative) = ProxyNoise.At(level, Factor / Pitch);
        return (_noiseVariance * sample, _noiseVariance * derivative);
    }

    /// <summary>Gives the map from the samples of a level to points of the frame.</summary>
    /// <param name="level">The level.</param>
    /// <returns>An affine map.</returns>
    public Matrix3x3 ToFrame(int level)
    {
        double pitch = Pitch << level, origin = (Factor - 1) / 2.0;
        return new Matrix3x3(pitch, 0, origin, 0, pitch, origin, 0, 0, 1);
    }

    /// <summary>Gives the tiles of a level by which other frames are aligned to this one; made on first use.</summary>
    /// <param name="level">The level.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The tiles, owned by the proxy.</returns>
    public ReferenceTiles TilesAt(int level, ProcessingContext context)
    {
        lock (_lock)
        {
            if (!_tiles.TryGetValue(level, out var tiles))
            {
                using var surface = context.Pool.Rent<float>(Level(level).Width, Level(level).Height);
                Convolution.Separable(context, Level(level), _spline, surface);
                _tiles[level] = tiles = ReferenceTiles.Choose(surface, NoiseAt(level), context);
            }

            return tiles;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tiles in _tiles.Values)
        {
            tiles.Dispose();
        }

        _tiles.Clear();
        _pyramid.Levels[0].Dispose();
        _pyramid.Dispose();
    }

    // A cell holds whole repeats of the filter array, so that every cell weighs the colours alike.
    private static int FactorOf(FrameStore store)
    {
        var factor = 2;
        if (store.Cfa is { } cfa)
        {
            while (factor % cfa.Columns != 0 || factor % cfa.Rows != 0)
            {
                factor++;
            }
        }

        while ((double)(store.Width / factor) * (store.Height / factor) > MostSamples)
        {
            factor *= 2;
        }

        return factor;
    }
}
