using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Finish;

/// <summary>From linear Rec. 2020 to another linear space, colours outside left to the encoding.</summary>
internal readonly struct PlainGamut(RgbSpace space) : IColourMap
{
    private readonly FloatMatrix _matrix = new(space == RgbSpace.Rec2020 ? Matrix3x3.Identity : RgbSpace.Rec2020.To(space));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Map(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue) =>
        ColourMap.Multiply(_matrix, ref red, ref green, ref blue);
}
