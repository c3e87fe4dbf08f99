namespace Pentaprism.Cli;

/// <summary>One line on standard error that says what is being done; silent where standard error is not a terminal.</summary>
internal sealed class TerminalProgress : IProgress<string>, IDisposable
{
    private const string EraseLine = "\r\u001b[K";
    private readonly bool _shows = !Console.IsErrorRedirected;
    private readonly int _total;
    private int _done;
    private string _file = "";

    public TerminalProgress(int total) => _total = total;

    public void Begin(string file)
    {
        _done++;
        _file = Path.GetFileName(file);
    }

    public void Report(string value)
    {
        if (_shows)
        {
            var count = _total > 1 ? $"[{_done}/{_total}] " : "";
            Console.Error.Write($"{EraseLine}{count}{_file}: {value}");
        }
    }

    public void Dispose()
    {
        if (_shows)
        {
            Console.Error.Write(EraseLine);
        }
    }
}
