using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Spectra;
using Pentaprism.Files;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Output;

/// <summary>Writes the scene as the standard observer sees it: sharp, undistorted, linear Rec. 2020; what moves by itself is where it is in the middle of the first exposure.</summary>
internal static class TrueScene
{
    /// <summary>Writes a floating-point TIFF.</summary>
    public static void Write(ProcessingContext context, Photograph photograph, string path, bool overwrite)
    {
        var (width, height) = (photograph.Area.Width, photograph.Area.Height);
        using var rendered = new ScenePicture(context.Pool, new SceneFrame(width, height, 0), "RGB");
        var eye = SpectralEye.ObserverIn(photograph.Light);
        if (photograph.Scene is ILayeredScene scene)
        {
            var layers = scene.Layers(rendered.Frame.Aspect).Where(layer => !(photograph.Options.Still && layer.IsMoving));
            new LayerPainter(photograph.Light, eye, null).Paint(context, layers, rendered, 0, 0);
        }
        else
        {
            photograph.Scene.Render(context, rendered, photograph.Light, eye);
        }

        using var samples = context.Pool.Rent<float>(3 * width, height);
        for (var y = 0; y < height; y++)
        {
            var row = samples.Row(y);
            for (var plane = 0; plane < 3; plane++)
            {
                var source = rendered.Planes[plane].Row(y);
                for (var x = 0; x < width; x++)
                {
                    row[(3 * x) + plane] = source[x];
                }
            }
        }

        using var picture = new EncodedPicture(3, samples);
        PictureFile.Write(path, picture, new PictureMetadata { Icc = Files.Icc.IccProfile.LinearRgb(RgbSpace.Rec2020) }, new JpegOptions(), overwrite, context);
    }
}
