namespace Pentaprism.Imaging;

/// <summary>How a picture is rebuilt between its samples when it is scaled. When it shrinks, all of them widen with the scale.</summary>
public enum ResamplingFilter
{
    /// <summary>The mean of what a new sample covers: exact in area, soft when shrinking, blocks when growing.</summary>
    Area,

    /// <summary>Cubic of Mitchell and Netravali with B = C = ⅓: smooth, hardly rings.</summary>
    Mitchell,

    /// <summary>Cubic of Catmull and Rom (B = 0, C = ½): passes through the samples, sharper, rings a little.</summary>
    CatmullRom,

    /// <summary>Windowed sinc of radius 3: the sharpest, rings at hard edges.</summary>
    Lanczos3,
}
