using System.CommandLine;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism lens</c>: lens drawings.</summary>
internal static class LensCommand
{
    public static Command Create() => new("lens", "Reads lens drawings and says what they do to light.")
    {
        LensShowCommand.Create(),
        LensAnalyzeCommand.Create(),
        LensOptimizeCommand.Create(),
        LensToleranceCommand.Create(),
        LensConvertCommand.Create(),
    };
}
