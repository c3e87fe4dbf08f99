using System.Diagnostics;

namespace Pentaprism.Files.Encoders;

/// <summary>Finds and runs programs of the machine.</summary>
internal static class EncoderProcess
{
    /// <summary>Gets the folders in which the machine looks for programs.</summary>
    public static string Folders => Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>Finds a program.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="folders">Where to look, as <see cref="Folders"/> has it.</param>
    /// <returns>Where it is; null where it is not.</returns>
    public static string? Find(string program, string folders)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="path">What it is run for, for errors.</param>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">What it is told, each as it is.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ImageFileException">It cannot be started or ends with an error; the message has its last words.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static void Run(string path, string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Find(program, Folders) ?? program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
            var said = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var complained = process.StandardError.ReadToEndAsync(CancellationToken.None);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            if (process.ExitCode != 0)
            {
                var words = $"{said.GetAwaiter().GetResult()}\n{complained.GetAwaiter().GetResult()}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                throw new ImageFileException(path, "", $"{program} ended with {process.ExitCode}: {words.LastOrDefault() ?? "it said nothing"}");
            }
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new ImageFileException(path, "", $"{program} cannot be run: {problem.Message}", problem);
        }
    }
}
