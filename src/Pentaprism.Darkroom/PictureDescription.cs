using System.Reflection;
using System.Text;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Icc;
using Pentaprism.Files.Xmp;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom;

/// <summary>What a developed picture says about itself: the shot, its colour space, and how it was developed.</summary>
public static class PictureDescription
{
    /// <summary>Gets name and version of this program as pictures carry it.</summary>
    public static string Software { get; } =
        $"Pentaprism {typeof(PictureDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>Describes a picture.</summary>
    /// <param name="dng">What the capture said.</param>
    /// <param name="recipe">How it was developed; its finish names the colour space.</param>
    /// <returns>The description for the file.</returns>
    public static PictureMetadata Of(DngMetadata dng, Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(dng);
        ArgumentNullException.ThrowIfNull(recipe);
        var space = recipe.Finish.RgbSpace;
        var isLinear = recipe.Finish.Transfer == TransferFunction.Linear;
        return new PictureMetadata
        {
            Icc = isLinear ? IccProfile.LinearRgb(space) : IccProfile.Rgb(space),
            Exif = dng.Exif,
            Make = dng.Make,
            Model = dng.Model.Length > 0 ? dng.Model : dng.UniqueCameraModel,
            Xmp = XmpPacket.Create(dng.Xmp, Software, Encoding.UTF8.GetString(RecipeFile.ToUtf8(recipe))),
            Software = Software,
        };
    }
}
