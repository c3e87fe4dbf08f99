namespace Pentaprism.Files.Dng;

/// <summary>Turns a row of differences into samples.</summary>
/// <remarks>Source: ITU-T T.81, section H.1: sums wrap at 16 bits; a is left, b above, c above left.</remarks>
internal static class LosslessJpegPrediction
{
    /// <summary>Adds up a row.</summary>
    /// <param name="frame">The predictor and the number of components.</param>
    /// <param name="row">Differences before, samples after.</param>
    /// <param name="above">The row above; empty in the first row after the start or a restart.</param>
    public static void Apply(LosslessJpegFrame frame, Span<ushort> row, ReadOnlySpan<ushort> above)
    {
        var step = frame.Tables.Length;
        if (above.IsEmpty)
        {
            var first = 1 << (frame.Precision - frame.PointTransform - 1);
            for (var component = 0; component < step; component++)
            {
                row[component] = (ushort)(row[component] + first);
            }

            Left(row, step);
            return;
        }

        for (var component = 0; component < step; component++)
        {
            row[component] = (ushort)(row[component] + above[component]);
        }

        switch (frame.Predictor)
        {
            case 1:
                Left(row, step);
                break;
            case 2:
                Above(row, above, step);
                break;
            default:
                Planar(row, above, step, frame.Predictor);
                break;
        }
    }

    private static void Left(Span<ushort> row, int step)
    {
        switch (step)
        {
            case 1:
                Left1(row);
                break;
            case 2:
                Left2(row);
                break;
            default:
                for (var i = step; i < row.Length; i++)
                {
                    row[i] = (ushort)(row[i] + row[i - step]);
                }

                break;
        }
    }

    private static void Left1(Span<ushort> row)
    {
        var sum = 0;
        foreach (ref var sample in row)
        {
            sum += sample;
            sample = (ushort)sum;
        }
    }

    private static void Left2(Span<ushort> row)
    {
        var even = 0;
        var odd = 0;
        for (var i = 0; i + 1 < row.Length; i += 2)
        {
            even += row[i];
            row[i] = (ushort)even;
            odd += row[i + 1];
            row[i + 1] = (ushort)odd;
        }
    }

    private static void Above(Span<ushort> row, ReadOnlySpan<ushort> above, int step)
    {
        for (var i = step; i < row.Length; i++)
        {
            row[i] = (ushort)(row[i] + above[i]);
        }
    }

    private static void Planar(Span<ushort> row, ReadOnlySpan<ushort> above, int step, int predictor)
    {
        for (var i = step; i < row.Length; i++)
        {
            int a = row[i - step], b = above[i], c = above[i - step];
            var predicted = predictor switch
            {
                3 => c,
                4 => a + b - c,
                5 => a + ((b - c) >> 1),
                6 => b + ((a - c) >> 1),
                _ => (a + b) >> 1,
            };
            row[i] = (ushort)(row[i] + predicted);
        }
    }
}
