using System.CommandLine;
using Pentaprism.Imaging;

namespace Pentaprism.Cli;

/// <summary>The one place where errors become a line on standard error and an exit code.</summary>
internal static class ProcessEdge
{
    /// <summary>Exit code when a file cannot be read, developed or written.</summary>
    public const int Failed = 1;

    /// <summary>Exit code when the command line is wrong.</summary>
    public const int Misused = 2;

    /// <summary>Exit code after an interrupt.</summary>
    public const int Interrupted = 130;

    public static int Run(Command root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Complain(error.Message);
            }

            Console.Error.WriteLine($"Try: pentaprism {string.Join(' ', Path(parsed.CommandResult))}--help");
            return Misused;
        }

        try
        {
            return parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).GetAwaiter().GetResult();
        }
        catch (InputFileException problem)
        {
            Complain(problem.Message);
            return Failed;
        }
        catch (UsageException problem)
        {
            Complain(problem.Message);
            return Misused;
        }
        catch (OperationCanceledException)
        {
            Complain("interrupted; nothing was left half-written");
            return Interrupted;
        }
    }

    public static void Complain(string message) => Console.Error.WriteLine("pentaprism: " + message.ReplaceLineEndings(" "));

    private static Stack<string> Path(System.CommandLine.Parsing.SymbolResult? result)
    {
        var names = new Stack<string>();
        for (; result?.Parent is not null; result = result.Parent)
        {
            if (result is System.CommandLine.Parsing.CommandResult command)
            {
                names.Push(command.Command.Name + " ");
            }
        }

        return names;
    }
}

/// <summary>The command line asks for something that cannot be; the message says what to change.</summary>
internal sealed class UsageException(string message) : Exception(message);
