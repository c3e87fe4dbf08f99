using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>The brightest of all frames at each site of a tile, in the layout of <see cref="AlignedTile"/>.</summary>
internal sealed class TileMaximum
{
    // The brightest of many noisy samples lies above their mean: by √(2 ln N) standard deviations, and hardly ever by this many more.
    private const float Margin = 2;

    // Over this many deviations more the maximum takes over.
    private const float Ramp = 2;

    // Part of the difference across a sample's neighbours that interpolation of a frame may be wrong by.
    private const float InterpolationError = 0.12f;

    private readonly float[] _most = new float[AlignedTile.Width * AlignedTile.Height];
    private readonly float[] _result = new float[AlignedTile.Width * AlignedTile.Height];

    /// <summary>Gets the result, once it is finished.</summary>
    public Span<float> Samples => _result;

    /// <summary>Begins anew.</summary>
    public void Begin() => _most.AsSpan().Fill(float.MinValue);

    /// <summary>Adds a frame.</summary>
    /// <param name="samples">Its samples.</param>
    /// <param name="shown">1 for each site that it shows; empty where it shows all.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<float> samples, ReadOnlySpan<float> shown)
    {
        for (var x = 0; x <= samples.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var (old, own) = (new Vector<float>(_most, x), new Vector<float>(samples[x..]));
            var most = Vector.MaxNative(old, own);
            most = shown.IsEmpty ? most : Vector.ConditionalSelect(Vector.Equals(new Vector<float>(shown[x..]), Vector<float>.Zero), old, most);
            most.CopyTo(_most, x);
        }
    }

    /// <summary>Gives the maximum where it exceeds the mean by more than noise explains, else the mean, with one decision for each 2 × 2 sites.</summary>
    /// <param name="mean">The mean of the frames.</param>
    /// <param name="noise">Noise of the four sites, row by row, in the units of the samples.</param>
    /// <param name="frames">Number of frames.</param>
    /// <param name="area">Size of the tile.</param>
    /// <param name="shares">Receives the share of the maximum: of sites (2 i, 2 j) and their neighbours at j · half a tile's width + i.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Finish(ReadOnlySpan<float> mean, ReadOnlySpan<NoiseLine> noise, int frames, PixelRectangle area, Span<float> shares)
    {
        const int Half = AlignedTile.Width / 2;
        var start = MathF.Sqrt(2 * MathF.Log(Math.Max(frames, 1))) + Margin;
        for (var j = 0; j < (area.Height + 1) / 2; j++)
        {
            for (var i = 0; i < (area.Width + 1) / 2; i++)
            {
                var most = 0f;
                for (var site = 0; site < 4; site++)
                {
                    if ((2 * i) + (site & 1) >= area.Width || (2 * j) + (site >> 1) >= area.Height)
                    {
                        continue;
                    }

                    var at = (((2 * j) + (site >> 1)) * AlignedTile.Width) + ((site & 1) * Half) + i;
                    var excess = Math.Max(_most[at] - mean[at], 0);
                    var variance = (float)noise[site].Variance(mean[at]) + Edge(mean, at, i, j, area);
                    most = Math.Max(most, excess * excess / Math.Max(variance, 1e-20f));
                }

                var share = Math.Clamp((MathF.Sqrt(most) - start) / Ramp, 0, 1);
                shares[(j * Half) + i] = share;
                for (var site = 0; site < 4; site++)
                {
                    var at = (((2 * j) + (site >> 1)) * AlignedTile.Width) + ((site & 1) * Half) + i;
                    _result[at] = share == 0 ? mean[at] : mean[at] + (share * (_most[at] - mean[at]));
                }
            }
        }
    }

    // The square of what interpolation may be wrong by, from the neighbours of one colour.
    private static float Edge(ReadOnlySpan<float> mean, int at, int i, int j, PixelRectangle area)
    {
        const int TwoRows = 2 * AlignedTile.Width;
        var across = mean[i + 1 < area.Width / 2 ? at + 1 : at] - mean[i > 0 ? at - 1 : at];
        var down = mean[j + 1 < area.Height / 2 ? at + TwoRows : at] - mean[j > 0 ? at - TwoRows : at];
        return InterpolationError * InterpolationError * ((across * across) + (down * down));
    }
}
