using System.Numerics;

namespace Pentaprism.Optics.Tracing;

/// <summary>A vector of rays at a surface, with all that small changes need to know.</summary>
/// <remarks>Everything in the surface's frame; the shape is z = f(r²) with the slope g = (dz/dr)/r.</remarks>
internal readonly struct SurfaceVector
{
    /// <summary>Takes rays at a surface.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into the wavelengths.</param>
    /// <param name="surface">The surface or the image plane.</param>
    /// <param name="before">The rays as they leave the surface in front.</param>
    /// <param name="behind">The rays as they leave this one.</param>
    public SurfaceVector(SequentialModel model, int wavelength, int surface, in RayVector before, in RayVector behind)
    {
        var indices = model.Indices(wavelength);
        IndexInFront = indices[surface];
        IndexBehind = surface < model.Count ? indices[surface + 1] : IndexInFront;
        Incoming = before.In(model.Steps[surface]);
        Outgoing = behind;
        var (x, y) = (behind.Point.X, behind.Point.Y);
        Length = Lanes3.Dot(behind.Point - Incoming.Point, Incoming.Direction);
        R2 = Vector.FusedMultiplyAdd(x, x, y * y);
        Evaluate(model.Shapes[surface], R2, out Root, out Slope, out SlopeChange);
        var z = Vector<double>.One / Vector.SquareRoot(Vector.FusedMultiplyAdd(R2, Slope * Slope, Vector<double>.One));
        Normal = new(-x * Slope * z, -y * Slope * z, z);
        CosIncidence = Lanes3.Dot(Incoming.Direction, Normal);
        CosRefraction = Lanes3.Dot(behind.Direction, Normal);
    }

    /// <summary>The signed index in front.</summary>
    public readonly double IndexInFront;

    /// <summary>The signed index behind.</summary>
    public readonly double IndexBehind;

    /// <summary>The rays in the surface's frame, still at the surface in front.</summary>
    public readonly RayVector Incoming;

    /// <summary>The rays at the surface, with their directions behind it.</summary>
    public readonly RayVector Outgoing;

    /// <summary>Signed lengths from the surface in front.</summary>
    public readonly Vector<double> Length;

    /// <summary>r².</summary>
    public readonly Vector<double> R2;

    /// <summary>q = √(1 − (1 + K) c² r²) of the base conic.</summary>
    public readonly Vector<double> Root;

    /// <summary>g.</summary>
    public readonly Vector<double> Slope;

    /// <summary>dg/d(r²).</summary>
    public readonly Vector<double> SlopeChange;

    /// <summary>Normals.</summary>
    public readonly Lanes3 Normal;

    /// <summary>Cosines of incidence.</summary>
    public readonly Vector<double> CosIncidence;

    /// <summary>Cosines of refraction.</summary>
    public readonly Vector<double> CosRefraction;

    /// <summary>How the height of the surface changes with a number of its shape.</summary>
    /// <param name="planned">The number.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>dz/dp at the rays' radii.</returns>
    public Vector<double> SagChange(in PlannedVariable planned, SurfaceShape shape)
    {
        var plus = Vector<double>.One + Root;
        return planned.Kind switch
        {
            PlannedKind.Curvature => R2 / (Root * plus),
            PlannedKind.Conic => ConicScale(shape) * R2 / (plus * plus),
            _ => Power(planned.Order - 2) * R2,
        };
    }

    /// <summary>How the slope g of the surface changes with a number of its shape.</summary>
    /// <param name="planned">The number.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>dg/dp at the rays' radii.</returns>
    public Vector<double> SlopeChangeWith(in PlannedVariable planned, SurfaceShape shape) => planned.Kind switch
    {
        PlannedKind.Curvature => Vector<double>.One / (Root * Root * Root),
        PlannedKind.Conic => ConicScale(shape) / (Root * Root),
        _ => planned.Order * Power(planned.Order - 2),
    };

    // c³ r²/(2 q)
    private Vector<double> ConicScale(SurfaceShape shape) =>
        new Vector<double>(shape.Curvature * shape.Curvature * shape.Curvature / 2) * R2 / Root;

    // r to a power.
    private Vector<double> Power(int order)
    {
        var power = (order & 1) != 0 ? Vector.SquareRoot(R2) : Vector<double>.One;
        for (var k = order / 2; k > 0; k--)
        {
            power *= R2;
        }

        return power;
    }

    private static void Evaluate(
        SurfaceShape shape, Vector<double> r2, out Vector<double> root, out Vector<double> slope, out Vector<double> change)
    {
        var c = shape.Curvature;
        var q2 = Vector<double>.One - ((1 + shape.Conic) * c * c * r2);
        root = Vector.SquareRoot(q2);
        slope = new Vector<double>(c) / root;
        change = new Vector<double>((1 + shape.Conic) * c * c * c / 2) / (q2 * root);
        Add(shape.Even, 2, r2, ref slope, ref change, Vector<double>.One, Vector<double>.One);
        if (shape.Odd.Length > 0)
        {
            var r = Vector.SquareRoot(r2);
            var inverse = Vector.ConditionalSelect(Vector.GreaterThan(r, Vector<double>.Zero), Vector<double>.One / r, Vector<double>.Zero);
            Add(shape.Odd, 3, r2, ref slope, ref change, r, inverse);
        }
    }

    // Terms a r^k for k = lowest, lowest + 2 …: k a r^(k−2) in the slope, k (k − 2)/2 a r^(k−4) in its change; even terms of r² have none.
    private static void Add(
        double[] terms, int lowest, Vector<double> r2, ref Vector<double> slope, ref Vector<double> change,
        Vector<double> slopeFactor, Vector<double> changeFactor)
    {
        var (first, second) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var j = terms.Length - 1; j >= 0; j--)
        {
            var order = lowest + (2 * j);
            first = Vector.FusedMultiplyAdd(first, r2, new Vector<double>(order * terms[j]));
            if (order > 2)
            {
                second = Vector.FusedMultiplyAdd(second, r2, new Vector<double>(order * (order - 2) / 2.0 * terms[j]));
            }
        }

        slope += slopeFactor * first;
        change += changeFactor * second;
    }
}
