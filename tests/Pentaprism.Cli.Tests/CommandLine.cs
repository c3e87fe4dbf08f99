using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

/// <summary>Runs the command in this process, in a folder of its own, on a capture made here.</summary>
internal sealed class CommandLine : IDisposable
{
    public const int SceneWidth = 320;
    public const int SceneHeight = 240;

    private static readonly Lock _console = new();

    public CommandLine() => Folder = Directory.CreateTempSubdirectory("pentaprism-").FullName;

    public string Folder { get; }

    public string File(string name) => Path.Combine(Folder, name);

    public (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        lock (_console)
        {
            var (output, error) = (Console.Out, Console.Error);
            using var capturedOutput = new StringWriter();
            using var capturedError = new StringWriter();
            Console.SetOut(capturedOutput);
            Console.SetError(capturedError);
            try
            {
                return (ProcessEdge.Run(PentaprismCommand.Create(), args), capturedOutput.ToString(), capturedError.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }

    /// <summary>Writes a small capture: a grey wedge under a known white balance, with the noise that it states.</summary>
    public string WriteCapture(string name, int orientation = 1)
    {
        const int Width = 96;
        const int Height = 64;
        var random = new Random(7);
        var codes = new Plane<ushort>(Width, Height);
        ReadOnlySpan<double> neutral = [0.5, 1, 0.7];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var level = (0.05 + (0.6 * x / Width)) * neutral[CfaPattern.Rggb[x, y]];
                codes[x, y] = Code(level, random);
            }
        }

        return Write(name, codes, orientation);
    }

    /// <summary>Writes a frame of a burst: discs of many sizes, seen from a place of its own, with its own noise.</summary>
    public string WriteScene(string name, (double X, double Y) place, int frame, int scene = 1)
    {
        var random = new Random(scene);
        var discs = Enumerable.Range(0, 160)
            .Select(_ => (X: random.NextDouble() * SceneWidth, Y: random.NextDouble() * SceneHeight, Radius: 4 + (random.NextDouble() * 22), Shade: 0.05 + (random.NextDouble() * 0.75)))
            .ToArray();
        var noise = new Random(100 + frame);
        var codes = new Plane<ushort>(SceneWidth, SceneHeight);
        ReadOnlySpan<double> neutral = [0.5, 1, 0.7];
        for (var y = 0; y < SceneHeight; y++)
        {
            var crossed = Array.FindAll(discs, disc => Math.Abs(y - place.Y - disc.Y) < disc.Radius + 0.5);
            for (var x = 0; x < SceneWidth; x++)
            {
                var light = 0.2;
                foreach (var (discX, discY, radius, shade) in crossed)
                {
                    var distance = Math.Sqrt(((x - place.X - discX) * (x - place.X - discX)) + ((y - place.Y - discY) * (y - place.Y - discY)));
                    var cover = Math.Clamp(radius - distance + 0.5, 0, 1);
                    light += (shade - light) * cover;
                }

                codes[x, y] = Code(light * neutral[CfaPattern.Rggb[x, y]], noise);
            }
        }

        return Write(name, codes, 1);
    }

    public void Dispose() => Directory.Delete(Folder, true);

    private static ushort Code(double level, Random random)
    {
        var noise = Math.Sqrt((1e-4 * level) + 1e-6) * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
        return (ushort)Math.Clamp(Math.Round(((level + noise) * 3840) + 256), 0, 4095);
    }

    private string Write(string name, Plane<ushort> codes, int orientation)
    {
        var (width, height) = (codes.Width, codes.Height);
        var metadata = new DngMetadata
        {
            Make = "Pentaprism",
            Model = "Test",
            UniqueCameraModel = "Pentaprism Test",
            Orientation = orientation,
            Layout = new RawLayout
            {
                Width = width,
                Height = height,
                Cfa = CfaPattern.Rggb,
                ActiveArea = new PixelRectangle(0, 0, width, height),
                DefaultCrop = new PixelRectangle(0, 0, width, height),
            },
            Levels = new SensorLevels { Black = [256], White = [4095] },
            Noise = new NoiseModel(new NoiseLine(1e-4, 1e-6)),
            Colour = new CameraColour { AsShotNeutral = new Vector3d(0.5, 1, 0.7) },
            Profile = new CameraProfile
            {
                Calibrations =
                [
                    new ProfileCalibration
                    {
                        Illuminant = 21,
                        White = Chromaticity.D65,
                        ColorMatrix = Matrix3x3.Diagonal(new Vector3d(0.5, 1, 0.7)) * RgbSpace.Rec2020.FromXyz,
                    },
                ],
            },
        };
        var path = File(name);
        DngWriter.Write(path, true, metadata, new RawPixels([codes]), new DngWriteOptions(), ProcessingContext.Create());
        return path;
    }
}
