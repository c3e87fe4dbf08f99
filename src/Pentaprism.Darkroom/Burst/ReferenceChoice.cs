namespace Pentaprism.Darkroom.Burst;

/// <summary>Chooses the frame whose view and moment the picture shows.</summary>
/// <remarks>
/// Of one exposure it is the first frame that is nearly as sharp as the sharpest: the nearest to the moment of the shutter. Of several
/// exposures it is chosen among the longest of which hardly anything is clipped. Sharpness is a gradient energy in units of the noise's
/// variance, less that of the noise: in deep noise it is a small number of either sign, so frames are compared by what the energy was with
/// the noise in it.
/// </remarks>
internal static class ReferenceChoice
{
    /// <summary>Exposures within this factor are taken as one.</summary>
    public const double OneExposure = 1.15;

    private const double NearlyAsSharp = 0.85;
    private const double EnergyOfNoise = 4;
    private const double MostClipped = 0.005;
    private const double Clipped = 0.97;
    private const int RowStep = 8;

    /// <summary>Tells whether frames differ in exposure.</summary>
    /// <param name="store">The frames.</param>
    /// <returns>True for a bracket.</returns>
    public static bool HasSeveralExposures(FrameStore store)
    {
        var exposures = Enumerable.Range(0, store.Count).Select(frame => store[frame].Exposure).ToList();
        return exposures.Max() > OneExposure * exposures.Min();
    }

    /// <summary>Chooses among frames whose sharpness is known.</summary>
    /// <param name="store">The frames.</param>
    /// <returns>The number of the frame.</returns>
    public static int Choose(FrameStore store)
    {
        var candidates = Enumerable.Range(0, store.Count).ToList();
        if (HasSeveralExposures(store))
        {
            var unclipped = candidates.Where(frame => ClippedShare(store, frame) <= MostClipped).ToList();
            var wanted = unclipped.Count > 0 ? unclipped.Max(frame => store[frame].Exposure) : candidates.Min(frame => store[frame].Exposure);
            candidates = [.. candidates.Where(frame => store[frame].Exposure <= wanted * OneExposure && store[frame].Exposure * OneExposure >= wanted)];
        }

        var sharpest = candidates.Max(Energy);
        return candidates.First(frame => Energy(frame) >= NearlyAsSharp * sharpest);

        double Energy(int frame) => Math.Max(store[frame].Sharpness + EnergyOfNoise, 0);
    }

    private static double ClippedShare(FrameStore store, int frame)
    {
        var row = new float[store.Width];
        var (clipped, all) = (0L, 0L);
        for (var plane = 0; plane < store.Planes; plane++)
        {
            // Neighbouring pairs of rows hold every colour of a Bayer pattern.
            for (var y = 0; y < store.Height; y += (y & 1) == 0 ? 1 : RowStep - 1)
            {
                store.Read(frame, plane, 0, y, store.Width, 1, row, store.Width);
                var gain = store.Gain is { } gains ? gains.Row(y) : default;
                for (var x = 0; x < row.Length; x++)
                {
                    clipped += row[x] >= Clipped * (gain.IsEmpty ? 1 : gain[x]) ? 1 : 0;
                }

                all += row.Length;
            }
        }

        return (double)clipped / all;
    }
}
