namespace Pentaprism.Darkroom.Align;

/// <summary>One tile of the reference: its place, and the sums over it of its gradient g = (gx, gy) and of its samples T less their mean.</summary>
internal readonly record struct ReferenceTile
{
    /// <summary>Gets the first column.</summary>
    public required int Left { get; init; }

    /// <summary>Gets the first row.</summary>
    public required int Top { get; init; }

    /// <summary>Gets the mean of the samples, which T leaves out.</summary>
    public required float Mean { get; init; }

    /// <summary>Gets Σ gx².</summary>
    public required double Gxx { get; init; }

    /// <summary>Gets Σ gx gy.</summary>
    public required double Gxy { get; init; }

    /// <summary>Gets Σ gy².</summary>
    public required double Gyy { get; init; }

    /// <summary>Gets Σ gx T.</summary>
    public required double GxT { get; init; }

    /// <summary>Gets Σ gy T.</summary>
    public required double GyT { get; init; }

    /// <summary>Gets Σ gx.</summary>
    public required double Gx { get; init; }

    /// <summary>Gets Σ gy.</summary>
    public required double Gy { get; init; }

    /// <summary>Gets Σ T².</summary>
    public required double TT { get; init; }
}
