namespace Pentaprism.Optics.Analysis;

/// <summary>Complex numbers row by row, real and imaginary parts apart.</summary>
internal sealed class ComplexPlane(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public double[] Real { get; } = new double[checked(width * height)];

    public double[] Imaginary { get; } = new double[checked(width * height)];

    public Span<double> RealRow(int y) => Real.AsSpan(y * Width, Width);

    public Span<double> ImaginaryRow(int y) => Imaginary.AsSpan(y * Width, Width);
}
