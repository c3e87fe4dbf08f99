using System.Numerics;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>Head and shoulders, shaped from ellipsoids and rods that flow into each other.</summary>
internal static class Bust
{
    /// <summary>What it covers at most.</summary>
    public static readonly SceneBox Bounds = new(-0.5, -0.3, 0.54, 0.75);

    // Height of half a face, of the picture; and where its middle lies.
    private const float Size = 0.17f;
    private static readonly Vector3 _middle = new(0.02f, -0.06f, 0);

    // A little turned to the light, and bent.
    private static readonly Matrix4x4 _turn = Matrix4x4.CreateRotationY(0.32f) * Matrix4x4.CreateRotationZ(0.05f);
    private static readonly StudioLight _light = new(Vector3.Normalize(new Vector3(-0.62f, -0.5f, 0.75f)), Vector3.Normalize(new Vector3(0.8f, -0.35f, -0.45f)), 0.85f, 0.15f, 1.1f);

    /// <summary>Paints it.</summary>
    public static void Paint(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        double[] Patch(string name, double factor) => eye.See(light.Spectrum * (SpectralTable.ColorChecker[name] * factor));
        var (skin, red, white, dark, cloth, fold) = (Patch("light skin", 1), Patch("moderate red", 0.8), Patch("white 9.5", 0.8), Patch("black 2", 0.6), Patch("blue", 0.7), Patch("black 2", 1));
        var iris = Patch("bluish green", 0.25);
        var noise = new GradientNoise(7);
        SurfaceLook Look(Vector3 at)
        {
            var p = Inside(at);
            var (x, side) = (Math.Abs(p.X), p.X < 0 ? -1 : 1);
            var fine = (float)noise.Octaves(p.X * 14, p.Y * 14, 5, 0.7);
            if (p.Y > Neckline(p))
            {
                var weave = (float)((0.3 * noise.Octaves(p.X * 2, p.Y * 0.7, 3, 0.5)) + (0.25 * noise.Octaves(p.X * 90, p.Y * 30, 2, 0.7)));
                return new SurfaceLook(cloth, fold, Math.Clamp(0.35f + weave, 0, 1), 0.008f, 6);
            }

            // Eyes: a ball with an iris and a pupil, under a lid.
            var ball = new Vector3(p.X - (side * 0.3f), p.Y + 0.01f, p.Z - 0.66f);
            if (ball.Length() < 0.168f && p.Y is > -0.075f and < 0.062f && p.Z > 0.6f)
            {
                var gaze = new Vector2(ball.X + 0.035f, ball.Y).Length();
                return gaze < 0.028f ? new SurfaceLook(dark, dark, 0, 0.05f, 300)
                    : gaze < 0.066f ? new SurfaceLook(iris, dark, gaze > 0.058f ? 0.8f : Math.Clamp(fine, 0, 1), 0.05f, 300)
                    : new SurfaceLook(white, red, 0.12f, 0.04f, 200);
            }

            // Brows, lids' rims, lips, warm cheeks and nose.
            var brow = MathF.Abs(p.Y + 0.235f - (0.25f * (x - 0.3f) * (x - 0.3f)) + (0.03f * x)) < 0.032f * (1.4f - x) && x is > 0.13f and < 0.52f && p.Z > 0.4f;
            var lid = ball.Length() < 0.185f && p.Y < -0.06f && p.Y > -0.085f && p.Z > 0.6f;
            if (brow || lid)
            {
                return new SurfaceLook(skin, dark, brow ? Math.Clamp(0.65f + (0.6f * (float)noise.Octaves(p.X * 60, (p.Y * 25) + (p.X * 20), 3, 0.6)), 0.2f, 0.95f) : 0.7f, 0.02f, 20);
            }

            var lips = new Vector2(p.X / 0.25f, (p.Y - 0.56f - (0.04f * MathF.Cos(p.X * 9))) / 0.085f).Length();
            var warm = (0.35f * MathF.Exp(-(((x - 0.42f) * (x - 0.42f)) + ((p.Y - 0.22f) * (p.Y - 0.22f))) / 0.05f)) + (0.25f * MathF.Exp(-((x * x) + ((p.Y - 0.28f) * (p.Y - 0.28f))) / 0.02f));
            var rosy = Math.Clamp(0.02f + (0.7f * warm) + (0.06f * fine) + (p.Z > 0.55f ? 0.75f * Math.Clamp((1.05f - lips) * 6, 0, 1) : 0), 0, 1);
            return new SurfaceLook(skin, red, rosy, lips < 1 ? 0.045f : 0.028f, lips < 1 ? 40 : 14);
        }

        new SolidPainter(Distance, Look, _light).Paint(context, picture, Bounds, eye.See(light.Spectrum));
    }

    private static Vector3 Inside(Vector3 point)
    {
        // Shoulders face the eye; the head alone is turned.
        var p = (point - _middle) / Size;
        var straight = Math.Clamp((p.Y - 0.7f) / 0.65f, 0, 1);
        return straight == 1 ? p : Vector3.Lerp(Vector3.Transform(p, _turn), p, straight * straight * (3 - (2 * straight)));
    }

    private static float Neckline(Vector3 p) => 1.52f + (0.32f * MathF.Cos(Math.Clamp(p.X * 1.7f, -2.2f, 2.2f)));

    // Far from the head a ball around it stands for all its parts.
    private static float Distance(Vector3 point)
    {
        const float Fillet = 0.3f;
        var p = Inside(point);
        var m = new Vector3(MathF.Abs(p.X), p.Y, p.Z);
        var rounded = new Vector3(MathF.Sqrt((p.X * p.X) + 0.03f), p.Y, p.Z);
        var shoulders = Solid.Rod(rounded, new(0, 2.05f, -0.35f), new(1.5f, 2.45f, -0.4f), 0.5f, 0.52f);
        var body = Solid.Join(shoulders, Solid.Ellipsoid(p, new(0, 4.4f, -0.3f), new(2.1f, 2.4f, 0.8f)), 0.5f);
        var ball = Solid.Rod(p, new(0, 0, 0), new(0, 1.9f, -0.3f), 1.3f, 0.6f);
        var head = ball > 2 * Fillet ? ball : Head(p, m);
        return Solid.Join(head, body, Fillet) * Size * 0.85f;
    }

    private static float Head(Vector3 p, Vector3 m)
    {
        var skull = Solid.Ellipsoid(p, new(0, -0.32f, -0.08f), new(0.74f, 0.8f, 0.92f));
        var face = Solid.Ellipsoid(p, new(0, 0.28f, 0.14f), new(0.56f, 0.78f, 0.68f));
        var head = Solid.Join(skull, face, 0.35f);
        head = Solid.Join(head, Solid.Ellipsoid(m, new(0.36f, 0.2f, 0.5f), new(0.2f, 0.2f, 0.2f)), 0.22f);
        head = Solid.Join(head, Solid.Rod(m, new(0.12f, -0.19f, 0.8f), new(0.44f, -0.19f, 0.62f), 0.05f, 0.05f), 0.16f);
        head = Solid.Cut(head, Solid.Ellipsoid(m, new(0.3f, -0.01f, 0.84f), new(0.17f, 0.1f, 0.14f)), 0.12f);
        head = Solid.Join(head, Solid.Rod(p, new(0, -0.1f, 0.78f), new(0, 0.26f, 0.98f), 0.055f, 0.095f), 0.12f);
        head = Solid.Join(head, Solid.Ball(m, new(0.085f, 0.29f, 0.88f), 0.07f), 0.06f);
        head = Solid.Join(head, Solid.Ball(p, new(0, 0.9f, 0.58f), 0.15f), 0.25f);
        head = Solid.Join(head, Solid.Ellipsoid(p, new(0, 0.53f, 0.76f), new(0.2f, 0.045f, 0.07f)), 0.05f);
        head = Solid.Join(head, Solid.Ellipsoid(p, new(0, 0.61f, 0.75f), new(0.17f, 0.05f, 0.08f)), 0.04f);
        head = Solid.Join(head, Solid.Ellipsoid(m, new(0.72f, 0.06f, -0.05f), new(0.07f, 0.22f, 0.14f)), 0.06f);

        // Eyeballs under their lids.
        var eyes = Solid.Ball(m, new(0.3f, -0.01f, 0.66f), 0.155f);
        var lids = Solid.Ball(m, new(0.3f, -0.015f, 0.66f), 0.17f);
        lids = MathF.Max(lids, MathF.Min(p.Y + 0.07f, -p.Y + 0.055f));
        head = Solid.Join(MathF.Min(head, eyes), lids, 0.02f);
        return Solid.Join(head, Solid.Rod(p, new(0, 0.7f, -0.2f), new(0, 1.9f, -0.35f), 0.36f, 0.42f), 0.18f);
    }
}
