using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>Draws a light.</summary>
internal static class LightSpot
{
    private const double Deviations = 5;

    /// <summary>Adds a Gaussian to a plane.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="light">Its place and width.</param>
    /// <param name="peak">Its height.</param>
    /// <param name="cfa">The colours of the samples; null where all are of one.</param>
    /// <param name="colour">Which of them it is added to.</param>
    public static void Add(Plane<float> plane, PointLight light, double peak, CfaPattern? cfa, int colour)
    {
        var reach = Deviations * light.Sigma;
        var scale = -1 / (2 * light.Sigma * light.Sigma);
        var (left, right) = (Math.Max((int)Math.Ceiling(light.X - reach), 0), Math.Min((int)Math.Floor(light.X + reach), plane.Width - 1));
        for (var y = Math.Max((int)Math.Ceiling(light.Y - reach), 0); y <= Math.Min((int)Math.Floor(light.Y + reach), plane.Height - 1); y++)
        {
            var row = plane.Row(y);
            for (var x = left; x <= right; x++)
            {
                if (cfa is null || cfa[x, y] == colour)
                {
                    row[x] += (float)(peak * Math.Exp(scale * (((x - light.X) * (x - light.X)) + ((y - light.Y) * (y - light.Y)))));
                }
            }
        }
    }
}
