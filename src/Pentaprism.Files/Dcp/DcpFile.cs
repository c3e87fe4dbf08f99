using Pentaprism.Files.Dng;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dcp;

/// <summary>Reads and writes camera profiles (.dcp): TIFF files that hold a DNG's profile tags and no picture.</summary>
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

    /// <summary>Writes a profile, whole or not at all.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="profile">The profile, with one calibration at least.</param>
    /// <param name="cameraModel">The UniqueCameraModel that it is made for.</param>
    /// <exception cref="ArgumentException">The profile has no calibration.</exception>
    /// <exception cref="ImageFileException">The file is there already or cannot be written.</exception>
    public static void Write(string path, bool overwrite, CameraProfile profile, string cameraModel)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentException.ThrowIfNullOrEmpty(cameraModel);
        if (profile.Calibrations.IsEmpty)
        {
            throw new ArgumentException("A profile has one calibration at least.", nameof(profile));
        }

        var directory = new TiffWriterDirectory();
        directory.SetAnyText(TiffTag.UniqueCameraModel, cameraModel);
        DngWriterProfile.AddProfile(directory, directory, profile, false);
        var bytes = TiffWriterFile.ToBytes(directory);

        // A profile has its own magic number, "RC", in place of TIFF's 42.
        (bytes[2], bytes[3]) = ((byte)'R', (byte)'C');
        AtomicFile.Write(path, overwrite, stream => stream.Write(bytes));
    }
}
