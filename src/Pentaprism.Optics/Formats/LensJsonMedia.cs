using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>The media of a <c>*.lens.json</c>: a glass by name with or without its indices, n_d and V_d, or samples.</summary>
internal sealed class LensJsonMedia(GlassLibrary library)
{
    // The indices of a file and of a catalogue that mean the same glass differ by rounding only.
    private const double Same = 1e-9;

    private readonly List<FileNote> _notes = [];

    public ImmutableArray<Wavelength> Wavelengths { get; set; } = [];

    public ImmutableArray<FileNote> Notes => [.. _notes.Distinct()];

    public Medium Read(JsonPart? given)
    {
        if (given is not { } part)
        {
            return Medium.Air;
        }

        part.Know("glass", "indices", "nd", "vd", "lineD", "name", "samples");
        var medium = part["glass"] is { } name ? ReadGlass(part, name.Text())
            : part["nd"] is not null ? ReadModel(part)
            : ReadSamples(part);
        CheckReach(part, medium);
        return medium;
    }

    private Medium ReadGlass(JsonPart part, string name)
    {
        part.Know("glass", "indices");
        var search = library.Search(name);
        if (part["indices"] is not { } indices)
        {
            return search.Glass ?? throw part.Wrong(search.Problem);
        }

        var stored = indices.Numbers();
        if (stored.Length != Wavelengths.Length)
        {
            throw indices.Wrong($"holds {stored.Length} indices, but the lens has {Wavelengths.Length} wavelengths");
        }

        if (search.Glass is { } glass)
        {
            var difference = Wavelengths.Zip(stored, (w, n) => glass.Dispersion.TryIndex(w.Nanometres, out var index) ? Math.Abs(index - n) : double.PositiveInfinity).Max();
            if (difference <= Same)
            {
                return glass;
            }

            _notes.Add(new FileNote(0, string.Create(
                CultureInfo.InvariantCulture, $"glass '{name}' differs from that of the catalogues by {difference:0.0e+0} in index; the indices of the file are kept")));
        }
        else
        {
            _notes.Add(new FileNote(0, $"{search.Problem.Split(';')[0]}; the indices of the file are kept"));
        }

        return Table(part, name, Wavelengths.Zip(stored, (w, n) => new IndexSample(w.Nanometres, n)).Distinct());
    }

    private static ModelGlass ReadModel(JsonPart part)
    {
        part.Know("nd", "vd", "lineD");
        var (nd, lineD) = (part.Required("nd").Number(), part["lineD"]?.Number() ?? Wavelength.LineD);
        return nd is > 0 and < 10 && lineD > 0 ? new ModelGlass(nd, part.Required("vd").Number(), lineD) : throw part.Wrong("an index lies above 0 and below 10");
    }

    private static TabulatedMedium ReadSamples(JsonPart part)
    {
        part.Know("name", "samples");
        var samples = part.Required("samples").Items.Select(pair => pair.Numbers() is [var nanometres, var index]
            ? new IndexSample(nanometres, index)
            : throw pair.Wrong("a sample is a wavelength in nm and an index"));
        return Table(part, part["name"]?.Text() ?? "", samples);
    }

    private static TabulatedMedium Table(JsonPart part, string name, IEnumerable<IndexSample> samples)
    {
        try
        {
            return new TabulatedMedium(name, [.. samples]);
        }
        catch (ArgumentException)
        {
            throw part.Wrong("needs indices at one or more different wavelengths, all above 0");
        }
    }

    private void CheckReach(JsonPart part, Medium medium)
    {
        foreach (var wavelength in Wavelengths)
        {
            try
            {
                medium.Index(wavelength.Nanometres);
            }
            catch (ArgumentOutOfRangeException problem)
            {
                throw part.Wrong($"{problem.Message.Split(" (Parameter")[0]}; choose another wavelength or glass");
            }
        }
    }
}
