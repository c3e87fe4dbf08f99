using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Formats;

/// <summary>A lens while it is being read from a format that counts object, image and breaks of the axis among the surfaces.</summary>
internal sealed class LensDraft(string path)
{
    /// <summary>From here on files mean infinity.</summary>
    public const double Infinity = 1e10;

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
        var surfaces = JoinBreaks(lines);
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

    // Breaks that follow each other become one, in front of the next surface. In front of the first surface and of the image there is none
    // to carry it: a plane that changes nothing is put there.
    private ImmutableArray<Surface> JoinBreaks(List<int> lines)
    {
        var surfaces = ImmutableArray.CreateBuilder<Surface>();
        Frame? pending = null;
        foreach (var draft in Surfaces.Skip(1).SkipLast(1))
        {
            if (pending is null && surfaces.Count == 0 && draft.Break is not null)
            {
                AddPlane(draft.Line, Surfaces[0].Medium, null);
            }

            pending = draft.Break is { } own ? pending?.Then(own) ?? own : pending;
            if (draft.IsBreakOnly)
            {
                pending = draft.Thickness == 0 ? pending : pending!.Value.Then(Frame.At(draft.Thickness));
                continue;
            }

            surfaces.Add(draft.ToSurface(pending?.ToPlacement() ?? Placement.OnAxis));
            lines.Add(draft.Line);
            pending = null;
        }

        if (Surfaces[^1].Break is { } last)
        {
            pending = pending?.Then(last) ?? last;
        }

        if (pending is { } behind)
        {
            Note(Surfaces[^1].Line, "the image is tilted or shifted: a plane that changes nothing carries the break of the axis");
            AddPlane(Surfaces[^1].Line, surfaces[^1].Medium, behind);
        }

        return surfaces.ToImmutable();

        void AddPlane(int line, Medium medium, Frame? axisBreak)
        {
            surfaces.Add(new Surface { Medium = medium, AxisBreak = axisBreak?.ToPlacement() ?? Placement.OnAxis });
            lines.Add(-line);
        }
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
