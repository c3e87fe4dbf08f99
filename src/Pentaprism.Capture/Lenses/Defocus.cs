namespace Pentaprism.Capture.Lenses;

/// <summary>What a lens that is focused at one distance makes of points at others: images of its pupil.</summary>
/// <remarks>
/// A thin lens of focal length f and pupil f/N, focused at s, draws a point at d as a disc of the radius R = f² (d − s) / (2 N (s − f) d), which
/// for points behind the focus is an upright image of the pupil and for points before it one turned by half a turn. Towards the corner the rims in
/// front of and behind the stop move apart and leave of the disc what lies within both: a cat's eye.
/// </remarks>
internal sealed class Defocus
{
    /// <summary>Less is no blur on a grid of pixels.</summary>
    public const double SmallestRadius = 0.25;

    private readonly double _focus;
    private readonly double _scale;
    private readonly double _rimsInCorner;
    private readonly double _leftShare;
    private readonly FieldFrame _field;
    private Made? _last;

    /// <summary>Sets a lens.</summary>
    /// <param name="focalLength">Focal length, mm.</param>
    /// <param name="fNumber">Focal length over the diameter of the pupil.</param>
    /// <param name="focus">Distance of what is sharp, m; may be infinite.</param>
    /// <param name="pixelPitch">Distance of the file's pixels, µm.</param>
    /// <param name="vignetting">Share of the pupil that its rims hide in the corner of the sensor.</param>
    /// <param name="field">Where the axis lies in the planes, and how far the corner is.</param>
    /// <param name="leftShare">Share of the light that comes through the left half of the pupil, as the camera sees: a half, but for one of two photodiodes under a microlens.</param>
    public Defocus(double focalLength, double fNumber, double focus, double pixelPitch, double vignetting, FieldFrame field, double leftShare)
    {
        (_focus, _field, _leftShare) = (focus, field, leftShare);

        // The same as f² / (2 N) (1/s − 1/d) / (1 − f/s), which has a limit for s → ∞; mm² times 1/m are µm.
        _scale = focalLength * focalLength / (2 * fNumber * (1 - (focalLength / (1000 * focus)))) / pixelPitch;
        _rimsInCorner = Rims(vignetting);
    }

    /// <summary>Gives the radius of the disc of a point, pixels: positive behind the plane of focus.</summary>
    /// <param name="depth">Distance of the point, m; may be infinite.</param>
    public double Radius(double depth) => _scale * ((1 / _focus) - (1 / depth));

    /// <summary>Gives what becomes of a point; null where it stays as sharp as it is.</summary>
    /// <param name="depth">Its distance, m.</param>
    /// <param name="x">Its column in the planes.</param>
    /// <param name="y">Its row.</param>
    public SpreadKernel? Kernel(double depth, double x, double y)
    {
        var radius = Radius(depth);
        if (Math.Abs(radius) < SmallestRadius)
        {
            return null;
        }

        if (_rimsInCorner > 0)
        {
            return Make(radius, _rimsInCorner * (x - _field.CentreX) / _field.Corner, _rimsInCorner * (y - _field.CentreY) / _field.Corner);
        }

        // Of a layer at one distance all places ask for the same.
        var last = _last;
        if (last?.Radius != radius)
        {
            _last = last = new Made(radius, Make(radius, 0, 0));
        }

        return last.Kernel;
    }

    private SpreadKernel Make(double radius, double rimX, double rimY)
    {
        var size = Math.Abs(radius);
        var (shiftX, shiftY) = (rimX * size, rimY * size);
        (double Left, double Right) Chord(double y)
        {
            var (upper, lower) = ((size * size) - ((y - shiftY) * (y - shiftY)), (size * size) - ((y + shiftY) * (y + shiftY)));
            return upper <= 0 || lower <= 0
                ? default
                : (Math.Max(shiftX - Math.Sqrt(upper), -shiftX - Math.Sqrt(lower)), Math.Min(shiftX + Math.Sqrt(upper), -shiftX + Math.Sqrt(lower)));
        }

        if (_leftShare == 0.5)
        {
            return SpreadKernel.Of(size, Chord);
        }

        var shareOfLeft = radius > 0 ? _leftShare : 1 - _leftShare;
        return SpreadKernel.Sum(
            SpreadKernel.Of(size, y => (Chord(y).Left, Math.Min(Chord(y).Right, 0))), shareOfLeft,
            SpreadKernel.Of(size, y => (Math.Max(Chord(y).Left, 0), Chord(y).Right)), 1 - shareOfLeft);
    }

    // Two discs of radius 1 whose centres lie ±δ from the middle have 2/π (acos δ − δ √(1 − δ²)) of a disc in common: δ by halving.
    private static double Rims(double vignetting)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 50; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = 2 / Math.PI * (Math.Acos(middle) - (middle * Math.Sqrt(1 - (middle * middle)))) > 1 - vignetting ? (middle, high) : (low, middle);
        }

        return vignetting > 0 ? low : 0;
    }

    private sealed record Made(double Radius, SpreadKernel Kernel);
}
