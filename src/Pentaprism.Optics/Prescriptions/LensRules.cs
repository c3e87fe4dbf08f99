using System.Collections.Immutable;

namespace Pentaprism.Optics.Prescriptions;

/// <summary>What a drawing must keep so that light can be traced through it.</summary>
internal static class LensRules
{
    public static ImmutableArray<(string Place, string Problem)> Check(Lens lens)
    {
        var found = ImmutableArray.CreateBuilder<(string, string)>();
        if (lens.Surfaces.IsDefaultOrEmpty)
        {
            found.Add(("surfaces", "a lens needs at least one surface"));
            return found.ToImmutable();
        }

        if (lens.Stop < 0 || lens.Stop >= lens.Surfaces.Length)
        {
            found.Add(("stop", $"{lens.Stop} is no surface; they are numbered 0 to {lens.Surfaces.Length - 1}"));
        }

        if (!(lens.Aperture.Value > 0) || !double.IsFinite(lens.Aperture.Value))
        {
            found.Add(("aperture", $"{lens.Aperture.Value} is no aperture; give a number above 0"));
        }

        if (lens.Wavelengths.IsDefaultOrEmpty)
        {
            found.Add(("wavelengths", "a lens needs at least one wavelength"));
        }
        else if (lens.Primary < 0 || lens.Primary >= lens.Wavelengths.Length)
        {
            found.Add(("primary", $"{lens.Primary} is no wavelength; they are numbered 0 to {lens.Wavelengths.Length - 1}"));
        }

        for (var i = 0; i < lens.Wavelengths.Length; i++)
        {
            if (!(lens.Wavelengths[i].Nanometres > 0) || !(lens.Wavelengths[i].Weight >= 0))
            {
                found.Add(($"wavelengths[{i}]", "a wavelength is above 0 nm and its weight is not negative"));
            }
        }

        if (!(lens.ObjectDistance > 0))
        {
            found.Add(("objectDistance", $"{lens.ObjectDistance} mm: the object lies in front of the lens; give a distance above 0"));
        }

        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            Check(lens.Surfaces[i], $"surfaces[{i}]", found);
        }

        return found.ToImmutable();
    }

    private static void Check(Surface surface, string place, ImmutableArray<(string, string)>.Builder found)
    {
        double[] numbers = [surface.Curvature, surface.Conic, surface.Quadratic, surface.Thickness, .. surface.Even, .. surface.Odd];
        if (numbers.Any(number => !double.IsFinite(number)))
        {
            found.Add((place, "a curvature, conic, coefficient or thickness is not a finite number"));
        }

        if (surface.SemiDiameter is { } semiDiameter && !(semiDiameter > 0))
        {
            found.Add(($"{place}.semiDiameter", $"{semiDiameter} mm is no aperture; leave it out for an unlimited one"));
        }

        if ((2 * surface.Even.Length) + 2 > Surface.HighestOrder || (2 * surface.Odd.Length) + 1 > Surface.HighestOrder)
        {
            found.Add((place, $"terms beyond r^{Surface.HighestOrder} are not supported"));
        }
    }
}
