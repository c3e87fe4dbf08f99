using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>What photosites without a filter would see at every place, and where they are not clipped.</summary>
/// <remarks>
/// White stands on every second photosite, as green on a Bayer sensor. Between them it is interpolated along rows and columns by cubics, each direction
/// counting by how little white changes along it.
/// </remarks>
internal sealed class WhitePlane : IDisposable
{
    private const int Reach = 3;

    // Of the clip level: a little below it the answer of a photosite bends.
    private const float Clipped = 0.98f;

    private WhitePlane(Plane<float> light, Plane<float> whole) => (Light, Whole) = (light, whole);

    /// <summary>Gets white at every photosite.</summary>
    public Plane<float> Light { get; }

    /// <summary>Gets 1 where all white that it is made of is whole, 0 where some is clipped.</summary>
    public Plane<float> Whole { get; }

    /// <summary>Interpolates.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The plane; the caller disposes it.</returns>
    public static WhitePlane Of(Mosaic mosaic, ProcessingContext context)
    {
        var (light, whole) = (context.Pool.Rent<float>(mosaic.Width, mosaic.Height), context.Pool.Rent<float>(mosaic.Width, mosaic.Height));
        Bands.Run(context, mosaic.Width, mosaic.Height, Bands.DefaultHeight, () => new Lines(mosaic), (lines, top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                lines.Load(y);
                lines.Row(y, light.Row(y), whole.Row(y));
            }
        });
        return new WhitePlane(light, whole);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Light.Dispose();
        Whole.Dispose();
    }

    // The rows around one, mirrored beyond the border.
    private sealed class Lines(Mosaic mosaic)
    {
        private readonly float[][] _rows = [.. Enumerable.Range(0, (2 * Reach) + 1).Select(_ => new float[mosaic.Width + (2 * Reach)])];
        private readonly float _noise = (float)mosaic.Noise[CfaPattern.White].Variance(0.1);

        public void Load(int y)
        {
            for (var k = 0; k < _rows.Length; k++)
            {
                var row = _rows[k];
                mosaic.Samples.Row(Mirror.Index(y + k - Reach, mosaic.Height)).CopyTo(row.AsSpan(Reach));
                for (var i = 1; i <= Reach; i++)
                {
                    row[Reach - i] = row[Reach + i];
                    row[^(Reach - i + 1)] = row[^(Reach + i + 1)];
                }
            }
        }

        public void Row(int y, Span<float> light, Span<float> whole)
        {
            for (var x = 0; x < light.Length; x++)
            {
                var isWhite = mosaic.Cfa[x, y] == CfaPattern.White;
                light[x] = isWhite ? _rows[Reach][x + Reach] : Between(x + Reach);
                var most = isWhite ? light[x] : MathF.Max(MathF.Max(_rows[Reach][x + Reach - 1], _rows[Reach][x + Reach + 1]), MathF.Max(_rows[Reach - 1][x + Reach], _rows[Reach + 1][x + Reach]));
                whole[x] = most < Clipped * (mosaic.Gain is { } gain ? gain.Row(y)[x] : 1) ? 1 : 0;
            }
        }

        private float Between(int x)
        {
            float[] here = _rows[Reach], above = _rows[Reach - 1], below = _rows[Reach + 1];
            var across = Cubic(here[x - 3], here[x - 1], here[x + 1], here[x + 3]);
            var down = Cubic(_rows[0][x], above[x], below[x], _rows[2 * Reach][x]);
            var changeAcross = MathF.Abs(here[x - 1] - here[x + 1])
                + (0.5f * (MathF.Abs(above[x] - above[x - 2]) + MathF.Abs(above[x] - above[x + 2]) + MathF.Abs(below[x] - below[x - 2]) + MathF.Abs(below[x] - below[x + 2])));
            var changeDown = MathF.Abs(above[x] - below[x])
                + (0.5f * (MathF.Abs(here[x - 1] - _rows[Reach - 2][x - 1]) + MathF.Abs(here[x - 1] - _rows[Reach + 2][x - 1])
                    + MathF.Abs(here[x + 1] - _rows[Reach - 2][x + 1]) + MathF.Abs(here[x + 1] - _rows[Reach + 2][x + 1])));
            var (weightAcross, weightDown) = (1 / ((changeAcross * changeAcross) + (9 * _noise) + 1e-9f), 1 / ((changeDown * changeDown) + (9 * _noise) + 1e-9f));
            return ((weightAcross * across) + (weightDown * down)) / (weightAcross + weightDown);
        }

        private static float Cubic(float a, float b, float c, float d) => (0.5625f * (b + c)) - (0.0625f * (a + d));
    }
}
