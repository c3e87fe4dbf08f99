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

    /// <summary>Gives the rectangle with a border around it.</summary>
    /// <param name="border">Columns and rows more on every side.</param>
    /// <returns>The larger rectangle.</returns>
    public PixelRectangle Grown(int border) => new(Left - border, Top - border, Width + (2 * border), Height + (2 * border));

    /// <summary>Gives what two rectangles have in common.</summary>
    /// <param name="other">The other rectangle.</param>
    /// <returns>The common part; its width or its height is 0 where there is none.</returns>
    public PixelRectangle Common(PixelRectangle other)
    {
        var (left, top) = (Math.Max(Left, other.Left), Math.Max(Top, other.Top));
        return new PixelRectangle(left, top, Math.Max(Math.Min(Right, other.Right) - left, 0), Math.Max(Math.Min(Bottom, other.Bottom) - top, 0));
    }
}
