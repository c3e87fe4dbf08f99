using System.Collections.Immutable;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Xmp;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Tests.Dng;

/// <summary>DNG contents to write.</summary>
internal static class TestDngs
{
    public static DngMetadata Mosaic(int width, int height, CfaPattern cfa) => new()
    {
        Make = "Xiaomi",
        Model = "12S Ultra",
        UniqueCameraModel = "Xiaomi 12S Ultra main",
        Layout = new RawLayout
        {
            Width = width,
            Height = height,
            Cfa = cfa,
            ActiveArea = new PixelRectangle(0, 0, width, height),
            DefaultCrop = new PixelRectangle(0, 0, width, height),
        },
        Levels = new SensorLevels { Black = [0], White = [65535] },
        Colour = new CameraColour { AsShotNeutral = new Vector3d(0.5, 1, 0.625) },
        Profile = new CameraProfile { Calibrations = [Calibration(21, null)] },
    };

    public static DngMetadata Linear(int width, int height, bool isFloat) => Mosaic(width, height, CfaPattern.Rggb) with
    {
        Layout = new RawLayout
        {
            Width = width,
            Height = height,
            Planes = 3,
            IsFloat = isFloat,
            BitsPerSample = isFloat ? 32 : 16,
            ActiveArea = new PixelRectangle(0, 0, width, height),
            DefaultCrop = new PixelRectangle(0, 0, width, height),
        },
        Levels = new SensorLevels { Black = [0, 0, 0], White = isFloat ? [1, 1, 1] : [65535, 65535, 65535] },
    };

    /// <summary>Something of everything that a DNG can say.</summary>
    public static DngMetadata Rich(int width, int height)
    {
        var mosaic = Mosaic(width, height, CfaPattern.Bayer("GBRG"));
        var active = new PixelRectangle(4, 2, width - 8, height - 4);
        return mosaic with
        {
            DngVersion = new Version(1, 7, 0, 0),
            Layout = mosaic.Layout with
            {
                Compression = 7,
                ActiveArea = active,
                MaskedAreas = [new PixelRectangle(0, 0, width, 2), new PixelRectangle(0, 2, 4, height - 2)],
                DefaultCrop = new PixelRectangle(8, 6, active.Width - 16, active.Height - 12),
            },
            Levels = new SensorLevels
            {
                Linearization = [.. Enumerable.Range(0, 4096).Select(i => (ushort)Math.Min(16383, i * 4))],
                BlackColumns = 2,
                BlackRows = 2,
                Black = [64, 65, 66, 67.5],
                BlackDeltaH = [.. Enumerable.Range(0, active.Width).Select(i => (i % 5) / 4.0)],
                BlackDeltaV = [.. Enumerable.Range(0, active.Height).Select(i => -(i % 3) / 8.0)],
                White = [16383],
            },
            OpcodeList1 = new OpcodeList(BadPixelOpcodes()),
            OpcodeList2 = new OpcodeList(LevelOpcodes(active)),
            OpcodeList3 = new OpcodeList(LensOpcodes(active)),
            Noise = new NoiseModel([new NoiseLine(1e-4, 1e-6), new NoiseLine(2e-4, 2e-6), new NoiseLine(3e-4, 3e-6)]),
            BaselineNoise = 0.75,
            NoiseReductionApplied = 0.25,
            BaselineExposure = -0.5,
            BaselineSharpness = 1.5,
            LinearResponseLimit = 0.875,
            Colour = new CameraColour
            {
                AnalogBalance = new Vector3d(1, 1.25, 1),
                Calibration = [Matrix3x3.Diagonal(new Vector3d(1.125, 1, 0.875)), null, null],
                CalibrationSignature = "sig",
                AsShotNeutral = new Vector3d(0.5, 1, 0.625),
            },
            Profile = RichProfile(),
            Orientation = 6,
            Exif = TestPictures.Shot with { Ifd0 = [TestPictures.Shot.Ifd0[0]] },
            Xmp = XmpPacket.Create(null, "Pentaprism 0.1", "{}"),
            Sequence = new ImageSequenceInfo("5f1c", "Burst Denoise", "frame 2", 1, 8, false),
        };
    }

    /// <summary>A picture of random shape: mosaic, monochrome or linear, integer or floating-point, with random levels and colour.</summary>
    public static (DngMetadata Metadata, RawPixels Pixels) Any(Random random, int width, int height)
    {
        string[] phases = ["RGGB", "GRBG", "GBRG", "BGGR"];
        var (planes, cfa) = random.Next(4) switch
        {
            0 => (1, CfaPattern.Monochrome),
            1 => (3, null),
            2 => (1, new CfaPattern(4, 4, [0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 2, 2, 1, 1, 2, 2])),
            _ => (1, CfaPattern.Bayer(phases[random.Next(4)])),
        };
        var isFloat = random.Next(3) == 0;
        var crop = new PixelRectangle(random.Next(width), random.Next(height), 1, 1);

        // Tenths of thousands, which TIFF's fractions hold exactly.
        double Number(int around = 0) => random.Next((around * 10000) - 20000, (around * 10000) + 20001) / 10000.0;
        double[] Rows() => [Number(3), Number(), Number(), Number(), Number(6), Number(), Number(), Number(), Number(9)];
        var metadata = Mosaic(width, height, CfaPattern.Rggb) with
        {
            Orientation = 1 + random.Next(8),
            BaselineExposure = Number(),
            Noise = random.Next(2) == 0 ? null : new NoiseModel(new NoiseLine(random.NextDouble() * 1e-3, random.NextDouble() * 1e-5)),
            Layout = new RawLayout
            {
                Width = width,
                Height = height,
                Planes = planes,
                Cfa = cfa,
                IsFloat = isFloat,
                ActiveArea = new PixelRectangle(0, 0, width, height),
                DefaultCrop = crop with { Width = 1 + random.Next(width - crop.Left), Height = 1 + random.Next(height - crop.Top) },
                DefaultScale = (1, 1 + (random.Next(5) / 4.0)),
            },
            Levels = new SensorLevels
            {
                BlackColumns = 2,
                BlackRows = 3,
                Black = [.. Enumerable.Range(0, 6 * planes).Select(_ => isFloat ? 0 : random.Next(10000) / 10.0)],
                White = [.. Enumerable.Range(0, planes).Select(_ => isFloat ? 1.0 : random.Next(1001, 65536))],
            },
        };
        var hasColour = planes == 3 || !cfa!.IsMonochrome;
        metadata = metadata with
        {
            Colour = !hasColour ? new CameraColour() : metadata.Colour with { AsShotWhite = new Chromaticity(random.Next(2800, 3600) / 10000.0, 0.34) },
            Profile = !hasColour ? new CameraProfile() : metadata.Profile with
            {
                Calibrations = [.. metadata.Profile.Calibrations.Select(calibration => calibration with { ColorMatrix = Matrix3x3.FromRows(Rows()) })],
            },
        };
        return (metadata, isFloat
            ? new RawPixels([.. Enumerable.Range(0, planes).Select(plane => Floats(width, height, plane))])
            : Codes(width, height, planes));
    }

    public static RawPixels Codes(int width, int height, int planes)
    {
        var random = new Random(8);
        var codes = new Plane<ushort>[planes];
        for (var i = 0; i < planes; i++)
        {
            codes[i] = new Plane<ushort>(width, height);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var level = (x % 2 == y % 2 ? 3000 : 9000) + (x * 11) + (y * 7) + (i * 500) + random.Next(1 + (x % 256));
                    codes[i][x, y] = (ushort)(random.Next(500) == 0 ? random.Next(65536) : level);
                }
            }
        }

        return new RawPixels(codes);
    }

    public static Plane<float> Floats(int width, int height, int seed)
    {
        var random = new Random(seed);
        var plane = new Plane<float>(width, height);
        foreach (ref var sample in plane.Samples)
        {
            sample = ((float)random.NextDouble() * 3) - 0.1f;
        }

        return plane;
    }

    private static CameraProfile RichProfile() => new()
    {
        Name = "Pentaprism",
        CalibrationSignature = "sig",
        Calibrations =
        [
            Calibration(17, Table(6, 3, 1)),
            Calibration(21, Table(6, 3, 1)) with { ForwardMatrix = new Matrix3x3(0.5, 0.25, 0.125, 0.25, 0.75, 0, 0, 0.0625, 0.75) },
            Calibration(255, Table(6, 3, 1)) with { White = new Chromaticity(0.3125, 0.34375) },
        ],
        HueSatMapIsGammaEncoded = true,
        LookTable = Table(4, 2, 2),
        LookTableIsGammaEncoded = true,
        ToneCurve = [(0, 0), (0.5f, 0.625f), (1, 1)],
        BaselineExposureOffset = 0.25,
        AutomaticBlack = false,
        GainTableMap = new ProfileGainTableMap
        {
            Rows = 2,
            Columns = 3,
            SpacingV = 1,
            SpacingH = 0.5,
            OriginV = 0,
            OriginH = 0,
            Points = 4,
            InputWeights = [0.25f, 0.5f, 0.25f, 0, 0],
            Gamma = 0.5,
            Gains = [.. Enumerable.Range(0, 24).Select(i => 1 + (i / 16f))],
        },
        DynamicRange = 1,
    };

    private static ProfileCalibration Calibration(int illuminant, HueSatTable? map) => new()
    {
        Illuminant = illuminant,
        White = Illuminants.FromCode(illuminant),
        ColorMatrix = new Matrix3x3(1.25, -0.5, -0.125, -0.25, 1.125, 0.0625, 0, 0.25, 0.5),
        HueSatMap = map,
    };

    private static HueSatTable Table(int hues, int saturations, int values) => new(
        hues,
        saturations,
        values,
        [.. Enumerable.Range(0, hues * saturations * values).SelectMany(i => new[] { (i % 7) - 3f, 1 + (i / 64f), i / saturations % 2 == 0 ? 1f : 1.125f })]);

    private static ImmutableArray<Opcode> BadPixelOpcodes() =>
    [
        new FixBadPixelsConstantOpcode(0, 2) { IsOptional = true },
        new FixBadPixelsListOpcode(2, [(3, 5), (7, 9)], [(10, 12, 13, 14)]) { IsOptional = true, SkipForPreview = true },
        new UnknownOpcode(200, 0x01070000, [1, 2, 3, 4]) { IsOptional = true },
    ];

    private static ImmutableArray<Opcode> LevelOpcodes(PixelRectangle active)
    {
        var area = new OpcodeArea(0, 0, active.Height, active.Width, 0, 1, 2, 2);
        var rows = (active.Height + 1) / 2;
        var columns = (active.Width + 1) / 2;
        return
        [
            new MapTableOpcode(area, [0, 100, 200, 65535]),
            new MapPolynomialOpcode(area, [0, 1, 0.125]),
            new GainMapOpcode(area, 3, 2, 0.5, 1, 0, 0, 1, [1, 1.25f, 1.5f, 1.75f, 2, 2.25f]),
            new RowColumnOpcode(area, false, false, [.. Enumerable.Range(0, rows).Select(i => i / 1024f)]),
            new RowColumnOpcode(area, true, false, [.. Enumerable.Range(0, columns).Select(i => i / 2048f)]),
            new RowColumnOpcode(area, false, true, [.. Enumerable.Range(0, rows).Select(i => 1 + (i / 1024f))]),
            new RowColumnOpcode(area, true, true, [.. Enumerable.Range(0, columns).Select(i => 1 + (i / 2048f))]),
        ];
    }

    private static ImmutableArray<Opcode> LensOpcodes(PixelRectangle active) =>
    [
        new WarpRectilinear2Opcode([new Warp2Coefficients([1, 0, 0.01, .. new double[12]], 0.001, -0.001, 0, 1.5)], 0.5, 0.5, false),
        new WarpRectilinearOpcode(
            [new WarpCoefficients(1.001, -0.02, 0.01, 0, 0, 0), new WarpCoefficients(1, -0.02, 0.01, 0, 0.0001, 0), new WarpCoefficients(0.999, -0.02, 0.01, 0, 0, 0)],
            0.5,
            0.5),
        new WarpFisheyeOpcode([(1, 0.01, 0, 0)], 0.5, 0.4375) { SkipForPreview = true },
        new FixVignetteRadialOpcode(0.5, 0.25, 0.125, 0, 0, 0.5, 0.5),
        new TrimBoundsOpcode(0, 0, active.Height, active.Width),
    ];
}
