namespace Pentaprism.Imaging;

/// <summary>The nodes of <see cref="PsfTiles"/> along one direction: so many hops from the axis, hats about them that together are 1.</summary>
internal sealed class TileNodes
{
    private readonly double _axis;
    private readonly int _hop;
    private readonly int _reach;
    private readonly int _first;
    private readonly int _end;

    public TileNodes(double axis, int length, int hop, int reach, int size)
    {
        (_axis, _hop, _reach) = (axis, hop, reach);

        // All that bring light into the picture.
        _first = (int)Math.Floor(-(axis + hop + reach) / hop) + 1;
        _end = (int)Math.Ceiling((length - axis + hop + reach) / hop);
        Nearest = Math.Max(0, Math.Max(_first, 1 - _end));
        EndDistance = Math.Max(_end, 1 - _first);
        Window = [.. Enumerable.Range(0, size).Select(i => (float)Math.Max(0, 1 - (Math.Abs(OriginOf(0) + i + 0.5 - axis) / hop)))];
    }

    /// <summary>Gets the smallest distance of a node, hops.</summary>
    public int Nearest { get; }

    /// <summary>Gets one more than the largest.</summary>
    public int EndDistance { get; }

    /// <summary>Gets the weights of a tile's samples.</summary>
    public float[] Window { get; }

    /// <summary>Gives how far a sample of a tile lies behind the axis, pixels.</summary>
    public double FromAxis(int node, int sample) => OriginOf(node) + sample + 0.5 - _axis;

    public bool Has(int node) => node >= _first && node < _end;

    /// <summary>Gives the first pixel of a tile: it begins as far before its hat as a kernel reaches.</summary>
    public int OriginOf(int node) => (int)Math.Floor(_axis - _hop) - _reach + (node * _hop);

    /// <summary>Gives on which sides of the axis there are nodes at a distance: false behind it, true before it.</summary>
    public IEnumerable<bool> Sides(int distance)
    {
        if (Has(distance))
        {
            yield return false;
        }

        if (distance > 0 && Has(-distance))
        {
            yield return true;
        }
    }
}
