using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Follows a paraxial ray with slope u = dy/dz there, back and there again between two surfaces.</summary>
internal sealed class GhostPath(SequentialModel model)
{
    private readonly double[] _indices = model.Indices(model.Lens.Primary).ToArray();

    public double Reflectance(int surface, GhostOptions options)
    {
        if (surface == model.Count)
        {
            return options.SensorReflectance;
        }

        var (before, after) = (_indices[surface], _indices[surface + 1]);
        var bare = (after - before) / (after + before);
        var isToAir = before != after && (before == 1 || after == 1);
        return isToAir && options.CoatedReflectance is { } coated ? coated : bare * bare;
    }

    public Ghost Follow(int first, int second, double reflectance)
    {
        double y = model.FirstOrder.EntrancePupilDiameter / 2, u = 0;
        for (var i = 0; i < first; i++)
        {
            Forward(i, ref y, ref u);
        }

        Reflect(first, y, ref u);
        for (var i = first - 1; i > second; i--)
        {
            // n_left u' = n_right u − y c (n_left − n_right)
            y -= Gap(i) * u;
            u = ((_indices[i + 1] * u) - (y * Curvature(i) * (_indices[i] - _indices[i + 1]))) / _indices[i];
        }

        y -= Gap(second) * u;
        Reflect(second, y, ref u);
        y += Gap(second) * u;
        for (var i = second + 1; i < model.Count; i++)
        {
            Forward(i, ref y, ref u);
        }

        return new(first, second, y, u, -y / u, reflectance);
    }

    private void Forward(int i, ref double y, ref double u)
    {
        u = ((_indices[i] * u) - (y * Curvature(i) * (_indices[i + 1] - _indices[i]))) / _indices[i + 1];
        y += Gap(i) * u;
    }

    private void Reflect(int i, double y, ref double u) => u = -u - (2 * y * Curvature(i));

    private double Gap(int i) => model.Lens.Surfaces[i].Thickness;

    private double Curvature(int i) => i == model.Count ? model.Lens.ImageCurvature : model.Lens.Surfaces[i].VertexCurvature;
}
