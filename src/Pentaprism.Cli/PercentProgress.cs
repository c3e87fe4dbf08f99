namespace Pentaprism.Cli;

/// <summary>Tells how far a long piece of work is, in percent, on one line of standard error.</summary>
internal sealed class PercentProgress : IProgress<double>, IDisposable
{
    private readonly TerminalProgress _line = new(1);
    private readonly Lock _lock = new();
    private readonly string _what;
    private int _told = -1;

    /// <summary>Begins the line.</summary>
    /// <param name="file">What is worked on.</param>
    /// <param name="what">What is done, past tense: "traced".</param>
    public PercentProgress(string file, string what)
    {
        _what = what;
        _line.Begin(file);
    }

    public void Report(double value)
    {
        lock (_lock)
        {
            var percent = (int)Math.Clamp(100 * value, 0, 100);
            if (percent > _told)
            {
                _told = percent;
                _line.Report($"{percent} % {_what}");
            }
        }
    }

    public void Dispose() => _line.Dispose();
}
