using System.Runtime.Intrinsics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>Fits a round Gaussian on a flat ground to the samples around a place.</summary>
/// <remarks>
/// For a place and a width the ground of each colour and the height follow by linear least squares; place and width are searched, in
/// halving steps. A point must explain more than chance, and leave no more than noise and a part of what it explains: what an edge, a
/// corner or texture leaves is more. Nor may light go on to both sides of it: then it is a piece of a line.
/// </remarks>
internal sealed class PointLightFit
{
    /// <summary>How far around the place samples are taken.</summary>
    public const int Reach = 5;

    private const int Side = (2 * Reach) + 1;

    // A row of samples in whole vectors of four, the last of them empty.
    private const int Lanes = 4;
    private const int Pitch = 3 * Lanes;
    private const int Area = Side * Pitch;
    private const double NarrowestSigma = 0.35;
    private const double WidestSigma = 1.8;
    private const double WidestPoint = 1.6;
    private const double FarthestOff = 1.5;

    // Natural light is not far from grey: the deviation of a colour from it, relative, as long as noise hides the true one.
    private const double ColourDeviation = 0.25;

    // What may be left: this many times what noise makes, and this share of what was explained.
    private const double MostNoise = 1.6;
    private const double MostMisfit = 0.12;

    // A line goes on from here on, is no wider than this, and both of its arms stand out by so many deviations.
    private const double ArmStart = 2;
    private const double HalfWidth = 1.1;
    private const double ArmDeviations = 2.2;

    private static readonly (double X, double Y)[] _directions = [(1, 0), (0.7071, 0.7071), (0, 1), (-0.7071, 0.7071)];

    private readonly LightSample[] _samples = new LightSample[3 * Side * Side];

    // Of each colour: 1 where there is a sample, and its value.
    private readonly double[] _present = new double[3 * Area];
    private readonly double[] _values = new double[3 * Area];
    private readonly double[] _across = new double[Pitch];
    private readonly double[] _down = new double[Side];
    private readonly double[] _samplesOf = new double[3];
    private readonly double[] _meanValue = new double[3];
    private readonly double[] _shape = new double[3];
    private readonly double[] _product = new double[3];
    private readonly double[] _weight = new double[3];
    private readonly double[] _meanShape = new double[3];
    private int _count;
    private double _total;

    /// <summary>Fits.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="x">Column of the place.</param>
    /// <param name="y">Row of the place.</param>
    /// <param name="threshold">How many standard deviations the point's height must have.</param>
    /// <returns>The point; null where there is none.</returns>
    public PointLight? Fit(ILightSamples samples, int x, int y, double threshold)
    {
        _count = samples.Around(x, y, Reach, _samples);
        Weigh(samples, x, y);
        var (u, v, sigma) = (0.0, 0.0, 0.8);
        var best = Height(u, v, sigma);
        for (var step = 0.4; step > 0.02; step /= 2)
        {
            for (var moves = 0; moves < 6; moves++)
            {
                var before = best.Explained;
                Try(u + step, v, sigma);
                Try(u - step, v, sigma);
                Try(u, v + step, sigma);
                Try(u, v - step, sigma);
                Try(u, v, sigma * (1 + (step / 2)));
                Try(u, v, sigma / (1 + (step / 2)));
                if (best.Explained <= before)
                {
                    break;
                }
            }
        }

        var allowed = (MostNoise * _count) + (MostMisfit * best.Explained);
        return best.Height > 0 && best.Explained > threshold * threshold && best.Left < allowed && sigma < WidestPoint && !IsOfLine(u, v, sigma, best.Height)
            ? new PointLight(x + u, y + v, sigma, Colours(u, v, sigma, best.Height) / samples.Balance)
            : null;

        void Try(double nextU, double nextV, double nextSigma)
        {
            if (Math.Max(Math.Abs(nextU), Math.Abs(nextV)) > FarthestOff || nextSigma is < NarrowestSigma or > WidestSigma)
            {
                return;
            }

            var next = Height(nextU, nextV, nextSigma);
            if (next.Height > 0 && next.Explained > best.Explained)
            {
                (best, u, v, sigma) = (next, nextU, nextV, nextSigma);
            }
        }
    }

    // Each colour's place, values, mean, the inverse of its noise there, and the squares that there are to explain.
    private void Weigh(ILightSamples samples, int x, int y)
    {
        Array.Clear(_present);
        Array.Clear(_values);
        Array.Clear(_samplesOf);
        Array.Clear(_meanValue);
        foreach (var sample in _samples.AsSpan(0, _count))
        {
            var at = (sample.Colour * Area) + ((sample.Y + Reach) * Pitch) + sample.X + Reach;
            (_present[at], _values[at]) = (1, sample.Value);
            _samplesOf[sample.Colour]++;
            _meanValue[sample.Colour] += sample.Value;
        }

        for (var colour = 0; colour < 3; colour++)
        {
            _meanValue[colour] /= Math.Max(_samplesOf[colour], 1);
            _weight[colour] = _samplesOf[colour] > 0 ? 1 / Math.Max(samples.Variance(x, y, colour, _meanValue[colour]), 1e-12) : 0;
        }

        _total = 0;
        foreach (var sample in _samples.AsSpan(0, _count))
        {
            var off = sample.Value - _meanValue[sample.Colour];
            _total += _weight[sample.Colour] * off * off;
        }
    }

    // The height in units of a balanced sample, the squares that it explains and those that it leaves.
    private (double Height, double Explained, double Left) Height(double u, double v, double sigma)
    {
        Sum(u, v, sigma);
        var (shape, product) = (_shape[0] + _shape[1] + _shape[2], _product[0] + _product[1] + _product[2]);
        var height = shape > 0 ? product / shape : 0;
        return (height, height * product, _total - (height * product));
    }

    // Each colour has a height of its own as far as it is sure.
    private Vector3d Colours(double u, double v, double sigma, double height)
    {
        Sum(u, v, sigma);
        Span<double> heights = stackalloc double[3];
        for (var colour = 0; colour < 3; colour++)
        {
            var spread = ColourDeviation * height;
            var sure = spread * spread * _shape[colour] / ((spread * spread * _shape[colour]) + 1);
            var own = _shape[colour] > 0 ? _product[colour] / _shape[colour] : height;
            heights[colour] = Math.Max(height + (sure * (own - height)), 0);
        }

        return new Vector3d(heights[0], heights[1], heights[2]);
    }

    private bool IsOfLine(double u, double v, double sigma, double height)
    {
        Sum(u, v, sigma);
        foreach (var (dx, dy) in _directions)
        {
            var (ahead, behind) = (Arm(u, v, dx, dy, height), Arm(u, v, -dx, -dy, height));
            if (Math.Min(ahead, behind) > ArmDeviations)
            {
                return true;
            }
        }

        return false;
    }

    // What the samples in one direction have above ground and point, in its standard deviations.
    private double Arm(double u, double v, double dx, double dy, double height)
    {
        double sum = 0, weights = 0;
        foreach (var sample in _samples.AsSpan(0, _count))
        {
            var (x, y) = (sample.X - u, sample.Y - v);
            if ((x * dx) + (y * dy) >= ArmStart && Math.Abs((x * dy) - (y * dx)) <= HalfWidth)
            {
                var shape = _across[sample.X + Reach] * _down[sample.Y + Reach];
                var weight = _weight[sample.Colour];
                sum += weight * (sample.Value - _meanValue[sample.Colour] - (height * (shape - _meanShape[sample.Colour])));
                weights += weight;
            }
        }

        return weights > 0 ? sum / Math.Sqrt(weights) : 0;
    }

    // Weighted squares and products of shape and samples about the means of each colour.
    private void Sum(double u, double v, double sigma)
    {
        var scale = -1 / (2 * sigma * sigma);
        for (var i = 0; i < Side; i++)
        {
            _across[i] = Math.Exp(scale * (i - Reach - u) * (i - Reach - u));
            _down[i] = Math.Exp(scale * (i - Reach - v) * (i - Reach - v));
        }

        for (var colour = 0; colour < 3; colour++)
        {
            var (shapes, squares, products) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            for (var y = 0; y < Side; y++)
            {
                var down = Vector256.Create(_down[y]);
                var at = (colour * Area) + (y * Pitch);
                for (var x = 0; x < Pitch; x += Lanes)
                {
                    var shape = down * Vector256.Create(_across.AsSpan(x, Lanes));
                    var present = shape * Vector256.Create(_present.AsSpan(at + x, Lanes));
                    shapes += present;
                    squares += present * shape;
                    products += shape * Vector256.Create(_values.AsSpan(at + x, Lanes));
                }
            }

            var (count, weight, sum) = (Math.Max(_samplesOf[colour], 1), _weight[colour], Vector256.Sum(shapes));
            _meanShape[colour] = sum / count;
            _shape[colour] = weight * (Vector256.Sum(squares) - (sum * sum / count));
            _product[colour] = weight * (Vector256.Sum(products) - (sum * _meanValue[colour]));
        }
    }
}
