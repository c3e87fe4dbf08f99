using System.Globalization;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Writes lenses for Zemax OpticStudio (*.zmx).</summary>
/// <remarks>
/// Curvatures, gaps, conics, coefficients, wavelengths and fields come back from such a file as they were. Indices that belong to no
/// glass of a catalogue become model glasses, which is told; so is what of the states of a lens the format cannot hold.
/// </remarks>
public sealed class ZmxWriter
{
    private readonly Lens _lens;
    private readonly ZmxText _text = new();

    // Which surface of the file carries the gap in front of each surface of the lens, and that in front of the image.
    private readonly List<int> _gaps = [];

    private ZmxWriter(Lens lens) => _lens = lens;

    /// <summary>Gives the text of a lens.</summary>
    /// <param name="lens">The lens.</param>
    /// <returns>The text, and what the format cannot hold.</returns>
    public static LensExport Write(Lens lens)
    {
        ArgumentNullException.ThrowIfNull(lens);
        var writer = new ZmxWriter(lens);
        writer.WriteSystem();
        writer.WriteSurfaces();
        ZmxConfigurationText.Write(writer._text, lens, writer._gaps);
        return writer._text.ToExport();
    }

    private static string Number(double value) => LensJson.Number(value);

    private static string Plain(string text) => text.ReplaceLineEndings(" ").Trim();

    private void WriteSystem()
    {
        _text.Line("MODE SEQ");
        _text.Line($"NAME {Plain(_lens.Name)}");
        foreach (var note in _lens.Notes.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _text.Line($"NOTE 0 {Plain(note)}");
        }

        _text.Line("UNIT MM X W X CM MR CPMM");
        _text.Line(_lens.Aperture.Kind switch
        {
            ApertureKind.EntrancePupilDiameter => $"ENPD {Number(_lens.Aperture.Value)}",
            ApertureKind.FNumber => $"FNUM {Number(_lens.Aperture.Value)} 0",
            ApertureKind.ObjectNumericalAperture => $"OBNA {Number(_lens.Aperture.Value)} 0",
            _ => "FLOA",
        });
        var makers = ZmxGlassText.Makers(_lens.Surfaces.Select(surface => surface.Medium).Append(_lens.ObjectMedium).OfType<Glass>());
        if (makers.Length > 0)
        {
            _text.Line($"GCAT {string.Join(' ', makers)}");
        }

        var points = _lens.Fields.Points;
        _text.Line($"FTYP {(int)_lens.Fields.Kind} 0 {points.Length} {_lens.Wavelengths.Length} 0 0 0");
        _text.Line($"XFLN {string.Join(' ', points.Select(point => Number(point.X)))}");
        _text.Line($"YFLN {string.Join(' ', points.Select(point => Number(point.Y)))}");
        _text.Line($"FWGN {string.Join(' ', points.Select(point => Number(point.Weight)))}");
        for (var i = 0; i < _lens.Wavelengths.Length; i++)
        {
            _text.Line(string.Create(CultureInfo.InvariantCulture, $"WAVM {i + 1} {(decimal)_lens.Wavelengths[i].Nanometres / 1000} {_lens.Wavelengths[i].Weight:R}"));
        }

        _text.Line(string.Create(CultureInfo.InvariantCulture, $"PWAV {_lens.Primary + 1}"));
    }

    private void WriteSurfaces()
    {
        _text.BeginSurface();
        _text.Line("  TYPE STANDARD");
        _text.Line($"  DISZ {(_lens.IsObjectAtInfinity ? "INFINITY" : Number(_lens.ObjectDistance))}");
        ZmxGlassText.Write(_text, _lens.ObjectMedium, "the object space", _lens.PrimaryNanometres);
        _gaps.Add(0);
        for (var i = 0; i < _lens.Surfaces.Length; i++)
        {
            var surface = _lens.Surfaces[i];
            ZmxBreakText.Write(_text, surface.AxisBreak);
            ZmxBreakText.Write(_text, surface.Placement);
            WriteSurface(surface, i, surface.Placement.IsIdentity ? surface.Thickness : 0);
            if (!surface.Placement.IsIdentity)
            {
                ZmxBreakText.WriteReturn(_text, surface.Placement, surface.Thickness);
            }

            _gaps.Add(_text.Surfaces - 1);
        }

        _text.BeginSurface();
        _text.Line("  TYPE STANDARD");
        _text.Line($"  CURV {Number(_lens.ImageCurvature)}");
        _text.Line("  DISZ 0");
    }

    private void WriteSurface(Surface surface, int index, double thickness)
    {
        _text.BeginSurface();
        if (surface.Label.Length > 0)
        {
            _text.Line($"  COMM {Plain(surface.Label)}");
        }

        if (index == _lens.Stop)
        {
            _text.Line("  STOP");
        }

        ZmxShapeText.Write(_text, surface);
        _text.Line($"  DISZ {Number(thickness)}");
        if (surface.IsMirror)
        {
            _text.Line("  GLAS MIRROR 0 0 1.5 40");
        }
        else
        {
            ZmxGlassText.Write(_text, surface.Medium, $"surface {index}", _lens.PrimaryNanometres);
        }

        var stop = index == _lens.Stop && _lens.Aperture.Kind == ApertureKind.StopSemiDiameter ? _lens.Aperture.Value : (double?)null;
        if (stop is not null && surface.SemiDiameter is { } own && own != stop)
        {
            _text.Note($"surface {index}: its semi-diameter {Number(own)} mm gives way to the aperture of the lens, {Number(stop.Value)} mm");
        }

        if ((stop ?? surface.SemiDiameter) is { } semiDiameter)
        {
            _text.Line($"  DIAM {Number(semiDiameter)} 1 0 0 1 \"\"");
        }
    }
}
