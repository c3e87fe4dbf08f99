namespace Pentaprism.Files.Tests.Dng;

/// <summary>Writes lossless JPEG by the letter of ITU-T T.81, slowly and plainly, in all its variants: the truth for the decoder.</summary>
internal sealed record PlainLosslessJpeg
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    public int Components { get; init; } = 1;

    public int Precision { get; init; } = 16;

    public int Predictor { get; init; } = 1;

    public int PointTransform { get; init; }

    public int RestartRows { get; init; }

    /// <summary>Gets, for each component, the length of the code of each class 0 to 16.</summary>
    public int[][] CodeLengths { get; init; } = [[.. Enumerable.Repeat(5, 17)]];

    public byte[] Encode(Func<int, int, int, int> sample)
    {
        var output = new List<byte> { 0xFF, 0xD8 };
        for (var table = 0; table < CodeLengths.Length; table++)
        {
            var lengths = CodeLengths[table];
            byte[] counts = [.. Enumerable.Range(1, 16).Select(length => (byte)lengths.Count(l => l == length))];
            byte[] symbols = [.. Enumerable.Range(0, 17).OrderBy(symbol => lengths[symbol]).ThenBy(symbol => symbol).Select(symbol => (byte)symbol)];
            Segment(output, 0xC4, [(byte)table, .. counts, .. symbols]);
        }

        Segment(output, 0xC3,
            [(byte)Precision, (byte)(Height >> 8), (byte)Height, (byte)(Width >> 8), (byte)Width, (byte)Components,
            .. Enumerable.Range(1, Components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 })]);
        if (RestartRows > 0)
        {
            Segment(output, 0xDD, [(byte)((RestartRows * Width) >> 8), (byte)(RestartRows * Width)]);
        }

        Segment(output, 0xDA,
            [(byte)Components,
            .. Enumerable.Range(0, Components).SelectMany(i => new byte[] { (byte)(i + 1), (byte)((i % CodeLengths.Length) << 4) }),
            (byte)Predictor, 0, (byte)PointTransform]);
        WriteSamples(output, (x, y, component) => sample(x, y, component) >> PointTransform);
        return [.. output, 0xFF, 0xD9];
    }

    private static void Segment(List<byte> output, byte marker, byte[] content)
    {
        output.AddRange([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2)]);
        output.AddRange(content);
    }

    private void WriteSamples(List<byte> output, Func<int, int, int, int> sample)
    {
        var codes = CodeLengths.Select(Codes).ToArray();
        var bits = new System.Text.StringBuilder();
        for (var y = 0; y < Height; y++)
        {
            var isFirst = y == 0 || (RestartRows > 0 && y % RestartRows == 0);
            if (isFirst && y > 0)
            {
                Flush(output, bits);
                output.AddRange([0xFF, (byte)(0xD0 + (((y / RestartRows) - 1) % 8))]);
            }

            for (var x = 0; x < Width; x++)
            {
                for (var component = 0; component < Components; component++)
                {
                    var difference = (short)(sample(x, y, component) - Predicted(sample, x, y, component, isFirst));
                    var category = difference == 0 ? 0 : difference == short.MinValue ? 16 : (int)Math.Floor(Math.Log2(Math.Abs((int)difference))) + 1;
                    bits.Append(codes[component % codes.Length][category]);
                    if (category is > 0 and < 16)
                    {
                        var extra = difference > 0 ? difference : difference + (1 << category) - 1;
                        bits.Append(Convert.ToString(extra, 2).PadLeft(category, '0'));
                    }
                }
            }
        }

        Flush(output, bits);
    }

    private int Predicted(Func<int, int, int, int> sample, int x, int y, int component, bool isFirst)
    {
        if (isFirst)
        {
            return x == 0 ? 1 << (Precision - PointTransform - 1) : sample(x - 1, y, component);
        }

        if (x == 0)
        {
            return sample(0, y - 1, component);
        }

        var (a, b, c) = (sample(x - 1, y, component), sample(x, y - 1, component), sample(x - 1, y - 1, component));
        return Predictor switch
        {
            1 => a,
            2 => b,
            3 => c,
            4 => a + b - c,
            5 => a + ((b - c) >> 1),
            6 => b + ((a - c) >> 1),
            _ => (a + b) >> 1,
        };
    }

    private static string[] Codes(int[] lengths)
    {
        var codes = new string[17];
        var code = 0;
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var symbol = 0; symbol < 17; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    codes[symbol] = Convert.ToString(code++, 2).PadLeft(length, '0');
                }
            }
        }

        return codes;
    }

    private static void Flush(List<byte> output, System.Text.StringBuilder bits)
    {
        while (bits.Length % 8 != 0)
        {
            bits.Append('1');
        }

        for (var i = 0; i < bits.Length; i += 8)
        {
            var value = Convert.ToByte(bits.ToString(i, 8), 2);
            output.Add(value);
            if (value == 0xFF)
            {
                output.Add(0);
            }
        }

        bits.Clear();
    }
}
