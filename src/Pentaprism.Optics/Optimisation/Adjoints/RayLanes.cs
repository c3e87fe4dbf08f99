using System.Numerics;

namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>Position, direction and optical path of as many rays as a vector has lanes; or the derivatives of something by them.</summary>
internal struct RayLanes
{
    /// <summary>Position across, mm.</summary>
    public Vector<double> X;

    /// <summary>Position up, mm.</summary>
    public Vector<double> Y;

    /// <summary>Position along the axis, mm.</summary>
    public Vector<double> Z;

    /// <summary>Direction cosine along x.</summary>
    public Vector<double> L;

    /// <summary>Direction cosine along y.</summary>
    public Vector<double> M;

    /// <summary>Direction cosine along z.</summary>
    public Vector<double> N;

    /// <summary>Optical path, mm.</summary>
    public Vector<double> Path;
}
