using System.Collections.Immutable;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Finds the media that the GLAS lines of a ZMX file name.</summary>
/// <remarks>
/// GLAS name flag pick-up nd Vd: flag 0 is a glass of the catalogues, 1 a model glass that is its nd and Vd whatever its name, 2 the
/// medium of an earlier surface. The numbers behind a glass of the catalogues are placeholders and never used.
/// </remarks>
internal sealed class ZmxMedia(LensDraft draft, GlassLibrary library, ImmutableArray<string> makers)
{
    private readonly List<Medium> _behind = [];

    /// <summary>Gives the medium behind the next surface; behind a mirror it is the one in front of it.</summary>
    public Medium Behind(ZmxSurface surface)
    {
        var medium = surface.Type == "COORDBRK" || surface.Glass?.Words is [_, "MIRROR", ..] ? InFront : Read(surface.Glass);
        _behind.Add(medium);
        return medium;
    }

    private Medium InFront => _behind.Count > 0 ? _behind[^1] : Medium.Air;

    private Medium Read(ZmxLine? line)
    {
        if (line is null)
        {
            return Medium.Air;
        }

        if (line.Words.Length < 2)
        {
            throw draft.Wrong(line.Number, "GLAS names no glass");
        }

        switch (line.Words.Length > 2 ? line.CountAt(2, draft) : 0)
        {
            case 0:
                return ReadGlass(line);
            case 1:
                return ReadModel(line);
            case 2:
                var from = line.CountAt(3, draft);
                return from >= 0 && from < _behind.Count ? _behind[from]
                    : throw draft.Wrong(line.Number, $"the glass is picked up from surface {from}, which does not lie in front");
            case var flag:
                throw draft.Wrong(line.Number, $"GLAS has the flag {flag}; known are 0 catalogue, 1 model glass, 2 pick-up");
        }
    }

    // OpticStudio searches the makers in the order in which the file names them. A catalogue that the user gives is meant, whoever made it.
    private Glass ReadGlass(ZmxLine line)
    {
        var name = line.Words[1];
        foreach (var maker in makers)
        {
            if (library.Search(name, [maker]).Glass is { } found)
            {
                return found;
            }
        }

        var given = new GlassLibrary([.. library.Catalogues.Where(catalogue => catalogue != GlassCatalogue.BuiltIn)]);
        if (!makers.IsEmpty && given.Search(name).Glass is { } own)
        {
            draft.Note(line.Number, $"glass '{name}' is taken from {own.Source}, a maker that the file does not name");
            return own;
        }

        var search = library.Search(name, makers);
        return search.Glass ?? throw draft.Wrong(line.Number, search.Problem);
    }

    private ModelGlass ReadModel(ZmxLine line)
    {
        var (nd, vd) = (line.NumberAt(4, draft), line.Words.Length > 5 ? line.NumberAt(5, draft) : 0);
        if (nd is not (> 0 and < 10))
        {
            throw draft.Wrong(line.Number, $"{nd} is no index of a model glass");
        }

        if (line.Words.Length > 6 && line.NumberAt(6, draft) != 0)
        {
            draft.Note(line.Number, "the deviation of the partial dispersion of a model glass is not taken over");
        }

        return new ModelGlass(nd, vd);
    }
}
