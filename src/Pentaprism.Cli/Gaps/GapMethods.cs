namespace Pentaprism.Cli.Gaps;

/// <summary>How each number of a comparison comes about.</summary>
internal static class GapMethods
{
    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        ("gap", "positive where the camera is behind the reference, whatever the figure; behind ± stands one standard deviation"),
        ("equal exposure", "all cameras wide open, with one exposure time: the shortest that one of them meters for a grey card; from the hand"),
        ("equivalent aperture", "all stopped down to the least of their areas over squared f-numbers: the same light, depth of field and diffraction; otherwise as equal exposure"),
        ("tripod", "each wide open at base ISO with its own exposure time, standing still"),
        ("noise", "stops less light at which the reference would have the camera's signal-to-noise ratio of an 18 % card, on its own curve of noise over signal; the pictures are merged and demosaiced, but neither denoised nor sharpened"),
        ("noise at equal signal", "the same with the card of both cameras at the reference's share of the sensor's white: what separately taken captures are exposed by is left out"),
        ("snr", "of luminance, scaled to 12 megapixels: noise between the means of cells of 8 × 8 such pixels, stated for one pixel as white noise, so that smoothing or sharpening a few pixels changes nothing; a curve offset + slope s + share s² through twenty grey steps"),
        ("range", "stops from the sensor's white down to where that ratio is 20 (photographer) or 1 (engineer), at the ISO of the capture"),
        ("edges", "MTF50 of slanted edges at real pixels of the sensor, accurate mode, after the whole development to linear light, at 0, 0.7 and 0.85 of the half diagonal; line pairs a picture height"),
        ("acutance", "the edge's transfer on the axis weighted with the eye's contrast sensitivity, seen from 1.5 picture heights"),
        ("texture", "MTF50 of dead leaves by cross-spectrum with the scene itself, so that neither noise nor invented grain counts; 1 at the lowest frequencies"),
        ("colour", "mean CIEDE2000 of the 24 patches of a ColorChecker by the file's own profile, against the scene as the standard observer sees it, exposure matched on neutral 5"),
        ("guards", "overshoot of the edge spread (sharpening); power of the noise that is left on a grey card at high over low frequencies, 1 for white noise (smoothing)"),
        ("where it comes from", "one thing after the other is swapped for the reference's: light (the camera built as large, behind the same f-number), lens (with its stabilisation), sensor; processing is what burst and single frame differ by"),
        ("uncertainty", "noise: from the counts of cells through the fit; edges: the estimator's own and the scatter over edges and repeats, whichever is more; texture, colour and guards: scatter over four parts of the chart"),
    ];
}
