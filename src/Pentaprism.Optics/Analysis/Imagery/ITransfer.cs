using System.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>The optical transfer of one wavelength, with the phase that its place in the image plane gives it.</summary>
internal interface ITransfer
{
    /// <summary>Gives the transfer ∫ I(y) exp(−2πi ν y) dy over ∫ I dy.</summary>
    /// <param name="frequency">Cycles/mm.</param>
    /// <param name="alongY">Whether the pattern varies along y, else along x.</param>
    /// <returns>The transfer.</returns>
    public Complex At(double frequency, bool alongY);
}
