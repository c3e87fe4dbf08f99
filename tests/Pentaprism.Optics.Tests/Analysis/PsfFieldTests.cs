using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

public sealed class PsfFieldTests
{
    private static readonly PsfFieldOptions _options = new()
    {
        Channels = [new PsfChannel("green", [new Wavelength(550)])],
        LargestField = 20,
        PixelPitch = 0.004,
        Side = 21,
        Radii = 7,
        Azimuths = 12,
    };

    [DataFact(ReferenceField.File)]
    public void Kernels_of_a_phone_lens_between_the_computed_ones_are_near_the_true_ones()
    {
        // Measured at one wavelength, which has the sharpest fringes: 0.146 by default, 0.068 from a finer bank of more kernels.
        var lens = ReferenceLenses.Get("apple6p");
        var options = _options with { LargestField = 35, PixelPitch = 0.001, Radii = 15, Azimuths = 16 };
        Assert.InRange(PsfFieldBuilder.Build(lens, options).Channels[0].Error, 0, 0.16);
        Assert.InRange(PsfFieldBuilder.Build(lens, options with { Radii = 25, Azimuths = 32, Rank = 24 }).Channels[0].Error, 0, 0.08);
    }

    [DataFact(ReferenceField.File)]
    public void Illumination_and_distortion_are_those_of_the_lens()
    {
        var field = PsfFieldBuilder.Build(ReferenceLenses.Get("cooke40"), _options);
        var channel = field.Channels[0];
        Assert.Equal(1, field.RelativeIllumination[0], 1e-12);
        Assert.Equal(0.8719, field.RelativeIllumination[^1], 2e-3);
        Assert.Equal(-0.3293, 100 * ((channel.RealRadii[^1] / field.IdealRadii[^1]) - 1), 2e-2);
        Assert.InRange(channel.KernelAt(0, 0).Sum(), 0.9, 1.01);
    }

    [DataFact(ReferenceField.File)]
    public void A_kernel_a_quarter_turn_away_is_the_same_kernel_turned()
    {
        var channel = PsfFieldBuilder.Build(ReferenceLenses.Get("cooke40"), _options with { Rank = 24 }).Channels[0];
        float[] up = channel.KernelAt(0, 12), right = channel.KernelAt(12, 0);
        var side = channel.Side;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                Assert.Equal(up[(row * side) + column], right[((side - 1 - column) * side) + row], 2e-3);
            }
        }
    }
}
