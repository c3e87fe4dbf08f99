using Pentaprism.Darkroom.Burst;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

/// <summary>Small bursts in files of a folder that goes away with its test.</summary>
internal sealed class Bursts : IDisposable
{
    public const int Width = 331;
    public const int Height = 197;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pentaprism-");

    public static ProcessingContext Context { get; } = ProcessingContext.Create();

    public static DngMetadata Metadata(int width = Width, int height = Height) => new()
    {
        Make = "Test",
        UniqueCameraModel = "Test camera",
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
        Exif = new ExifData { ExposureSeconds = 0.02, Iso = 400, FNumber = 2 },
    };

    public static BurstFrame Facts(DngMetadata? metadata = null) => new()
    {
        Name = "a.dng",
        Metadata = metadata ?? Metadata(),
        Exposure = 1,
        Noise = new NoiseModel(new NoiseLine(1e-3, 1e-5)),
    };

    public static Plane<ushort> Codes(int width, int height, Func<int, int, int> code)
    {
        var plane = new Plane<ushort>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                plane[x, y] = (ushort)Math.Clamp(code(x, y), 0, 65535);
            }
        }

        return plane;
    }

    public static Plane<ushort> Noise(int seed, int width = Width, int height = Height)
    {
        var random = new Random(seed);
        return Codes(width, height, (_, _) => random.Next(40, 1024));
    }

    /// <summary>Writes a DNG of a mosaic.</summary>
    public string Dng(string name, DngMetadata metadata, params Plane<ushort>[] codes)
    {
        var path = Path.Combine(_folder.FullName, name);
        DngWriter.Write(path, true, metadata, new RawPixels(codes), new DngWriteOptions { Compression = DngCompression.None }, Context);
        return path;
    }

    public string Dng(string name, int seed) => Dng(name, Metadata(), Noise(seed));

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(true);
}
