using System.Numerics;

namespace Pentaprism.Imaging.Tests;

/// <summary>Inputs and checks that every vector kernel's tests share.</summary>
internal static class Kernels
{
    /// <summary>Every length up to twice the widest step of a kernel of 32-bit samples and a little more, then an odd long one.</summary>
    public static IEnumerable<int> Lengths => [.. Enumerable.Range(0, 140), 1003];

    public static float[] Noise(int count, int seed, float low = -1, float high = 2)
    {
        var random = new Random(seed);
        var samples = new float[count];
        for (var i = 0; i < count; i++)
        {
            samples[i] = low + (random.NextSingle() * (high - low));
        }

        return samples;
    }

    public static Plane<float> NoisePlane(int width, int height, int seed) => new(width, height, Noise(width * height, seed));

    public static Plane<float> DirtyPlane(int width, int height)
    {
        var plane = new Plane<float>(width, height);
        plane.Samples.Fill(float.NaN);
        return plane;
    }

    public static ProcessingContext Context(int workers)
    {
        var context = ProcessingContext.Create() with { Workers = workers };
        foreach (var width in Enumerable.Range(1, 128))
        {
            // Rented memory is dirty; make sure of it, so that no kernel leans on zeros.
            using var plane = context.Pool.Rent<float>(width, 1);
            plane.Samples.Fill(float.NaN);
        }

        return context;
    }

    /// <summary>The planes agree bit by bit.</summary>
    public static void AssertSame(Plane<float> expected, Plane<float> actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.True(expected.Samples.SequenceEqual(actual.Samples), Difference(expected, actual));
    }

    public static void AssertNear(Plane<float> expected, Plane<float> actual, float tolerance)
    {
        for (var y = 0; y < expected.Height; y++)
        {
            for (var x = 0; x < expected.Width; x++)
            {
                Assert.True(
                    MathF.Abs(expected[x, y] - actual[x, y]) <= tolerance,
                    $"({x}, {y}) of {expected.Width} × {expected.Height}: {expected[x, y]:R} is wanted, {actual[x, y]:R} found");
            }
        }
    }

    public static int Mirror(int index, int length)
    {
        while (index < 0 || index >= length)
        {
            index = length == 1 ? 0 : index < 0 ? -index : (2 * (length - 1)) - index;
        }

        return index;
    }

    private static string Difference(Plane<float> expected, Plane<float> actual)
    {
        var at = expected.Samples.CommonPrefixLength(actual.Samples);
        return $"{expected.Width} × {expected.Height}, {Vector<float>.Count} lanes: differs first at column {at % expected.Width} of row {at / expected.Width}";
    }
}
