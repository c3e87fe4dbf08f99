using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>How far a frame may be trusted at each site of a tile, in the layout of <see cref="AlignedTile"/>.</summary>
internal sealed class TileWeights
{
    private const int Pitch = MergeFrame.WeightPitch;

    private readonly float[] _samples = new float[AlignedTile.Width * AlignedTile.Height];
    private readonly float[] _cells = new float[(AlignedTile.Width / Pitch) + 2];

    /// <summary>Gets the weight that holds all over the tile; null where it varies.</summary>
    public float? Uniform { get; private set; }

    /// <summary>Gets the weights of all sites where they vary.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>Finds the weights of a tile.</summary>
    /// <param name="frame">The frame: its weights, and its exposure, because the noise of less light weighs less.</param>
    /// <param name="tile">The tile.</param>
    public void Load(MergeFrame frame, PixelRectangle tile)
    {
        var factor = (float)(1 / frame.Gain);
        Uniform = (frame.Weights is null ? 1 : FindUniform(frame.Weights, tile)) * factor;
        if (Uniform is not null || frame.Weights is not { } weights)
        {
            return;
        }

        // The centre of cell j lies at 4 j + 1.5.
        for (var y = 0; y < tile.Height; y++)
        {
            var v = ((tile.Top + y + 0.5f) / Pitch) - 0.5f;
            var upper = (int)MathF.Floor(v);
            MixRows(weights, upper, v - upper, tile);
            Spread(tile.Width, factor, _samples.AsSpan(y * AlignedTile.Width, AlignedTile.Width));
        }
    }

    /// <summary>Takes out sites that the frame does not show.</summary>
    /// <param name="shown">1 or 0 for each site.</param>
    public void Restrict(ReadOnlySpan<float> shown)
    {
        var uniform = new Vector<float>(Uniform ?? 0);
        for (var x = 0; x < _samples.Length; x += Vector<float>.Count)
        {
            var old = Uniform is null ? new Vector<float>(_samples, x) : uniform;
            (old * new Vector<float>(shown[x..])).CopyTo(_samples, x);
        }

        Uniform = null;
    }

    private static float? FindUniform(Plane<float> weights, PixelRectangle tile)
    {
        var (left, right) = (Math.Max(0, (tile.Left / Pitch) - 1), Math.Min(weights.Width, ((tile.Right - 1) / Pitch) + 2));
        var (top, bottom) = (Math.Max(0, (tile.Top / Pitch) - 1), Math.Min(weights.Height, ((tile.Bottom - 1) / Pitch) + 2));
        var first = weights.Row(top)[left];
        for (var y = top; y < bottom; y++)
        {
            if (weights.Row(y)[left..right].ContainsAnyExcept(first))
            {
                return null;
            }
        }

        return first;
    }

    private void MixRows(Plane<float> weights, int upper, float share, PixelRectangle tile)
    {
        var above = weights.Row(Math.Clamp(upper, 0, weights.Height - 1));
        var below = weights.Row(Math.Clamp(upper + 1, 0, weights.Height - 1));
        var first = (tile.Left / Pitch) - 1;
        for (var i = 0; i < ((tile.Width + Pitch - 1) / Pitch) + 2; i++)
        {
            var at = Math.Clamp(first + i, 0, weights.Width - 1);
            _cells[i] = above[at] + (share * (below[at] - above[at]));
        }
    }

    // The four sites of cell i lie at −3/8, −1/8, 1/8, 3/8 of a cell around its centre.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(int width, float factor, Span<float> row)
    {
        var even = row[..(AlignedTile.Width / 2)];
        var odd = row[(AlignedTile.Width / 2)..];
        for (var i = 0; i < (width + Pitch - 1) / Pitch; i++)
        {
            var (before, own, behind) = (_cells[i] * factor, _cells[i + 1] * factor, _cells[i + 2] * factor);
            even[2 * i] = own + (0.375f * (before - own));
            odd[2 * i] = own + (0.125f * (before - own));
            even[(2 * i) + 1] = own + (0.125f * (behind - own));
            odd[(2 * i) + 1] = own + (0.375f * (behind - own));
        }
    }
}
