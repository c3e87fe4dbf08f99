using System.Numerics;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>Fruit, a vase and a ball of steel on a wooden table before a wall with a chain of lamps: round things in depth.</summary>
/// <remarks>The table runs from 0.4 m before the lens to the wall at 2.2 m; the lemon that is focused lies at 0.7 m. Surfaces reflect as patches of a ColorChecker do.</remarks>
/// <param name="Seed">Makes the grain of wood and skins differ.</param>
public sealed record StillLifeScene(ulong Seed) : ILayeredScene
{
    private const double Wall = 2.2;

    // The table lies a little below the eye and ends at the wall.
    private const double EyeLevel = -0.16;
    private const double Near = 0.4;

    // Half of the gap between boards, of their width.
    private const double Seam = 0.004;
    private const double Edge = EyeLevel + ((0.5 - EyeLevel) * Near / Wall);

    private static readonly StudioLight _light = new(Vector3.Normalize(new Vector3(-0.55f, -0.7f, 0.6f)), Vector3.Normalize(new Vector3(0.85f, -0.3f, -0.4f)), 1.05f, 0.16f, 0.4f);

    // What lies on the table, from far to near: what, where it stands, and how large it is.
    private static readonly (Kind Kind, double X, double Depth, double Size)[] _things =
    [
        (Kind.Vase, -0.26, 1.25, 0.42), (Kind.Apple, 0.36, 1.0, 0.085), (Kind.Ball, 0.12, 0.85, 0.075), (Kind.Lemon, -0.1, 0.7, 0.085), (Kind.Plum, 0.28, 0.62, 0.055), (Kind.Apple, -0.44, 0.56, 0.1), (Kind.Plum, 0.06, 0.49, 0.06),
    ];

    private enum Kind
    {
        Vase,
        Apple,
        Ball,
        Lemon,
        Plum,
    }

    /// <inheritdoc/>
    public string Name => "still-life";

    /// <inheritdoc/>
    public string UsualLight => "5000K";

    /// <inheritdoc/>
    public double Subject => 0.7;

    /// <inheritdoc/>
    public IReadOnlyList<SceneLayer> Layers(double aspect) =>
    [
        new SceneLayer((_, y) => y > Edge ? Math.Clamp(DepthAt(y), Near / 2, Wall) : Wall, Room),
        .. _things.Select(thing => new SceneLayer(thing.Depth, (context, picture, light, eye) => Thing(context, picture, light, eye, thing)) { Bounds = BoundsOf(thing) }),
    ];

    private static double DepthAt(double y) => Near * (0.5 - EyeLevel) / (y - EyeLevel);

    private static double FootOf(double depth) => EyeLevel + ((0.5 - EyeLevel) * Near / depth);

    private static SceneBox BoundsOf((Kind Kind, double X, double Depth, double Size) thing)
    {
        var half = thing.Size * (thing.Kind == Kind.Vase ? 0.5 : 1.3);
        var foot = FootOf(thing.Depth);
        return new SceneBox(thing.X - half, foot - (thing.Size * (thing.Kind == Kind.Vase ? 1.05 : 2.5)), thing.X + half, foot + (0.3 * thing.Size));
    }

    // The wall with its lamps, and the table with its grain and the shadows of what lies on it.
    private void Room(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        double[] Patch(string name, double factor) => eye.See(light.Spectrum * (SpectralTable.ColorChecker[name] * factor));
        var (plaster, shade, wood, grain) = (Patch("bluish green", 0.4), Patch("blue", 0.5), Patch("orange", 0.5), Patch("dark skin", 0.45));
        var noise = new GradientNoise(Seed);
        var frame = picture.Frame;
        Bands.Run(context, frame.Columns, frame.Rows, 16, (top, bottom) =>
        {
            for (var row = top; row < bottom; row++)
            {
                for (var column = 0; column < frame.Columns; column++)
                {
                    var (x, y) = frame.Place(column + 0.5, row + 0.5);
                    var table = Math.Clamp(((y - Edge) * frame.Height) + 0.5, 0, 1);
                    var glow = 0.75 * Math.Exp(-((x + 0.35) * (x + 0.35)) - ((y + 0.3) * (y + 0.3) * 2));
                    var rough = 1 + (0.12 * noise.Octaves(x * 9, y * 9, Octaves(frame.Height / 36.0), 0.6));
                    var (mix, lit) = table > 0 ? Wood(noise, x, Math.Max(y, Edge + 1e-4), frame.Height) : default;
                    for (var plane = 0; plane < picture.Planes.Count; plane++)
                    {
                        var wall = double.Lerp(shade[plane], plaster[plane], glow) * rough;
                        picture.Planes[plane].Row(row)[column] = (float)double.Lerp(wall, lit * double.Lerp(wood[plane], grain[plane], mix), table);
                    }
                }
            }
        });
        var (warm, wire) = (eye.See(Light.Of("2500K").Spectrum), Patch("black 2", 0.5));
        var from = (X: -1.2, Y: -0.42);
        for (var i = 1; i <= 48; i++)
        {
            var to = (X: -1.2 + (0.05 * i), Y: -0.36 + (0.06 * Math.Cos(2 * Math.PI * i / 12)));
            Painter.Stroke(picture, from, to, 0.0022, 0.0022, wire);
            if (i % 3 == 0)
            {
                Painter.Disc(picture, to.X, to.Y + 0.008, 0.0045, [.. warm.Select(value => value * 60)]);
            }

            from = to;
        }
    }

    // Boards along the view; what is finer than a pixel is left out.
    private static (double Mix, double Lit) Wood(GradientNoise noise, double x, double y, int rows)
    {
        var depth = DepthAt(y);
        var (u, v) = (x * depth / Near, depth / Near);
        var board = Math.Floor(u / 0.22);
        var octaves = Octaves(rows * Near / depth / 160);
        var rings = noise.Octaves((u * 30) + (board * 7.3), (v * 1.6) + (board * 3.1), octaves, 0.65);
        // A seam is as dark as the part of the pixel that it covers.
        var (toSeam, pixel) = (0.5 - Math.Abs((u / 0.22) - board - 0.5), depth / Near / (0.22 * rows));
        var seam = 1 - (0.5 * Math.Clamp((Seam + (pixel / 2) - toSeam) / pixel, 0, Math.Min(1, 2 * Seam / pixel)));
        var shadow = 1.0;
        foreach (var thing in _things)
        {
            // Lamps stand upper left before the table: shadows fall to the right, away from the eye.
            var (width, foot) = (thing.Size * (thing.Kind == Kind.Vase ? 0.3 : 0.9), FootOf(thing.Depth));
            var (dx, dy) = ((x - thing.X - (0.55 * width)) / (1.5 * width), (y - foot + (0.12 * width)) / (0.42 * width));
            var (cx, cy) = ((x - thing.X) / (0.9 * width), (y - foot + (0.02 * width)) / (0.2 * width));
            shadow *= (1 - (0.55 * Math.Exp(-Math.Pow((dx * dx) + (dy * dy), 2)))) * (1 - (0.6 * Math.Exp(-(cx * cx) - (cy * cy))));
        }

        return (Math.Clamp(0.35 + (0.9 * rings), 0, 1), seam * shadow * (0.45 + (0.55 * Math.Exp(-Math.Pow(x + 0.15, 2) - (0.4 * (v - 1) * 0.4)))));
    }

    private static double Octaves(double cells) => Math.Clamp(Math.Log2(Math.Max(cells, 1)), 0, 7);

    private void Thing(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye, (Kind Kind, double X, double Depth, double Size) thing)
    {
        double[] Patch(string name, double factor) => eye.See(light.Spectrum * (SpectralTable.ColorChecker[name] * factor));
        var noise = new GradientNoise(Seed + (ulong)(thing.X * 1000));
        var (size, foot) = ((float)thing.Size, new Vector3((float)thing.X, (float)FootOf(thing.Depth), 0));
        var rows = picture.Frame.Height;
        Vector3 In(Vector3 point) => (point - foot) / size;
        double Grain(Vector3 p, double scale) => noise.Octaves((p.X * scale) + 40, (p.Y * scale) + (p.Z * scale * 0.7), Octaves(size * rows / scale / 6), 0.6);
        var (dark, white) = (Patch("black 2", 0.7), Patch("white 9.5", 1));
        Func<Vector3, float> distance;
        Func<Vector3, SurfaceLook> look;
        switch (thing.Kind)
        {
            case Kind.Vase:
                var (glaze, drip) = (Patch("cyan", 0.9), Patch("blue", 0.6));
                distance = point => size * Solid.Turned(In(point), Vector3.Zero, 1, up => 0.12f + (0.19f * MathF.Pow(MathF.Sin(3.1f * MathF.Min((up * 1.12f) + 0.12f, 1)), 1.5f)) + (up > 0.9f ? 0.5f * (up - 0.9f) : 0), 1.4f) * 0.8f;
                look = point => new SurfaceLook(glaze, drip, Math.Clamp(0.5f + (2.2f * (-In(point).Y - 0.62f)) + (0.5f * (float)Grain(In(point), 4)), 0, 1), 0.06f, 90);
                break;
            case Kind.Lemon:
                var (yellow, rind) = (Patch("yellow", 1), Patch("orange yellow", 0.8));
                var lie = Matrix4x4.CreateRotationZ(-0.35f) * Matrix4x4.CreateRotationY(0.5f);
                distance = point =>
                {
                    var p = Vector3.Transform(In(point) + new Vector3(0, 0.86f, 0), lie);
                    var body = Solid.Join(Solid.Ellipsoid(p, Vector3.Zero, new(1.08f, 0.86f, 0.86f)), Solid.Ball(p, new(1.08f, 0, 0), 0.13f), 0.35f);
                    return size * (Solid.Join(body, Solid.Ball(p, new(-1.04f, 0, 0), 0.14f), 0.3f) + (0.012f * (float)Grain(p, 9))) * 0.8f;
                };
                look = point => new SurfaceLook(yellow, rind, Math.Clamp(0.3f + (0.7f * (float)Grain(In(point), 6)), 0, 1), 0.035f, 22);
                break;
            case Kind.Apple:
                var (red, green) = (Patch("red", 1.1), Patch("yellow green", 0.9));
                distance = point =>
                {
                    var p = In(point) + new Vector3(0, 0.86f, 0);
                    var round = MathF.Sqrt((p.X * p.X) + (p.Z * p.Z));
                    var body = new Vector2(round - 0.36f - (0.05f * p.Y), (p.Y + (0.1f * round)) * 0.8f).Length() - 0.64f;
                    var filled = Solid.Join(body, Solid.Ellipsoid(p, new(0, 0.1f, 0), new(0.6f, 0.5f, 0.6f)), 0.25f);
                    return size * MathF.Min(filled, Solid.Rod(p, new(0, -0.4f, 0), new(0.1f, -1.05f, 0.05f), 0.035f, 0.05f)) * 0.8f;
                };
                look = point =>
                {
                    var p = In(point) + new Vector3(0, 0.86f, 0);
                    if (p.Y < -0.62f && new Vector2(p.X - 0.04f, p.Z).Length() < 0.14f)
                    {
                        return new SurfaceLook(dark, Patch("dark skin", 0.6), 0.6f, 0.02f, 10);
                    }

                    var streaks = noise.Octaves(MathF.Atan2(p.X, p.Z) * 9, p.Y * 1.2, Octaves(size * rows / 40), 0.7);
                    return new SurfaceLook(red, green, Math.Clamp(0.15f - (0.35f * p.X) - (0.35f * p.Y) + (0.7f * (float)streaks), 0, 0.9f), 0.045f, 60);
                };
                break;
            case Kind.Plum:
                var (purple, bloom) = (Patch("purple", 0.8), Patch("blue flower", 0.6));
                distance = point => size * Solid.Ellipsoid(In(point), new(0, -0.92f, 0), new(0.98f, 0.92f, 0.98f)) * 0.9f;
                look = point => new SurfaceLook(purple, bloom, Math.Clamp(0.3f + (0.9f * (float)Grain(In(point), 3)), 0, 1), 0.03f, 26);
                break;
            default:
                // Polished steel shows the room: the wall above, the table below, the window on the left.
                var (wall, table, bright) = (Patch("neutral 5", 1), Patch("orange", 0.35), Patch("white 9.5", 2.5));
                distance = point => size * Solid.Ball(In(point), new(0, -1, 0), 1);
                look = point =>
                {
                    var normal = In(point) + Vector3.UnitY;
                    var seen = Vector3.Reflect(-Vector3.UnitZ, Vector3.Normalize(normal));
                    float Bar(float place, float middle, float half) => Math.Clamp((half - MathF.Abs(place - middle)) / 0.06f, 0, 1);
                    var window = seen.Z > -0.95f ? Bar(seen.X, -0.6f, 0.28f) * Bar(seen.Y, -0.45f, 0.28f) * (1 - Bar(seen.X, -0.6f, 0.06f)) * (1 - Bar(seen.Y, -0.45f, 0.06f)) : 0;
                    var below = Math.Clamp(0.5f + (seen.Y * 4), 0, 1);
                    return new SurfaceLook([.. wall.Zip(table, (high, low) => double.Lerp(high, low, below))], bright, window, 0.02f, 200);
                };
                break;
        }

        new SolidPainter(distance, look, _light).Paint(context, picture, BoundsOf(thing), white);
    }
}
