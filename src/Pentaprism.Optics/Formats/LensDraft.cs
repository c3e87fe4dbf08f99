using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>A lens while it is being read from a format that counts object, image and breaks of the axis among the surfaces.</summary>
internal sealed class LensDraft(string path)
{
    /// <summary>From here on files mean infinity.</summary>
    public const double Infinity = 1e10;

    /// <summary>More surfaces than any lens has: a file with more is none.</summary>
    public const int MostSurfaces = 1000;

    private readonly List<FileNote> _notes = [];

    public string Name { get; set; } = "";

    public string Remarks { get; set; } = "";

    public SystemAperture? Aperture { get; set; }

    public FieldSet Fields { get; set; } = new(FieldKind.Angle, 0.0);

    public ImmutableArray<Wavelength> Wavelengths { get; set; } = [];

    public int Primary { get; set; }

    /// <summary>Gets the surfaces: the object first, the image last.</summary>
    public List<DraftSurface> Surfaces { get; } = [];

    public void Note(int line, string text) => _notes.Add(new FileNote(line, text));

    /// <summary>Refuses a file that goes on with surfaces where lenses end.</summary>
    public void RequireRoom(int surfaces, int line)
    {
        if (surfaces >= MostSurfaces)
        {
            throw Wrong(line, $"more than {MostSurfaces} surfaces or rows: this is no lens");
        }
    }

    /// <summary>Gives a draft of the same lens in another state: its surfaces can change, its notes are its own.</summary>
    public LensDraft Copy()
    {
        var copy = new LensDraft(path)
        {
            Name = Name,
            Remarks = Remarks,
            Aperture = Aperture,
            Fields = Fields,
            Wavelengths = Wavelengths,
            Primary = Primary,
        };
        copy.Surfaces.AddRange(Surfaces.Select(surface => surface.Copy()));
        return copy;
    }

    public LensFileException Wrong(int line, string problem) => new(path, line > 0 ? $"line {line}" : "", problem);

    /// <summary>Puts the lens together.</summary>
    /// <exception cref="LensFileException">Something is missing or breaks a rule of lenses.</exception>
    public LensImport Build()
    {
        if (Surfaces.Count < 3)
        {
            throw Wrong(0, $"holds {Surfaces.Count} surfaces; a lens has at least an object, one surface and an image");
        }

        var lines = new List<int>();
        var surfaces = new AxisBreaks(this).Join(lines);
        var stop = lines.IndexOf(StopLine());
        var lens = new Lens
        {
            Name = Name,
            Notes = Remarks,
            Surfaces = surfaces,
            Stop = stop,
            Aperture = Aperture ?? throw Wrong(0, "gives no aperture"),
            Fields = Fields,
            Wavelengths = Wavelengths,
            Primary = Primary,
            ObjectDistance = Surfaces[0].Thickness >= Infinity ? double.PositiveInfinity : Surfaces[0].Thickness,
            ObjectMedium = Surfaces[0].Medium,
            ImageCurvature = Surfaces[^1].Curvature,
        };
        Check(lens, lines);
        return new LensImport(lens, [.. _notes.OrderBy(note => note.Line)]);
    }

    private int StopLine()
    {
        DraftSurface[] stops = [.. Surfaces.Skip(1).SkipLast(1).Where(surface => surface.IsStop)];
        if (stops is [var stop, ..])
        {
            return stop.IsBreakOnly ? throw Wrong(stop.Line, "the stop cannot be a break of the axis; put it on the surface behind it") : stop.Line;
        }

        var first = Surfaces.Skip(1).SkipLast(1).FirstOrDefault(surface => !surface.IsBreakOnly) ?? throw Wrong(0, "holds no surface but breaks of the axis");
        Note(first.Line, "no surface is marked as the stop; the first is taken");
        return first.Line;
    }

    private void Check(Lens lens, List<int> lines)
    {
        if (lens.Check() is [var (place, problem), ..])
        {
            var surface = lines.Select((line, i) => (line, i)).FirstOrDefault(s => place.StartsWith($"surfaces[{s.i}]", StringComparison.Ordinal));
            throw surface.line != 0 ? Wrong(Math.Abs(surface.line), problem) : new LensFileException(path, place, problem);
        }

        CheckMedium(lens.ObjectMedium, Surfaces[0].Line, lens);
        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            CheckMedium(lens.Surfaces[i].Medium, Math.Abs(lines[i]), lens);
        }
    }

    private void CheckMedium(Medium medium, int line, Lens lens)
    {
        foreach (var wavelength in lens.Wavelengths)
        {
            try
            {
                medium.Index(wavelength.Nanometres);
            }
            catch (ArgumentOutOfRangeException problem)
            {
                throw Wrong(line, $"{problem.Message.Split(" (Parameter")[0]}; choose another wavelength or glass");
            }

            if (medium is Glass glass && !glass.Dispersion.Range.Contains(wavelength.Nanometres))
            {
                Note(line, string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{glass.Name}' is told for {glass.Dispersion.Range}; its index at {wavelength.Nanometres:0.###} nm is extrapolated"));
            }
        }
    }
}
