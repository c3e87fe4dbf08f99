using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>How a place of a surface looks.</summary>
/// <param name="A">A colour.</param>
/// <param name="B">Another.</param>
/// <param name="Mix">0 for the first, 1 for the other.</param>
/// <param name="Gloss">Reflectance of the polish, 0 to 1.</param>
/// <param name="Sharpness">Exponent of its highlight.</param>
internal readonly record struct SurfaceLook(double[] A, double[] B, float Mix, float Gloss, float Sharpness);

/// <summary>Where light comes from: a direction to each lamp.</summary>
/// <param name="Key">Towards the main light.</param>
/// <param name="Rim">Towards the light behind.</param>
/// <param name="Strength">Of the main light; a surface that faces it shows its reflectance times this.</param>
/// <param name="Around">Of the light from everywhere.</param>
/// <param name="Behind">Of the light behind.</param>
internal sealed record StudioLight(Vector3 Key, Vector3 Rim, float Strength, float Around, float Behind);

/// <summary>Paints solid bodies: each pixel looks along z, finds the surface, and sees it lit, with shadow and with the dark of its hollows.</summary>
/// <remarks>Rays advance by the distance to the nearest surface (J. C. Hart, Sphere tracing, 1996). What misses by less than a pixel covers a part of it.</remarks>
/// <param name="distance">Distance from the bodies, scene coordinates; z towards the eye.</param>
/// <param name="look">How a point of their surface looks; it may bend the normal.</param>
/// <param name="light">Where light comes from.</param>
internal sealed class SolidPainter(Func<Vector3, float> distance, Func<Vector3, SurfaceLook> look, StudioLight light)
{
    private const int MostSteps = 96;
    private const int ShadowSteps = 20;
    private const float Touch = 2e-4f;
    private const float Nearest = 0.6f;
    private const float Farthest = -0.6f;

    /// <summary>Paints the bodies.</summary>
    /// <param name="context">Workers and cancellation.</param>
    /// <param name="picture">Takes them.</param>
    /// <param name="bounds">What they cover at most.</param>
    /// <param name="white">The colour of a highlight.</param>
    public void Paint(ProcessingContext context, ScenePicture picture, SceneBox bounds, double[] white)
    {
        var frame = picture.Frame;
        var window = frame.Window ?? new PixelRectangle(0, 0, frame.Columns, frame.Rows);
        var seen = bounds.Pixels(frame, 1).Common(window);
        var pixel = 1f / frame.Height;
        Bands.Run(context, Math.Max(seen.Width, 1), seen.Height, 8, (top, bottom) =>
        {
            Span<double> colour = stackalloc double[white.Length];
            for (var row = seen.Top - window.Top + top; row < seen.Top - window.Top + bottom; row++)
            {
                for (var column = seen.Left - window.Left; column < seen.Right - window.Left; column++)
                {
                    var (x, y) = frame.Place(column + 0.5, row + 0.5);
                    if (Find((float)x, (float)y, pixel) is { Covers: > 0 } hit)
                    {
                        Shade(hit.Point, white, colour);
                        Painter.Mix(picture, column, row, colour, hit.Covers);
                    }
                }
            }
        });
    }

    private (Vector3 Point, float Covers) Find(float x, float y, float pixel)
    {
        var (z, nearest, at) = (Nearest, float.MaxValue, Nearest);
        for (var step = 0; step < MostSteps && z > Farthest; step++)
        {
            var free = distance(new Vector3(x, y, z));
            if (free < nearest)
            {
                (nearest, at) = (free, z);
            }

            if (free < Touch)
            {
                return (new Vector3(x, y, z), 1);
            }

            z -= free;
        }

        return (new Vector3(x, y, at), Math.Clamp(1 - ((nearest - Touch) / pixel), 0, 1));
    }

    private void Shade(Vector3 point, double[] white, Span<double> colour)
    {
        var normal = Normal(point);
        var surface = look(point);
        var hollow = Math.Clamp(0.4f + (0.6f * Free(point, normal, 0.04f)), 0, 1) * Math.Clamp(0.5f + (0.5f * Free(point, normal, 0.012f)), 0, 1);
        var facing = Vector3.Dot(normal, light.Key);
        var shadow = facing > -0.2f ? Shadow(point + (0.004f * normal)) : 0;
        var key = light.Strength * MathF.Max(facing, 0) * shadow;
        var rim = light.Behind * MathF.Pow(MathF.Max(Vector3.Dot(normal, light.Rim), 0), 1.5f) * MathF.Pow(1 - MathF.Max(normal.Z, 0), 2);
        var lit = key + rim + (light.Around * hollow * (0.75f - (0.25f * normal.Y)));
        var half = Vector3.Normalize(light.Key + Vector3.UnitZ);
        var grazing = surface.Gloss + ((1 - surface.Gloss) * surface.Gloss * MathF.Pow(1 - MathF.Max(normal.Z, 0), 5));
        var polish = (key > 0 ? light.Strength * shadow * grazing * (surface.Sharpness + 8) / 25 * MathF.Pow(MathF.Max(Vector3.Dot(normal, half), 0), surface.Sharpness) : 0) + (0.5f * grazing * light.Around * hollow);
        for (var i = 0; i < colour.Length; i++)
        {
            colour[i] = (double.Lerp(surface.A[i], surface.B[i], surface.Mix) * lit) + (white[i] * polish);
        }
    }

    // How free the way is a little off the surface: 1 in the open.
    private float Free(Vector3 point, Vector3 normal, float off) => Math.Clamp(distance(point + (off * normal)) / off, 0, 1);

    // A lamp of some size: the narrowest place on the way to it tells how much of it is hidden.
    private float Shadow(Vector3 point)
    {
        const float Softness = 9;
        const float Far = 0.8f;
        const float Clear = 0.08f;
        var (open, way) = (1f, 0.006f);
        for (var step = 0; step < ShadowSteps && way < Far; step++)
        {
            var free = distance(point + (way * light.Key));
            open = MathF.Min(open, 0.5f + (0.5f * Softness * free / way));
            if (open <= 0)
            {
                return 0;
            }

            // What is as far from everything hardly meets anything again.
            if (free > Clear)
            {
                break;
            }

            way += Math.Clamp(free, 0.01f, 0.06f);
        }

        return open * open * (3 - (2 * open));
    }

    private Vector3 Normal(Vector3 point)
    {
        const float Off = 6e-4f;
        return Vector3.Normalize(new Vector3(
            distance(point + (Off * Vector3.UnitX)) - distance(point - (Off * Vector3.UnitX)),
            distance(point + (Off * Vector3.UnitY)) - distance(point - (Off * Vector3.UnitY)),
            distance(point + (Off * Vector3.UnitZ)) - distance(point - (Off * Vector3.UnitZ))));
    }
}
