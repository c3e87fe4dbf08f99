using Pentaprism.Files.Dng;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dcp;

/// <summary>Reads camera profiles (.dcp): TIFF files that hold a DNG's profile tags and no picture.</summary>
public static class DcpFile
{
    /// <summary>Reads a profile.</summary>
    /// <param name="path">A .dcp file; a DNG gives its embedded profile.</param>
    /// <returns>The profile, with one calibration at least.</returns>
    /// <exception cref="ImageFileException">The file cannot be read, is no profile, or is damaged.</exception>
    public static CameraProfile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = TiffFile.Open(path);
        var profile = ProfileReader.Read(new TagScope(file.Main), PlaneOrder.RedGreenBlue);
        return profile.Calibrations.IsEmpty
            ? throw file.Main.Place.Bad($"this is no camera profile: it has no {TiffTag.ColorMatrix1}")
            : profile;
    }
}
