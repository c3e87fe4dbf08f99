namespace Pentaprism.Optics.Tracing;

/// <summary>Where the light of a field comes from: a direction, or a point at a finite distance. Global coordinates.</summary>
/// <param name="IsAtInfinity">Whether the light arrives as a plane wave.</param>
/// <param name="X">The slope L/N of a plane wave, or the height of a point, mm.</param>
/// <param name="Y">The same in y: M/N, or mm.</param>
internal readonly record struct ObjectPoint(bool IsAtInfinity, double X, double Y)
{
    /// <summary>Brings the point nearer to the axis or farther from it.</summary>
    /// <param name="factor">How many times as far.</param>
    /// <returns>The other point.</returns>
    public ObjectPoint Scaled(double factor) => this with { X = factor * X, Y = factor * Y };
}
