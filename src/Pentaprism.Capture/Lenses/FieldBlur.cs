using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Lenses;

/// <summary>Blurs a plane with a kernel that changes with the distance from the axis.</summary>
/// <remarks>The picture is worked on in squares with one kernel each, interpolated at the square's centre between kernels at given radii.</remarks>
internal static class FieldBlur
{
    private const int Square = 64;

    /// <summary>Blurs; samples beyond the border repeat the outermost ones.</summary>
    /// <param name="context">Workers and cancellation.</param>
    /// <param name="source">The picture.</param>
    /// <param name="kernels">Kernels of one size at squared relative radii 0 to 1 in equal steps.</param>
    /// <param name="frame">Where the axis is and what radius 1 is.</param>
    /// <param name="destination">A plane of the same size.</param>
    public static void Apply(ProcessingContext context, Plane<float> source, IReadOnlyList<float[]> kernels, FieldFrame frame, Plane<float> destination)
    {
        var side = (int)Math.Round(Math.Sqrt(kernels[0].Length));
        var half = side / 2;
        Bands.Run(context, source.Width, source.Height, Square, () => new Room(source.Width, half, kernels[0].Length), (room, top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                destination.Row(y).Clear();
            }

            var squares = (source.Width + Square - 1) / Square;
            for (var square = 0; square < squares; square++)
            {
                Interpolate(kernels, frame.SquaredRadius(Math.Min((square * Square) + (Square / 2), source.Width), (top + bottom) / 2.0), room.Kernels(square));
            }

            for (var y = top - half; y < bottom + half; y++)
            {
                room.Load(source.Row(Math.Clamp(y, 0, source.Height - 1)), half);
                for (var target = Math.Max(top, y - half); target < Math.Min(bottom, y + half + 1); target++)
                {
                    Add(room, destination.Row(target), (y - target + half) * side, side);
                }
            }
        });
    }

    private static void Add(Room room, Span<float> target, int kernelRow, int side)
    {
        var squares = (target.Length + Square - 1) / Square;
        for (var square = 0; square < squares; square++)
        {
            var left = square * Square;
            var weights = room.Kernels(square).Slice(kernelRow, side);
            var length = Math.Min(Square, target.Length - left);
            var output = target.Slice(left, length);
            var input = room.Padded.AsSpan(left, length + side - 1);
            var done = 0;
            for (; done <= length - Vector<float>.Count; done += Vector<float>.Count)
            {
                var sum = new Vector<float>(output[done..]);
                for (var k = 0; k < weights.Length; k++)
                {
                    sum = Vector.FusedMultiplyAdd(new Vector<float>(input[(done + k)..]), new Vector<float>(weights[k]), sum);
                }

                sum.CopyTo(output[done..]);
            }

            for (; done < length; done++)
            {
                for (var k = 0; k < weights.Length; k++)
                {
                    output[done] = MathF.FusedMultiplyAdd(input[done + k], weights[k], output[done]);
                }
            }
        }
    }

    private static void Interpolate(IReadOnlyList<float[]> kernels, double squaredRadius, Span<float> kernel)
    {
        var position = Math.Clamp(squaredRadius, 0, 1) * (kernels.Count - 1);
        var index = Math.Min((int)position, Math.Max(kernels.Count - 2, 0));
        var (a, b, t) = (kernels[index], kernels[Math.Min(index + 1, kernels.Count - 1)], (float)(position - index));
        for (var i = 0; i < kernel.Length; i++)
        {
            kernel[i] = a[i] + (t * (b[i] - a[i]));
        }
    }

    private sealed class Room(int width, int half, int weights)
    {
        private readonly float[] _kernels = new float[(width + Square - 1) / Square * weights];

        public float[] Padded { get; } = new float[width + (2 * half)];

        public Span<float> Kernels(int square) => _kernels.AsSpan(square * weights, weights);

        public void Load(ReadOnlySpan<float> row, int border)
        {
            row.CopyTo(Padded.AsSpan(border));
            Padded.AsSpan(0, border).Fill(row[0]);
            Padded.AsSpan(border + row.Length).Fill(MemoryMarshal.GetReference(row[^1..]));
        }
    }
}

/// <summary>Where the axis of the lens meets a picture, and how far the corner of the sensor is.</summary>
/// <param name="CentreX">Column of the axis; pixel centres are at integer + 0.5.</param>
/// <param name="CentreY">Row of the axis.</param>
/// <param name="Corner">Distance of radius 1, pixels.</param>
internal readonly record struct FieldFrame(double CentreX, double CentreY, double Corner)
{
    /// <summary>Gives the squared relative radius of a point.</summary>
    public double SquaredRadius(double x, double y) => (((x - CentreX) * (x - CentreX)) + ((y - CentreY) * (y - CentreY))) / (Corner * Corner);
}
