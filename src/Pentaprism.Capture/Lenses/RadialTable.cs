namespace Pentaprism.Capture.Lenses;

/// <summary>A function of the radius as a table over its square, so that no pixel takes a root.</summary>
internal sealed class RadialTable
{
    private const int Entries = 2048;
    private const double LargestRadius = 1.3;
    private const float EntriesPerUnit = (float)(Entries / (LargestRadius * LargestRadius));

    private readonly float[] _values = new float[Entries + 2];

    /// <summary>Tabulates a function.</summary>
    /// <param name="function">Of the radius, 0 to 1.3 corners; its value goes on beyond.</param>
    public RadialTable(Func<double, double> function)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = (float)function(Math.Sqrt(i * (LargestRadius * LargestRadius / Entries)));
        }

        IsOne = _values.All(value => value == 1);
    }

    /// <summary>Tabulates what lies on lines between values at equal steps of 0 to 1; the last one holds beyond.</summary>
    /// <param name="values">The values, two or more.</param>
    /// <param name="position">From 0 to 1, of the radius.</param>
    public static RadialTable Between(IReadOnlyList<double> values, Func<double, double> position) => new(radius =>
    {
        var place = Math.Clamp(position(radius), 0, 1) * (values.Count - 1);
        var index = Math.Min((int)place, values.Count - 2);
        return double.Lerp(values[index], values[index + 1], place - index);
    });

    /// <summary>Gets a value indicating whether it is 1 everywhere.</summary>
    public bool IsOne { get; }

    /// <summary>Gives the value at a squared radius.</summary>
    public float At(float squaredRadius)
    {
        var position = Math.Min(squaredRadius * EntriesPerUnit, Entries);
        var index = (int)position;
        return _values[index] + ((position - index) * (_values[index + 1] - _values[index]));
    }
}
