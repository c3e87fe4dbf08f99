namespace Pentaprism.Optics;

/// <summary>Something that a reader ignored, guessed or thinks worth telling.</summary>
/// <param name="Line">The line of the file, counted from 1; 0 where no single line is meant.</param>
/// <param name="Text">What was done and why, one sentence.</param>
public readonly record struct FileNote(int Line, string Text)
{
    /// <summary>Gives the note in words.</summary>
    /// <returns>Such as "line 12: …".</returns>
    public override string ToString() => Line > 0 ? $"line {Line}: {Text}" : Text;
}
