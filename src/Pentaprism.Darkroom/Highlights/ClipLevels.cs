using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Highlights;

/// <summary>The level from which on each photosite of a mosaic counts as clipped, and its colour.</summary>
internal sealed class ClipLevels
{
    private readonly float[][] _factors;
    private readonly byte[][] _colours;
    private readonly Plane<float>? _gain;

    private ClipLevels(float[][] factors, byte[][] colours, Plane<float>? gain) => (_factors, _colours, _gain) = (factors, colours, gain);

    public static ClipLevels Of(Mosaic mosaic)
    {
        var factors = WhiteBalancer.FactorRows(mosaic.Cfa, mosaic.WhiteBalance * ClippedColour.Clipped, mosaic.Width);
        var colours = new byte[mosaic.Cfa.Rows][];
        for (var y = 0; y < colours.Length; y++)
        {
            colours[y] = new byte[mosaic.Width];
            for (var x = 0; x < mosaic.Width; x++)
            {
                colours[y][x] = Math.Min(mosaic.Cfa[x, y], CfaPattern.Blue);
            }
        }

        return new ClipLevels(factors, colours, mosaic.Gain);
    }

    /// <summary>The levels of a row before its gains.</summary>
    public ReadOnlySpan<float> Factors(int y) => _factors[y % _factors.Length];

    /// <summary>The colours of a row.</summary>
    public ReadOnlySpan<byte> Colours(int y) => _colours[y % _colours.Length];

    /// <summary>The gains of a row; empty where all are 1.</summary>
    public ReadOnlySpan<float> Gains(int y) => _gain is null ? default : _gain.Row(y);
}
