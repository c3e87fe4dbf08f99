using Pentaprism.Imaging;

namespace Pentaprism.Capture.Spectra;

/// <summary>The CIE 1931 standard observer, 2°.</summary>
public static class Observer
{
    /// <summary>Integrates a spectrum.</summary>
    /// <param name="spectrum">Power per nm.</param>
    /// <returns>∫ spectrum · (x̄, ȳ, z̄).</returns>
    public static Vector3d Xyz(Spectrum spectrum) =>
        new((spectrum * SpectralTable.Observer["x"]).Integral(), (spectrum * SpectralTable.Observer["y"]).Integral(), (spectrum * SpectralTable.Observer["z"]).Integral());
}
