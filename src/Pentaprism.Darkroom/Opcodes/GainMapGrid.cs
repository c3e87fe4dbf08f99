using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Where the pixels of a picture lie on the grid of a gain map.</summary>
/// <remarks>
/// A pixel centre (x + ½)/W of the picture meets map column ((x + ½)/W − origin)/spacing; beyond the first and the last map point
/// the edge gain holds (DNG 1.7.1, GainMap; half-pixel centres as stated for ProfileGainTableMap, which calls its grid consistent).
/// </remarks>
internal sealed class GainMapGrid
{
    private readonly GainMapOpcode _map;
    private readonly int _height;

    /// <summary>Places a map on a picture.</summary>
    /// <param name="map">The map.</param>
    /// <param name="width">Samples in a row of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    public GainMapGrid(GainMapOpcode map, int width, int height)
    {
        _map = map;
        _height = height;
        Columns = new int[width];
        Fractions = new float[width];
        for (var x = 0; x < width; x++)
        {
            (Columns[x], Fractions[x]) = Locate((x + 0.5) / width, map.OriginH, map.SpacingH, map.PointsH);
        }
    }

    /// <summary>Gets the map column at or left of each pixel column; rises from left to right.</summary>
    public int[] Columns { get; }

    /// <summary>Gets how far each pixel column lies towards the next map column, 0 to 1.</summary>
    public float[] Fractions { get; }

    /// <summary>Gets how many numbers <see cref="InterpolateRow"/> writes.</summary>
    public int Nodes => _map.PointsH + 1;

    /// <summary>Gives the gains at the map's columns for one row of the picture; the last is written twice, so that every column has a next.</summary>
    /// <param name="y">Row of the picture.</param>
    /// <param name="plane">Plane of the picture, counted from the map's first.</param>
    /// <param name="nodes">Takes <see cref="Nodes"/> gains.</param>
    public void InterpolateRow(int y, int plane, Span<float> nodes)
    {
        var (row, t) = Locate((y + 0.5) / _height, _map.OriginV, _map.SpacingV, _map.PointsV);
        var next = Math.Min(row + 1, _map.PointsV - 1);
        var mapPlane = Math.Min(plane, _map.MapPlanes - 1);
        var gains = _map.Gains.AsSpan();
        for (var i = 0; i < _map.PointsH; i++)
        {
            var above = gains[(((row * _map.PointsH) + i) * _map.MapPlanes) + mapPlane];
            var below = gains[(((next * _map.PointsH) + i) * _map.MapPlanes) + mapPlane];
            nodes[i] = MathF.FusedMultiplyAdd(t, below - above, above);
        }

        nodes[_map.PointsH] = nodes[_map.PointsH - 1];
    }

    private static (int Index, float Fraction) Locate(double position, double origin, double spacing, int points)
    {
        if (points < 2 || !(spacing > 0))
        {
            return (0, 0);
        }

        var place = Math.Clamp((position - origin) / spacing, 0, points - 1);
        var index = Math.Min((int)place, points - 2);
        return (index, (float)(place - index));
    }
}
