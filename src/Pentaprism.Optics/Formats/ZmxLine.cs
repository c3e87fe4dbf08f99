namespace Pentaprism.Optics.Formats;

/// <summary>A line of a ZMX file: a key and its values.</summary>
internal sealed class ZmxLine
{
    public ZmxLine(int number, string line)
    {
        Number = number;
        Rest = line.Trim();
        Words = Rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Key = Words.Length > 0 ? Words[0] : "";
        Rest = Rest[Math.Min(Key.Length, Rest.Length)..].Trim();
    }

    public int Number { get; }

    public string Key { get; }

    /// <summary>Gets the key and the values.</summary>
    public string[] Words { get; }

    /// <summary>Gets what stands behind the key.</summary>
    public string Rest { get; }

    /// <summary>Reads a value as a finite number.</summary>
    public double NumberAt(int index, LensDraft draft) =>
        index < Words.Length && TextFile.TryNumber(Words[index], out var value) ? value
            : throw draft.Wrong(Number, index < Words.Length ? $"'{Words[index]}' of {Key} is no number" : $"{Key} lacks value {index}");

    /// <summary>Reads a value as a whole number.</summary>
    public int CountAt(int index, LensDraft draft) =>
        NumberAt(index, draft) is var value && value == Math.Truncate(value) && Math.Abs(value) < int.MaxValue ? (int)value
            : throw draft.Wrong(Number, $"'{Words[index]}' of {Key} is no whole number");
}
