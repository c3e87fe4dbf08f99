using Pentaprism.Optics.Optimisation.Adjoints;

namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>The elements of a lens and the air gaps between them, as pairs of surfaces. A stop in air divides no gap.</summary>
internal sealed class GapList
{
    /// <summary>Reads a lens.</summary>
    public GapList(WorkingLens lens)
    {
        var index = lens.Index[lens.Primary];
        int[] real = [.. Enumerable.Range(0, lens.Count).Where(s => index[s] != index[s + 1] || lens.Mirror[s])];
        Glass = [.. real.Zip(real.Skip(1)).Where(pair => index[pair.First + 1] != 1)];
        Air = [.. real.Zip(real.Skip(1)).Where(pair => index[pair.First + 1] == 1)];
        LastPower = real.LastOrDefault(
            s => lens.VertexCurvature(s) != 0 || lens.HighestEven[s] > 0 || lens.HighestOdd[s] > 0, real.LastOrDefault());
    }

    /// <summary>Gets elements by their front and back surface.</summary>
    public (int Front, int Back)[] Glass { get; }

    /// <summary>Gets air gaps by the surfaces that bound them.</summary>
    public (int Front, int Back)[] Air { get; }

    /// <summary>Gets the last surface that is not plane.</summary>
    public int LastPower { get; }
}
