using Pentaprism.Capture.Spectra;
using Pentaprism.Files;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>A photograph as a flat print in the scene: its sRGB colours lifted to smooth reflectance spectra (<see cref="ReflectanceLift"/>).</summary>
/// <remarks>The print fills the picture and what lies around it; what is too high or too wide is left out.</remarks>
public sealed class PhotoScene : IScene, IDisposable
{
    private readonly RgbPlanes _photo;

    private PhotoScene(string name, RgbPlanes photo)
    {
        Name = name;
        _photo = photo;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Reads a finished picture: JPEG, PNG, TIFF or Netpbm. Where it states no colour space it is taken as sRGB.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">Memory.</param>
    /// <returns>The scene, which the caller owns.</returns>
    /// <exception cref="ImageFileException">The file cannot be read.</exception>
    public static PhotoScene Read(string path, ProcessingContext context)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(context);
        using var picture = PictureReader.Read(path, context);
        var photo = RgbPlanes.Rent(context.Pool, picture.Width, picture.Height);
        var transfer = picture.Encoding.Transfer ?? (picture.LargestCode == 0 ? TransferFunction.Linear : TransferFunction.Srgb);
        var toSrgb = (picture.Encoding.Space ?? RgbSpace.Srgb).To(RgbSpace.Srgb);
        Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                for (var plane = 0; plane < 3; plane++)
                {
                    transfer.DecodeRow(picture.Planes[Math.Min(plane, picture.Planes.Count - 1)].Row(y), photo[plane].Row(y));
                }

                var red = photo.Red.Row(y);
                var green = photo.Green.Row(y);
                var blue = photo.Blue.Row(y);
                for (var x = 0; x < red.Length; x++)
                {
                    var colour = toSrgb * new Vector3d(red[x], green[x], blue[x]);
                    (red[x], green[x], blue[x]) = ((float)colour.X, (float)colour.Y, (float)colour.Z);
                }
            }
        });
        return new PhotoScene(Path.GetFileNameWithoutExtension(path), photo);
    }

    /// <inheritdoc/>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(eye);
        using var placed = RgbPlanes.Rent(context.Pool, picture.Frame.Columns, picture.Frame.Rows);
        for (var plane = 0; plane < 3; plane++)
        {
            Place(context, _photo[plane], picture.Frame, placed[plane]);
        }

        var basis = ReflectanceLift.Basis.Select(part => eye.See(light.Spectrum * part).Select(value => (float)value).ToArray()).ToArray();
        Bands.Run(context, picture.Frame.Columns, picture.Frame.Rows, (top, bottom) =>
        {
            for (var colour = 0; colour < picture.Planes.Count; colour++)
            {
                var (r, g, b) = (basis[0][colour], basis[1][colour], basis[2][colour]);
                for (var y = top; y < bottom; y++)
                {
                    var red = placed.Red.Row(y);
                    var green = placed.Green.Row(y);
                    var blue = placed.Blue.Row(y);
                    var row = picture.Planes[colour].Row(y);
                    for (var x = 0; x < row.Length; x++)
                    {
                        row[x] = (r * red[x]) + (g * green[x]) + (b * blue[x]);
                    }
                }
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _photo.Dispose();

    // Scaled as much in both directions, so that the frame is filled: smaller by areas, larger by cubics.
    private static void Place(ProcessingContext context, Plane<float> photo, SceneFrame frame, Plane<float> placed)
    {
        var scale = Math.Max((double)frame.Columns / photo.Width, (double)frame.Rows / photo.Height);
        var (width, height) = (Math.Max((int)Math.Round(photo.Width * scale), frame.Columns), Math.Max((int)Math.Round(photo.Height * scale), frame.Rows));
        using var scaled = context.Pool.Rent<float>(width, height);
        Resampler.Scale(context, photo, scaled, scale < 1 ? ResamplingFilter.Area : ResamplingFilter.Mitchell);
        var (left, top) = ((width - frame.Columns) / 2, (height - frame.Rows) / 2);
        for (var y = 0; y < frame.Rows; y++)
        {
            var row = placed.Row(y);
            scaled.Row(y + top).Slice(left, frame.Columns).CopyTo(row);
            foreach (ref var sample in row)
            {
                sample = Math.Max(sample, 0);
            }
        }
    }
}
