using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>The samples of one frame in 16-bit codes: value = zero + code · step.</summary>
internal sealed class StoredFrame : IDisposable
{
    private readonly Plane<ushort>[] _codes;
    private readonly float _zero;
    private readonly float _step;

    private StoredFrame(BurstFrame facts, Plane<ushort>[] codes, float zero, float step)
    {
        Facts = facts;
        _codes = codes;
        _zero = zero;
        _step = step;
    }

    public BurstFrame Facts { get; }

    public static StoredFrame Of(BurstFrame facts, ReadOnlySpan<Plane<float>> planes, ProcessingContext context)
    {
        var (least, most) = (float.MaxValue, float.MinValue);
        foreach (var plane in planes)
        {
            foreach (var value in plane.Samples)
            {
                least = Math.Min(least, value);
                most = Math.Max(most, value);
            }
        }

        var step = Math.Max((most - least) / ushort.MaxValue, float.Epsilon);
        var codes = new Plane<ushort>[planes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = context.Pool.Rent<ushort>(planes[i].Width, planes[i].Height);
            var from = planes[i].Samples;
            var to = codes[i].Samples;
            for (var k = 0; k < to.Length; k++)
            {
                to[k] = (ushort)Math.Clamp(MathF.Round((from[k] - least) / step), 0, ushort.MaxValue);
            }
        }

        return new StoredFrame(facts, codes, least, step);
    }

    public void Read(int plane, int left, int top, int width, int height, Span<float> samples, int stride)
    {
        var codes = _codes[plane];
        for (var y = 0; y < height; y++)
        {
            var row = codes.Row(Mirrored(top + y, codes.Height));
            var to = samples.Slice(y * stride, width);
            var x = 0;
            for (; x < width && left + x < 0; x++)
            {
                to[x] = Value(row[Mirrored(left + x, codes.Width)]);
            }

            var inside = Math.Min(width, codes.Width - left);
            for (; x + Vector<ushort>.Count <= inside; x += Vector<ushort>.Count)
            {
                Vector.Widen(new Vector<ushort>(row[(left + x)..]), out var low, out var high);
                Decode(low).CopyTo(to[x..]);
                Decode(high).CopyTo(to[(x + Vector<uint>.Count)..]);
            }

            for (; x < width; x++)
            {
                to[x] = Value(row[Mirrored(left + x, codes.Width)]);
            }
        }
    }

    public void Dispose() => Array.ForEach(_codes, plane => plane.Dispose());

    private Vector<float> Decode(Vector<uint> code) =>
        Vector.FusedMultiplyAdd(Vector.ConvertToSingle(Vector.AsVectorInt32(code)), new Vector<float>(_step), new Vector<float>(_zero));

    private float Value(ushort code) => MathF.FusedMultiplyAdd(code, _step, _zero);

    private static int Mirrored(int index, int count)
    {
        if (count == 1)
        {
            return 0;
        }

        var period = 2 * (count - 1);
        index = ((index % period) + period) % period;
        return index < count ? index : period - index;
    }
}
