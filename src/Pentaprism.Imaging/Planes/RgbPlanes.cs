namespace Pentaprism.Imaging;

/// <summary>Three planes of equal size that together make a colour picture. Owns its planes.</summary>
public sealed class RgbPlanes : IDisposable
{
    /// <summary>Joins three planes.</summary>
    /// <param name="red">First colour.</param>
    /// <param name="green">Second colour.</param>
    /// <param name="blue">Third colour.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public RgbPlanes(Plane<float> red, Plane<float> green, Plane<float> blue)
    {
        ArgumentNullException.ThrowIfNull(red);
        ArgumentNullException.ThrowIfNull(green);
        ArgumentNullException.ThrowIfNull(blue);
        if (green.Width != red.Width || blue.Width != red.Width || green.Height != red.Height || blue.Height != red.Height)
        {
            throw new ArgumentException("The three planes must have one size.", nameof(green));
        }

        (Red, Green, Blue) = (red, green, blue);
    }

    /// <summary>Gets the first colour.</summary>
    public Plane<float> Red { get; }

    /// <summary>Gets the second colour.</summary>
    public Plane<float> Green { get; }

    /// <summary>Gets the third colour.</summary>
    public Plane<float> Blue { get; }

    /// <summary>Gets the samples in a row.</summary>
    public int Width => Red.Width;

    /// <summary>Gets the number of rows.</summary>
    public int Height => Red.Height;

    /// <summary>Gets a plane by number: 0 red, 1 green, 2 blue.</summary>
    /// <param name="colour">0, 1 or 2.</param>
    public Plane<float> this[int colour] => colour switch
    {
        0 => Red,
        1 => Green,
        2 => Blue,
        _ => throw new ArgumentOutOfRangeException(nameof(colour)),
    };

    /// <summary>Lends three planes from a pool; their samples are dirty.</summary>
    /// <param name="pool">The lender.</param>
    /// <param name="width">Samples in a row.</param>
    /// <param name="height">Rows.</param>
    /// <returns>The picture.</returns>
    public static RgbPlanes Rent(PlanePool pool, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return new RgbPlanes(pool.Rent<float>(width, height), pool.Rent<float>(width, height), pool.Rent<float>(width, height));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Red.Dispose();
        Green.Dispose();
        Blue.Dispose();
    }
}
