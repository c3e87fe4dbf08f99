using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pentaprism.Imaging;

/// <summary>Sums of four lanes in one fixed order, the same on every machine.</summary>
internal static class FourLanes
{
    /// <summary>(a + c) + (b + d).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> lanes)
    {
        var pairs = lanes + Vector128.Shuffle(lanes, Vector128.Create(2, 3, 0, 1));
        return pairs.ToScalar() + pairs.GetElement(1);
    }
}
