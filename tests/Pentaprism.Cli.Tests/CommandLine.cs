using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

/// <summary>Runs the command in this process, in a folder of its own, on a capture made here.</summary>
internal sealed class CommandLine : IDisposable
{
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
                var noise = Math.Sqrt((1e-4 * level) + 1e-6) * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
                codes[x, y] = (ushort)Math.Clamp(Math.Round(((level + noise) * 3840) + 256), 0, 4095);
            }
        }

        var metadata = new DngMetadata
        {
            Make = "Pentaprism",
            Model = "Test",
            UniqueCameraModel = "Pentaprism Test",
            Orientation = orientation,
            Layout = new RawLayout
            {
                Width = Width,
                Height = Height,
                Cfa = CfaPattern.Rggb,
                ActiveArea = new PixelRectangle(0, 0, Width, Height),
                DefaultCrop = new PixelRectangle(0, 0, Width, Height),
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

    public void Dispose() => Directory.Delete(Folder, true);
}
