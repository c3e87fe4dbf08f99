namespace Pentaprism.Imaging;

/// <summary>A rectangle of whole pixels.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelRectangle(int Left, int Top, int Width, int Height)
{
    /// <summary>Gets one past the last column.</summary>
    public int Right => Left + Width;

    /// <summary>Gets one past the last row.</summary>
    public int Bottom => Top + Height;

    /// <summary>Tells whether another rectangle lies within this one.</summary>
    /// <param name="other">The other rectangle.</param>
    /// <returns>True when no part of it sticks out.</returns>
    public bool Contains(PixelRectangle other) =>
        other.Left >= Left && other.Top >= Top && other.Right <= Right && other.Bottom <= Bottom;
}
