namespace Pentaprism.TestSupport;

/// <summary>Finds the test data, which lives outside the repository.</summary>
/// <remarks>
/// The folder is named by the environment variable PENTAPRISM_DATA, else it is <c>../shared/data</c> beside the repository.
/// Tests that need it are marked <see cref="DataFactAttribute"/> and are skipped, with the missing file's name, where it is absent.
/// </remarks>
internal static class TestData
{
    public static string? Root { get; } = FindRoot();

    public static string Path(string relative) =>
        System.IO.Path.Combine(Root ?? throw new InvalidOperationException("No test data: set PENTAPRISM_DATA."), relative);

    public static bool Exists(string relative)
    {
        if (Root is null)
        {
            return false;
        }

        var path = Path(relative);
        return File.Exists(path) || Directory.Exists(path);
    }

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("PENTAPRISM_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? System.IO.Path.GetFullPath(named) : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Pentaprism.slnx")))
            {
                var data = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder.FullName, "..", "shared", "data"));
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}

/// <summary>A test that needs a file or folder of the test data; skipped by name where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string relative)
    {
        if (!TestData.Exists(relative))
        {
            Skip = $"test data '{relative}' is absent";
        }
    }
}

/// <summary>A theory that needs a file or folder of the test data; skipped by name where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute(string relative)
    {
        if (!TestData.Exists(relative))
        {
            Skip = $"test data '{relative}' is absent";
        }
    }
}

/// <summary>A test that needs a program of the machine as an independent judge; skipped by name where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OracleFactAttribute : FactAttribute
{
    public OracleFactAttribute(string program)
    {
        if (Oracle.Find(program) is null)
        {
            Skip = $"program '{program}' is absent";
        }
    }
}

/// <summary>A theory that needs both programs of the machine, named with spaces between, and test data; skipped by name where one is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JudgedTheoryAttribute : TheoryAttribute
{
    public JudgedTheoryAttribute(string programs, string relative)
    {
        if (programs.Split(' ').FirstOrDefault(name => Oracle.Find(name) is null) is { } program)
        {
            Skip = $"program '{program}' is absent";
        }
        else if (!TestData.Exists(relative))
        {
            Skip = $"test data '{relative}' is absent";
        }
    }
}

/// <summary>Runs independent programs (LibRaw, exiftool, djpeg …) on what we write.</summary>
internal static class Oracle
{
    private static readonly Lazy<bool> _convertIsImageMagick = new(() =>
        Run("convert", "-version") is { ExitCode: 0, Output: var said } && System.Text.Encoding.ASCII.GetString(said).Contains("ImageMagick", StringComparison.Ordinal));

    public static string? Find(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => System.IO.Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

        // Other programs are called convert too; only ImageMagick's understands what we ask.
        return found is not null && (program != "convert" || _convertIsImageMagick.Value) ? found : null;
    }

    /// <summary>Reads any picture as 8-bit RGB through ImageMagick.</summary>
    public static (int Width, int Height, byte[] Samples) ReadPicture(string file)
    {
        var (exitCode, output, error) = Run("convert", file, "-depth", "8", "ppm:-");
        Assert.True(exitCode == 0, error);
        var at = 0;
        string Word()
        {
            var begin = at;
            while (output[at] > ' ')
            {
                at++;
            }

            return System.Text.Encoding.ASCII.GetString(output, begin, at++ - begin);
        }

        Assert.Equal("P6", Word());
        var width = int.Parse(Word(), System.Globalization.CultureInfo.InvariantCulture);
        var height = int.Parse(Word(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("255", Word());
        Assert.Equal(width * height * 3, output.Length - at);
        return (width, height, output[at..]);
    }

    public static (int ExitCode, byte[] Output, string Error) Run(string program, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = System.Diagnostics.Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), error.GetAwaiter().GetResult());
    }
}
