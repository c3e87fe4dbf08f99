namespace Pentaprism.Darkroom.Finish;

/// <summary>Where the pixels of a stored picture stand in the upright one.</summary>
/// <remarks>
/// EXIF 2.32, Orientation: 1 as it is, 2 mirrored, 3 turned by 180°, 4 mirrored and turned by 180°, 5 transposed, 6 turned by 90° to the
/// right, 7 transposed and turned by 180°, 8 turned by 90° to the left.
/// </remarks>
internal readonly record struct Orientation(int Code, int Width, int Height)
{
    /// <summary>Gets a value indicating whether rows become columns.</summary>
    public bool IsTransposed => Code >= 5;

    /// <summary>Gets a value indicating whether stored columns run backwards.</summary>
    public bool ReversesColumns => Code is 2 or 3 or 7 or 8;

    /// <summary>Gets a value indicating whether stored rows run backwards.</summary>
    public bool ReversesRows => Code is 3 or 4 or 6 or 7;

    /// <summary>Gets the width of the upright picture.</summary>
    public int UprightWidth => IsTransposed ? Height : Width;

    /// <summary>Gets the height of the upright picture.</summary>
    public int UprightHeight => IsTransposed ? Width : Height;

    /// <summary>Copies stored rows, red, green, blue beside each other, to their places in the upright picture.</summary>
    /// <typeparam name="T">Sample type.</typeparam>
    /// <param name="band">Rows of interleaved pixels.</param>
    /// <param name="top">Number of the first row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="upright">All samples of the upright picture.</param>
    public void Place<T>(ReadOnlySpan<T> band, int top, int rows, Span<T> upright)
        where T : unmanaged
    {
        if (IsTransposed)
        {
            PlaceColumns(band, top, rows, upright);
            return;
        }

        for (var y = 0; y < rows; y++)
        {
            var row = band.Slice(y * 3 * Width, 3 * Width);
            var place = ReversesRows ? Height - 1 - (top + y) : top + y;
            var target = upright.Slice(place * 3 * Width, 3 * Width);
            if (ReversesColumns)
            {
                Reverse(row, target);
            }
            else
            {
                row.CopyTo(target);
            }
        }
    }

    private static void Reverse<T>(ReadOnlySpan<T> row, Span<T> target)
        where T : unmanaged
    {
        for (int x = 0, end = target.Length - 3; x < row.Length && end >= 0; x += 3, end -= 3)
        {
            target[end] = row[x];
            target[end + 1] = row[x + 1];
            target[end + 2] = row[x + 2];
        }
    }

    // One stored column after the other becomes a stretch of an upright row as long as the band is high.
    private void PlaceColumns<T>(ReadOnlySpan<T> band, int top, int rows, Span<T> upright)
        where T : unmanaged
    {
        var step = 3 * Width;
        for (var x = 0; x < Width; x++)
        {
            var place = ReversesColumns ? Width - 1 - x : x;
            var first = ReversesRows ? Height - top - rows : top;
            var stretch = upright.Slice(((place * Height) + first) * 3, rows * 3);
            var from = (ReversesRows ? (rows - 1) * step : 0) + (3 * x);
            var stride = ReversesRows ? -step : step;
            for (var i = 0; i < stretch.Length; i += 3, from += stride)
            {
                var pixel = band.Slice(from, 3);
                stretch[i] = pixel[0];
                stretch[i + 1] = pixel[1];
                stretch[i + 2] = pixel[2];
            }
        }
    }
}
