using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Formats;

/// <summary>A surface while it is being read; object and image are surfaces here, and so are breaks of the axis.</summary>
internal sealed class DraftSurface(int line)
{
    public int Line { get; } = line;

    public string Label { get; set; } = "";

    public double Curvature { get; set; }

    public double Conic { get; set; }

    public double Quadratic { get; set; }

    public ImmutableArray<double> Even { get; set; } = [];

    public ImmutableArray<double> Odd { get; set; } = [];

    public double Thickness { get; set; }

    public Medium Medium { get; set; } = Medium.Air;

    public bool IsMirror { get; set; }

    public bool IsStop { get; set; }

    public double? SemiDiameter { get; set; }

    public Placement Placement { get; set; } = Placement.OnAxis;

    /// <summary>Gets or sets how the axis moves in front of the surface.</summary>
    public Frame? Break { get; set; }

    /// <summary>Gets or sets whether this is no surface but only a break of the axis and a way along the new one.</summary>
    public bool IsBreakOnly { get; set; }

    public DraftSurface Copy() => (DraftSurface)MemberwiseClone();

    public Surface ToSurface(Placement axisBreak) => new()
    {
        Label = Label,
        Curvature = Curvature,
        Conic = Conic,
        Quadratic = Quadratic,
        Even = WithoutTrailingZeros(Even),
        Odd = WithoutTrailingZeros(Odd),
        Thickness = Thickness,
        Medium = Medium,
        IsMirror = IsMirror,
        SemiDiameter = SemiDiameter,
        Placement = Placement,
        AxisBreak = axisBreak,
    };

    private static ImmutableArray<double> WithoutTrailingZeros(ImmutableArray<double> coefficients)
    {
        var length = coefficients.Length;
        while (length > 0 && coefficients[length - 1] == 0)
        {
            length--;
        }

        return coefficients[..length];
    }
}
