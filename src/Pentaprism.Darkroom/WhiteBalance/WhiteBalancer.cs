using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.WhiteBalance;

/// <summary>Multiplies the colours so that a neutral surface has three equal numbers.</summary>
/// <remarks>The smallest factor is 1, so that no colour falls below the sensor's white where it clips; the others rise above it.</remarks>
public static class WhiteBalancer
{
    /// <summary>Gives the factors for a neutral.</summary>
    /// <param name="neutral">Camera colour of a white surface, every component above 0.</param>
    /// <returns>The factors of red, green and blue; the smallest is 1.</returns>
    public static Vector3d Factors(Vector3d neutral) => neutral.Min > 0 && double.IsFinite(neutral.Max)
        ? (Vector3d.One / neutral) * neutral.Max
        : throw new ArgumentOutOfRangeException(nameof(neutral), "A neutral has three numbers above 0.");

    /// <summary>Balances a mosaic in place.</summary>
    /// <param name="mosaic">A mosaic that has not been balanced.</param>
    /// <param name="neutral">Camera colour of a white surface, every component above 0.</param>
    /// <param name="context">Workers and cancellation.</param>
    public static void Apply(Mosaic mosaic, Vector3d neutral, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(context);
        var factors = mosaic.Cfa.IsMonochrome ? Vector3d.One : Factors(neutral);
        if (factors != Vector3d.One)
        {
            var rows = FactorRows(mosaic.Cfa, factors, mosaic.Width);
            Bands.Run(context, mosaic.Width, mosaic.Height, (top, bottom) =>
            {
                for (var y = top; y < bottom; y++)
                {
                    RowProduct.Multiply(mosaic.Samples.Row(y), rows[y % mosaic.Cfa.Rows]);
                }
            });
        }

        mosaic.Noise = mosaic.Noise.Scaled(factors.X, factors.Y, factors.Z);
        mosaic.WhiteBalance *= factors;
    }

    /// <summary>Balances a picture in place.</summary>
    /// <param name="image">Camera colour that has not been balanced.</param>
    /// <param name="neutral">Camera colour of a white surface, every component above 0.</param>
    /// <param name="context">Workers and cancellation.</param>
    public static void Apply(CameraImage image, Vector3d neutral, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(context);
        var factors = Factors(neutral);
        for (var colour = 0; colour < 3; colour++)
        {
            var factor = (float)factors[colour];
            var plane = image.Pixels[colour];
            if (factor != 1)
            {
                Bands.Run(context, plane.Width, plane.Height, (top, bottom) => Multiply(plane.Rows(top, bottom), factor));
            }
        }

        image.Noise = image.Noise.Scaled(factors.X, factors.Y, factors.Z);
        image.WhiteBalance *= factors;
    }

    /// <summary>Gives, for each row of a pattern, the factor of every photosite of a row of the sensor.</summary>
    internal static float[][] FactorRows(CfaPattern cfa, Vector3d factors, int width)
    {
        var rows = new float[cfa.Rows][];
        for (var y = 0; y < cfa.Rows; y++)
        {
            rows[y] = new float[width];
            for (var x = 0; x < width; x++)
            {
                rows[y][x] = (float)factors[Math.Min((int)cfa[x, y], 2)];
            }
        }

        return rows;
    }

    private static void Multiply(Span<float> row, float factor)
    {
        var samples = MemoryMarshal.Cast<float, Vector<float>>(row);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] *= factor;
        }

        for (var x = samples.Length * Vector<float>.Count; x < row.Length; x++)
        {
            row[x] *= factor;
        }
    }
}
