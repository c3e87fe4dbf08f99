namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>The height of a real chief ray at the image, without sign.</summary>
internal sealed class ImageHeightNumber(LimitContext context, int number) : BoundedNumber(context)
{
    public override double Measure() => Math.Abs(Context.Rim.Chief(number)?.Y ?? 0);

    public override void Differentiate(Span<double> row)
    {
        row.Clear();
        if (Context.Rim.Chief(number) is { } chief)
        {
            Context.Rim.AddChief(number, Math.Sign(chief.Y), 0, row);
        }
    }
}

/// <summary>The angle of a chief ray to the axis at the image, degrees.</summary>
internal sealed class ChiefAngleNumber(LimitContext context, int number) : BoundedNumber(context)
{
    private const double Degrees = 180 / Math.PI;

    public override double Measure() => Context.Rim.Chief(number) is { } chief
        ? Degrees * Math.Atan2(Math.Abs(chief.M), Math.Abs(chief.N))
        : 90;

    public override void Differentiate(Span<double> row)
    {
        row.Clear();
        if (Context.Rim.Chief(number) is { M: not 0 } chief)
        {
            Context.Rim.AddChief(number, 0, -Degrees * Math.Sign(chief.N) / Math.Abs(chief.M), row);
        }
    }
}

/// <summary>Distortion: the height of a chief ray against that of an image in true perspective, percent.</summary>
internal sealed class DistortionNumber(LimitContext context, int number) : BoundedNumber(context)
{
    /// <summary>The height in true perspective at a focal length of 1: for near objects the magnification is told by heights instead.</summary>
    private double Slope => Context.Rim.Point(number).Y;

    public override double Measure() => Slope == 0 || Context.Rim.Chief(number) is not { } chief
        ? 0
        : 100 * ((chief.Y * Context.Pupil.Paraxial.Power / Slope) - 1);

    public override void Differentiate(Span<double> row)
    {
        row.Clear();
        if (Slope == 0 || Context.Rim.Chief(number) is not { } chief)
        {
            return;
        }

        Context.Rim.AddChief(number, 100 * Context.Pupil.Paraxial.Power / Slope, 0, row);
        for (var v = 0; v < row.Length; v++)
        {
            row[v] += 100 * chief.Y / Slope * Context.Pupil.PowerRow[v];
        }
    }
}

/// <summary>Total track over the diameter of the image circle, TTL/(2 ImgH), at the largest field.</summary>
internal sealed class CompactnessNumber(LimitContext context, int number) : BoundedNumber(context)
{
    private double Height => Math.Max(Math.Abs(Context.Rim.Chief(number)?.Y ?? 0), 1e-6);

    public override double Measure() => Context.Gap(Context.MostForward(), Context.Lens.Count) / (2 * Height);

    public override void Differentiate(Span<double> row)
    {
        Context.Begin();
        Context.AddGap(Context.MostForward(), Context.Lens.Count, 1 / (2 * Height));
        Context.End(row);
        if (Context.Rim.Chief(number) is { } chief)
        {
            Context.Rim.AddChief(number, -Measure() / Height * Math.Sign(chief.Y), 0, row);
        }
    }
}
