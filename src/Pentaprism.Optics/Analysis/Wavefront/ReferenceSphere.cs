namespace Pentaprism.Optics.Analysis;

/// <summary>The sphere on which a wavefront is judged: about the image point of the chief ray, through the centre of the paraxial exit pupil.</summary>
/// <remarks>The exit pupil is that of the primary wavelength. Where it lies at infinity the sphere is a plane through the image point.</remarks>
internal readonly struct ReferenceSphere
{
    private readonly ImageRay _chief;
    private readonly double _index;

    // Negative where the pupil lies behind the image: rays meet the sphere after it.
    private readonly double _radius;

    public ReferenceSphere(PupilRays rays)
    {
        _chief = rays.Chief;
        _index = rays.Model.Indices(rays.Wavelength)[^1];
        var pupil = rays.Model.FirstOrder.ExitPupilPosition;
        var depth = _chief.Z - pupil;
        _radius = Math.CopySign(Math.Sqrt((_chief.X * _chief.X) + (_chief.Y * _chief.Y) + (depth * depth)), depth);
    }

    /// <summary>Gives the optical path of a ray to the sphere.</summary>
    /// <remarks>V = P − C, b = V·D, c = V·V − R²: the ray meets the sphere at t = −b ∓ √(b² − c).</remarks>
    public double PathTo(double x, double y, double z, double l, double m, double n, double path)
    {
        var (vx, vy, vz) = (x - _chief.X, y - _chief.Y, z - _chief.Z);
        var b = (vx * l) + (vy * m) + (vz * n);
        if (double.IsInfinity(_radius))
        {
            return path - (_index * b);
        }

        // Without its common part, the radius: √(b² − c) − R = (b² − V·V)/(√(b² − c) + R).
        var rest = (b * b) - ((vx * vx) + (vy * vy) + (vz * vz));
        var root = Math.Sqrt(rest + (_radius * _radius));
        return path - (_index * (b + (Math.Sign(_radius) * rest / (root + Math.Abs(_radius)))));
    }

    /// <summary>Gives the optical path of the chief ray on the same scale.</summary>
    public double ChiefPath => _chief.Path;
}
