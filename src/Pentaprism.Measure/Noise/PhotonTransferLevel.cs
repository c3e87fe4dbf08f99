namespace Pentaprism.Measure.Noise;

/// <summary>One exposure of a photon transfer series.</summary>
/// <param name="ExposureNanoseconds">Exposure time.</param>
/// <param name="Photons">Photons that reach a pixel on average.</param>
/// <param name="Mean">Mean of the bright frames, codes.</param>
/// <param name="Variance">Temporal variance of the bright frames, codes squared.</param>
/// <param name="DarkMean">Mean of the dark frames of the same exposure time.</param>
/// <param name="DarkVariance">Temporal variance of the dark frames.</param>
public readonly record struct PhotonTransferLevel(double ExposureNanoseconds, double Photons, double Mean, double Variance, double DarkMean, double DarkVariance);
