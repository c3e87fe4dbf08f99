using System.Collections.Immutable;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Linearise;

/// <summary>Hand-made frames for tests of what happens between file and mosaic.</summary>
internal static class Frames
{
    public static ProcessingContext Context(int workers) => new(new PlanePool(), workers, null, CancellationToken.None);

    public static DngMetadata Metadata(int width, int height) => new()
    {
        Layout = new RawLayout
        {
            Width = width,
            Height = height,
            Cfa = CfaPattern.Rggb,
            ActiveArea = new PixelRectangle(0, 0, width, height),
            DefaultCrop = new PixelRectangle(0, 0, width, height),
        },
        Levels = new SensorLevels { Black = [64], White = [1023] },
        Noise = new NoiseModel(new NoiseLine(2e-4, 1e-6)),
    };

    public static RawPixels Codes(int width, int height, Func<int, int, int> code)
    {
        var plane = new Plane<ushort>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                plane[x, y] = (ushort)code(x, y);
            }
        }

        return new RawPixels([plane]);
    }

    public static OpcodeArea Everything(int width, int height) => new(0, 0, height, width, 0, 1, 1, 1);

    public static GainMapOpcode GainMap(OpcodeArea area, int pointsV, int pointsH, Func<double, double, double> gain) =>
        new(area, pointsV, pointsH, 1.0 / (pointsV - 1), 1.0 / (pointsH - 1), 0, 0, 1,
            [.. Enumerable.Range(0, pointsV * pointsH).Select(i => (float)gain((double)(i % pointsH) / (pointsH - 1), (double)(i / pointsH) / (pointsV - 1)))]);

    /// <summary>Four maps as phones write them, with grids of their own.</summary>
    public static ImmutableArray<Opcode> PhoneShading(int width, int height) =>
    [
        .. new[] { (0, 0), (0, 1), (1, 0), (1, 1) }.Select((at, i) => GainMap(
            new OpcodeArea(at.Item1, at.Item2, height, width, 0, 1, 2, 2), 13 - i, 17 - (2 * i), (u, v) => PhoneGain(i, u, v))),
    ];

    public static double PhoneGain(int phase, double u, double v) =>
        1 + ((1.0 + (0.1 * phase)) * (((u - 0.5) * (u - 0.5)) + ((v - 0.5) * (v - 0.5))));
}
