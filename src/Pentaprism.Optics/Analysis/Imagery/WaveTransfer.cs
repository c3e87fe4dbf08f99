using System.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>The transfer of waves.</summary>
internal sealed class WaveTransfer : ITransfer
{
    private readonly ExitWave _wave;
    private readonly PupilFunction _pupil;

    public WaveTransfer(PupilSampler sampler, double focus)
    {
        _wave = sampler.Wave.At(focus);
        _pupil = sampler.Sample(_wave);
    }

    public Complex At(double frequency, bool alongY) =>
        _pupil.Transfer(_wave.Wavelength * frequency, alongY)
        * Complex.FromPolarCoordinates(1, -2 * Math.PI * frequency * (alongY ? _wave.CentreY : _wave.CentreX));
}
