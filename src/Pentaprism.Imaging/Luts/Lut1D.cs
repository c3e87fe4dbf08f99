namespace Pentaprism.Imaging;

/// <summary>A function of one sample as a table of equally spaced values, interpolated linearly and constant beyond its ends.</summary>
public sealed class Lut1D
{
    // Value and step to the next value side by side, so that one look-up touches one cache line.
    private readonly float[] _pairs;
    private readonly float _scale;

    /// <summary>Makes a table.</summary>
    /// <param name="values">Values from the first place to the last, at least two.</param>
    /// <param name="first">Place of the first value.</param>
    /// <param name="last">Place of the last value, above the first.</param>
    /// <exception cref="ArgumentException">There are fewer than two values, or the places are not in order.</exception>
    public Lut1D(ReadOnlySpan<float> values, float first, float last)
    {
        if (values.Length < 2)
        {
            throw new ArgumentException($"A table needs two values or more, not {values.Length}.", nameof(values));
        }

        if (!(last > first) || !float.IsFinite(last - first))
        {
            throw new ArgumentException($"The last place ({last}) must lie above the first ({first}).", nameof(last));
        }

        (First, Last, Count) = (first, last, values.Length);
        _scale = (values.Length - 1) / (last - first);
        _pairs = new float[2 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            _pairs[2 * i] = values[i];
            _pairs[(2 * i) + 1] = i + 1 < values.Length ? values[i + 1] - values[i] : 0;
        }
    }

    /// <summary>Gets the place of the first value.</summary>
    public float First { get; }

    /// <summary>Gets the place of the last value.</summary>
    public float Last { get; }

    /// <summary>Gets the number of values.</summary>
    public int Count { get; }

    /// <summary>Tabulates a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="first">First place.</param>
    /// <param name="last">Last place.</param>
    /// <param name="count">Number of values, at least 2.</param>
    /// <returns>The table.</returns>
    public static Lut1D Tabulate(Func<double, double> function, double first, double last, int count)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (float)function(first + ((last - first) * i / (count - 1)));
        }

        return new Lut1D(values, (float)first, (float)last);
    }

    /// <summary>Tabulates straight lines between points.</summary>
    /// <param name="xs">Where the points stand, at least two, each larger than the one before.</param>
    /// <param name="ys">Their values, as many.</param>
    /// <param name="count">Number of values, at least 2.</param>
    /// <returns>The table, from the first point to the last.</returns>
    public static Lut1D ThroughPoints(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, int count)
    {
        _ = new MonotoneCurve(xs, ys);
        var (places, values) = (xs.ToArray(), ys.ToArray());
        return Tabulate(x => Between(places, values, x), xs[0], xs[^1], count);
    }

    /// <summary>Tabulates the smooth curve of <see cref="MonotoneCurve"/> through points.</summary>
    /// <param name="xs">Where the points stand, at least two, each larger than the one before.</param>
    /// <param name="ys">Their values, as many.</param>
    /// <param name="count">Number of values, at least 2.</param>
    /// <returns>The table, from the first point to the last.</returns>
    public static Lut1D SmoothThroughPoints(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, int count) =>
        Tabulate(new MonotoneCurve(xs, ys).Evaluate, xs[0], xs[^1], count);

    /// <summary>Looks a row up.</summary>
    /// <param name="input">Samples; what is not a number counts as the first place.</param>
    /// <param name="output">As many samples; may be <paramref name="input"/> itself.</param>
    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Length != output.Length)
        {
            throw new ArgumentException($"{input.Length} samples cannot become {output.Length}.", nameof(output));
        }

        ReadOnlySpan<float> pairs = _pairs;
        var (offset, scale, top) = (-First * _scale, _scale, (float)(Count - 1));
        for (var x = 0; x < input.Length && x < output.Length; x++)
        {
            var place = MathF.FusedMultiplyAdd(input[x], scale, offset);
            place = place > 0 ? place : 0;
            place = place < top ? place : top;
            var index = (int)place;
            var pair = pairs.Slice(2 * index, 2);
            output[x] = MathF.FusedMultiplyAdd(place - index, pair[1], pair[0]);
        }
    }

    private static double Between(double[] xs, double[] ys, double x)
    {
        var found = Array.BinarySearch(xs, x);
        var i = Math.Clamp(found >= 0 ? found : ~found - 1, 0, xs.Length - 2);
        var t = Math.Clamp((x - xs[i]) / (xs[i + 1] - xs[i]), 0, 1);
        return ys[i] + (t * (ys[i + 1] - ys[i]));
    }
}
