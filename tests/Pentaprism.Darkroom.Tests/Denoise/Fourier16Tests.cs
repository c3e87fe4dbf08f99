using System.Numerics;
using Pentaprism.Darkroom.Denoise;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class Fourier16Tests
{
    [Fact]
    public void Every_impulse_becomes_its_turning_line()
    {
        for (var n = 0; n < 16; n++)
        {
            var re = new Vector<float>[16];
            var im = new Vector<float>[16];
            var outRe = new Vector<float>[16];
            var outIm = new Vector<float>[16];
            re[n] = new Vector<float>(2);
            im[n] = new Vector<float>(-3);
            Fourier16.Transform(re, im, outRe, outIm);
            for (var k = 0; k < 16; k++)
            {
                var truth = new Complex(2, -3) * Complex.FromPolarCoordinates(1, -2 * Math.PI * k * n / 16);
                for (var lane = 0; lane < Vector<float>.Count; lane++)
                {
                    Assert.Equal(truth.Real, outRe[k][lane], 2e-6);
                    Assert.Equal(truth.Imaginary, outIm[k][lane], 2e-6);
                }
            }
        }
    }

    [Fact]
    public void Parts_exchanged_it_is_the_inverse()
    {
        var random = new Random(1);
        var re = Enumerable.Range(0, 16).Select(_ => new Vector<float>(random.NextSingle())).ToArray();
        var im = Enumerable.Range(0, 16).Select(_ => new Vector<float>(random.NextSingle())).ToArray();
        var (givenRe, givenIm) = (re.ToArray(), im.ToArray());
        var (a, b) = (new Vector<float>[16], new Vector<float>[16]);
        Fourier16.Transform(re, im, a, b);
        Fourier16.Transform(b, a, im, re);
        for (var k = 0; k < 16; k++)
        {
            Assert.Equal(16 * givenRe[k][0], re[k][0], 2e-5);
            Assert.Equal(16 * givenIm[k][0], im[k][0], 2e-5);
        }
    }
}
