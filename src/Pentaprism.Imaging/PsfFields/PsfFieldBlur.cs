namespace Pentaprism.Imaging;

/// <summary>Draws a picture as a lens does, with a kernel of its own for every place, and the transpose that a deconvolution needs.</summary>
/// <remarks>
/// The picture is cut into overlapping tiles under hats whose sum is 1; each is convolved with the kernel at its middle. Between the middles of
/// tiles a kernel is thereby blended linearly. Pixel (i, j) of a plane has its centre at
/// (i + 0.5, j + 0.5); beyond the border the picture is mirrored. The result does not depend on the number of workers.
/// </remarks>
public static class PsfFieldBlur
{
    /// <summary>Sends the light of every point where its own kernel puts it: result(x) = Σ scene(u) h(x − u; u).</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="channel">The kernels.</param>
    /// <param name="axisX">Where the axis of the lens meets the picture, in pixels from its left edge; may lie outside.</param>
    /// <param name="axisY">The same from its upper edge.</param>
    /// <param name="scene">The undistorted or already distorted scene in linear light, one sample for each pixel of the channel.</param>
    /// <param name="result">The picture, of the same size, another plane.</param>
    /// <exception cref="ArgumentException">The planes differ in size, or a kernel is wider than 129 pixels.</exception>
    public static void Apply(ProcessingContext context, PsfFieldChannel channel, double axisX, double axisY, Plane<float> scene, Plane<float> result) =>
        Run(context, channel, isOfMeans: false, axisX, axisY, isTransposed: false, scene, result);

    /// <summary>As <see cref="Apply"/>, for a scene whose samples are means over pixels already, as a renderer makes them: no pixel averages twice.</summary>
    /// <remarks>What the lens passes is passed up to the grid's limit; lenses sharper than that leave small negative values beside points of light.</remarks>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="channel">The kernels.</param>
    /// <param name="axisX">Where the axis of the lens meets the picture, in pixels from its left edge; may lie outside.</param>
    /// <param name="axisY">The same from its upper edge.</param>
    /// <param name="scene">The scene in linear light, each sample the mean over its pixel.</param>
    /// <param name="result">The picture, of the same size, another plane.</param>
    /// <exception cref="ArgumentException">The planes differ in size, or a kernel is wider than 129 pixels.</exception>
    public static void ApplyToMeans(ProcessingContext context, PsfFieldChannel channel, double axisX, double axisY, Plane<float> scene, Plane<float> result) =>
        Run(context, channel, isOfMeans: true, axisX, axisY, isTransposed: false, scene, result);

    /// <summary>Gathers for every point the light that its kernel sent out: result(u) = Σ picture(x) h(x − u; u), the transpose but for borders.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="channel">The kernels.</param>
    /// <param name="axisX">Where the axis of the lens meets the picture, in pixels from its left edge; may lie outside.</param>
    /// <param name="axisY">The same from its upper edge.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="result">What is gathered, of the same size, another plane.</param>
    /// <exception cref="ArgumentException">The planes differ in size, or a kernel is wider than 129 pixels.</exception>
    public static void ApplyTransposed(
        ProcessingContext context, PsfFieldChannel channel, double axisX, double axisY, Plane<float> picture, Plane<float> result) =>
        Run(context, channel, isOfMeans: false, axisX, axisY, isTransposed: true, picture, result);

    private static void Run(
        ProcessingContext context, PsfFieldChannel channel, bool isOfMeans, double axisX, double axisY, bool isTransposed, Plane<float> source, Plane<float> result)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(result);
        if (source.Width != result.Width || source.Height != result.Height || ReferenceEquals(source, result))
        {
            throw new ArgumentException("A blurred picture is another plane of the same size.", nameof(result));
        }

        var tiles = new PsfTiles(channel, isOfMeans ? new PassedFrequencies(channel) : new SquarePixels(channel), axisX, axisY, source.Width, source.Height, isTransposed);
        result.Samples.Clear();

        // Rows of tiles that are so far apart that they touch no common pixel run side by side; rounds follow one another, so sums keep their order.
        for (var round = 0; round < tiles.RowsApart; round++)
        {
            var start = tiles.NearestRow + round;
            var rows = Math.Max(0, (tiles.EndRow - start + tiles.RowsApart - 1) / tiles.RowsApart);
            Bands.Run(context, source.Width * tiles.Hop, rows, 1, tiles.MakeScratch, (scratch, first, end) =>
            {
                for (var i = first; i < end; i++)
                {
                    tiles.RunRows(scratch, source, result, start + (i * tiles.RowsApart));
                }
            });
        }
    }
}
