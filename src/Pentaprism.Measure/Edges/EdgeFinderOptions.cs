namespace Pentaprism.Measure.Edges;

/// <summary>Options of <see cref="EdgeFinder"/>.</summary>
public sealed record EdgeFinderOptions
{
    private readonly double _leastLength = 24;
    private readonly int _most = 500;

    /// <summary>Gets the length below which an edge is not looked at, pixels, at least 16. The default is 24.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 16.</exception>
    public double LeastLength
    {
        get => _leastLength;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 16);
            _leastLength = value;
        }
    }

    /// <summary>Gets how many edges are kept, the longest and strongest first. The default is 500.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Most
    {
        get => _most;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _most = value;
        }
    }
}
