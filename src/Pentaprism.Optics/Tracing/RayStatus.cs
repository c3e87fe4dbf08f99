namespace Pentaprism.Optics.Tracing;

/// <summary>How far a ray came. A ray that failed keeps what it had when it failed.</summary>
public enum RayStatus : byte
{
    /// <summary>It reached the image.</summary>
    Ok,

    /// <summary>It passes a surface by.</summary>
    Miss,

    /// <summary>It is totally reflected where it should be refracted.</summary>
    TotalReflection,

    /// <summary>The surface is not defined where the ray would meet it.</summary>
    OutsideDomain,

    /// <summary>It met a surface outside its clear aperture; it is traced on, and analyses choose whether to count it.</summary>
    Clipped,
}
