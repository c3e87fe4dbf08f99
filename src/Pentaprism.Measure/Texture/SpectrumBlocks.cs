using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Texture;

/// <summary>Spectra of overlapping blocks of a picture, and means around circles of equal frequency.</summary>
internal sealed class SpectrumBlocks
{
    private readonly PlaneTransform _transform;
    private readonly ProcessingContext _context;
    private readonly float[] _window;
    private readonly int _side;

    /// <summary>Prepares blocks.</summary>
    /// <param name="side">Side of a block, a power of two.</param>
    /// <param name="context">Memory.</param>
    public SpectrumBlocks(int side, ProcessingContext context)
    {
        _side = side;
        _transform = new PlaneTransform(side, side);
        _context = context with { Workers = 1 };
        _window = new float[side];
        for (var i = 0; i < side; i++)
        {
            _window[i] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * i / side)));
        }
    }

    /// <summary>Gets Σ w² of the window over a block: the spectrum of white noise of variance 1.</summary>
    public double WindowEnergy
    {
        get
        {
            var line = _window.Sum(weight => (double)weight * weight);
            return line * line;
        }
    }

    /// <summary>Visits all blocks that lie within a picture, half a block apart.</summary>
    /// <exception cref="ArgumentException">Not one block fits.</exception>
    public void Each(int width, int height, Action<int, int> visit)
    {
        if (width < _side || height < _side)
        {
            throw new ArgumentException($"A picture of {width} × {height} pixels has no room for a block of {_side} × {_side}.", nameof(width));
        }

        for (var top = 0; top + _side <= height; top += _side / 2)
        {
            for (var left = 0; left + _side <= width; left += _side / 2)
            {
                _context.Cancellation.ThrowIfCancellationRequested();
                visit(left, top);
            }
        }
    }

    /// <summary>Gives the spectrum of a block: mean removed, window applied; columns 0 to half the side.</summary>
    public BlockSpectrum Spectrum(Plane<float> picture, int left, int top)
    {
        using var block = _context.Pool.Rent<float>(_side, _side);
        var sum = 0.0;
        for (var y = 0; y < _side; y++)
        {
            var row = picture.Row(top + y).Slice(left, _side);
            row.CopyTo(block.Row(y));
            foreach (var value in row)
            {
                sum += value;
            }
        }

        var mean = (float)(sum / (_side * _side));
        for (var y = 0; y < _side; y++)
        {
            var row = block.Row(y);
            for (var x = 0; x < _side; x++)
            {
                row[x] = (row[x] - mean) * _window[x] * _window[y];
            }
        }

        var spectrum = new BlockSpectrum(_context.Pool.Rent<float>(_transform.Columns, _side), _context.Pool.Rent<float>(_transform.Columns, _side));
        _transform.Forward(_context, block, spectrum.Real, spectrum.Imaginary);
        return spectrum;
    }

    /// <summary>Gives means around circles whose radius is 1, 2, … half the side, each a bin wide.</summary>
    /// <param name="values">A value for each bin of a spectrum.</param>
    public double[] Radial(double[] values)
    {
        var (sums, counts) = (new double[(_side / 2) + 1], new double[(_side / 2) + 1]);
        for (var v = 0; v < _side; v++)
        {
            var y = v <= _side / 2 ? v : v - _side;
            for (var u = 0; u <= _side / 2; u++)
            {
                var radius = (int)Math.Round(Math.Sqrt((u * u) + (y * y)));
                if (radius < sums.Length)
                {
                    // A column and its mirror image; the first and the last have none.
                    var weight = u == 0 || u == _side / 2 ? 1 : 2;
                    sums[radius] += weight * values[(v * ((_side / 2) + 1)) + u];
                    counts[radius] += weight;
                }
            }
        }

        return [.. sums.Zip(counts).Skip(1).Select(pair => pair.First / pair.Second)];
    }
}

/// <summary>The spectrum of one block.</summary>
/// <param name="Real">Real parts.</param>
/// <param name="Imaginary">Imaginary parts.</param>
internal sealed record BlockSpectrum(Plane<float> Real, Plane<float> Imaginary) : IDisposable
{
    /// <summary>Gets a value, row by row.</summary>
    public Complex this[int i] => new(Real.Samples[i], Imaginary.Samples[i]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Real.Dispose();
        Imaginary.Dispose();
    }
}
