using System.Globalization;
using Pentaprism.Optics.Glasses;

namespace Pentaprism.Optics.Formats;

/// <summary>Reads lenses of CODE V (*.seq).</summary>
/// <remarks>
/// SO, S and SI make surfaces with radius or curvature (RDM), thickness and glass; the commands that follow belong to the surface made
/// last, or to the one they name (K S3 −1). What only steers the optimiser (CCY, THC, PIM, …) is passed over. The thickness of SI is a
/// shift of the image plane. Angles ADE and BDE turn against the right-hand rule, CDE with it.
/// </remarks>
public sealed class SeqReader
{
    private static readonly HashSet<string> _silent = new(StringComparer.Ordinal)
    {
        "LEN", "INI", "CCY", "THC", "GLC", "GCC", "KC", "AC", "BC", "CC", "DC", "EC", "FC", "GC", "HC", "JC", "XDC", "YDC", "ZDC", "ADC", "BDC",
        "CDC", "PIM", "DER", "VAL", "GO", "ASP", "CON", "SPH", "CUF", "CCF", "POL", "CA", "TEM", "PRS", "NFO", "MFL", "HMY", "UMY", "CUM", "EXI", "OUT", "LIS",
    };

    private static readonly HashSet<string> _refused = new(StringComparer.Ordinal)
    {
        "YTO", "XTO", "CYL", "AAS", "ANM", "SPS", "ZRN", "ZFR", "DIF", "DOE", "HOE", "GRT", "GRO", "SPL", "UDS", "QBF", "QCN", "MOD", "RET", "REV", "NSS", "GRIN",
    };

    private readonly LensDraft _draft;
    private readonly SeqGlasses _glasses;
    private readonly List<SeqSurface> _surfaces = [];
    private readonly Dictionary<string, SeqStatement> _system = new(StringComparer.Ordinal);
    private bool? _radii;
    private bool _hasImage;

    private SeqReader(string path, GlassLibrary library)
    {
        _draft = new LensDraft(path);
        _glasses = new SeqGlasses(_draft, library);
    }

    /// <summary>Reads a lens.</summary>
    /// <param name="path">The file: UTF-16 or UTF-8 with its mark, UTF-8, or Latin-1.</param>
    /// <param name="library">The glasses.</param>
    /// <returns>The lens and what was not taken over.</returns>
    /// <exception cref="LensFileException">
    /// The file cannot be read, is no lens, holds a kind of surface that is not supported, or names an unknown glass.
    /// </exception>
    public static LensImport Read(string path, GlassLibrary library) => Parse(path, TextFile.Read(path), library);

    /// <summary>Reads the text of a lens.</summary>
    /// <param name="path">The file's name, for errors.</param>
    /// <param name="text">The text.</param>
    /// <param name="library">The glasses.</param>
    /// <returns>The lens and what was not taken over.</returns>
    /// <exception cref="LensFileException">As <see cref="Read"/>.</exception>
    public static LensImport Parse(string path, string text, GlassLibrary library)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(library);
        var reader = new SeqReader(path, library);
        foreach (var statement in SeqStatement.Split(text))
        {
            reader.Take(statement);
        }

        return reader.Finish();
    }

    private static bool IsSurfaceName(string word) =>
        word.Length > 1 && word[0] is 'S' or 's' && (word[1..].All(char.IsAsciiDigit) || word[1..].ToUpperInvariant() is "O" or "I");

    private void Take(SeqStatement statement)
    {
        switch (statement.Command)
        {
            case var _ when _glasses.IsInPrivateBlock:
                _glasses.TakePrivate(statement);
                break;
            case "PRV":
                _glasses.IsInPrivateBlock = true;
                break;
            case "RDM":
                _radii = statement.Words is not [_, var radii, ..] || !radii.StartsWith("N", StringComparison.OrdinalIgnoreCase);
                break;
            case "S" or "SO" or "SI":
                AddSurface(statement);
                break;
            case var name when IsSurfaceName(name):
                AddSurface(statement);
                break;
            case var command when _refused.Contains(command):
                throw _draft.Wrong(statement.Line, $"{command} is not supported; supported are spheres, conics, aspheres (ASP), mirrors, tilts and shifts");
            case var command when SeqSystem.Commands.Contains(command):
                _system[command] = statement;
                break;
            default:
                TakeOfSurface(statement);
                break;
        }
    }

    private void AddSurface(SeqStatement statement)
    {
        if (_hasImage)
        {
            throw _draft.Wrong(statement.Line, "a surface stands behind the image surface SI");
        }

        if (_radii is null)
        {
            _radii = true;
            _draft.Note(statement.Line, "no RDM in front of the first surface: its numbers are taken as radii");
        }

        if (int.TryParse(statement.Command.AsSpan(1), CultureInfo.InvariantCulture, out var number) && number != _surfaces.Count)
        {
            throw _draft.Wrong(statement.Line, $"surface {number} stands where surface {_surfaces.Count} is due; surfaces are numbered 0, 1, 2 …");
        }

        _draft.RequireRoom(_surfaces.Count, statement.Line);
        var surface = new SeqSurface(_draft, statement.Line);
        var shape = statement.Words.Length > 1 ? statement.Number(1, _draft) : 0;
        surface.Draft.Curvature = _radii.Value ? surface.FromRadius(shape) : shape;
        surface.Draft.Thickness = statement.Words.Length > 2 ? statement.Number(2, _draft) : 0;
        _surfaces.Add(surface);
        if (statement.Words.Length > 3)
        {
            SetGlass(surface.Draft, statement.Words[3], statement.Line);
        }

        _hasImage = statement.Command == "SI";
    }

    private void SetGlass(DraftSurface surface, string name, int line)
    {
        if (name.Equals("REFL", StringComparison.OrdinalIgnoreCase))
        {
            surface.IsMirror = true;
            return;
        }

        surface.Medium = _glasses.Find(name, line);
    }

    private void TakeOfSurface(SeqStatement statement)
    {
        var surface = _surfaces.LastOrDefault();
        if (statement.Words is [_, var target, ..] && IsSurfaceName(target))
        {
            surface = Named(target, statement.Line);
            statement = statement with { Words = [statement.Words[0], .. statement.Words.Skip(2)] };
        }

        if (surface is not null && statement.Command is "GLA" or "GL1" && statement.Words.Length > 1)
        {
            SetGlass(surface!.Draft, statement.Words[1], statement.Line);
        }
        else if (surface is null || !surface.Take(statement))
        {
            if (!_silent.Contains(statement.Command))
            {
                _draft.Note(statement.Line, $"{statement.Command} is ignored");
            }
        }
    }

    private SeqSurface Named(string name, int line)
    {
        var index = name[1..].ToUpperInvariant() switch
        {
            "O" => 0,
            "I" => _hasImage ? _surfaces.Count - 1 : -1,
            var digits => int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : -1,
        };
        return index >= 0 && index < _surfaces.Count ? _surfaces[index] : throw _draft.Wrong(line, $"surface {name} does not stand in front of this line");
    }

    private LensImport Finish()
    {
        if (_surfaces.Count < 3 || !_hasImage)
        {
            throw _draft.Wrong(0, "holds no lens: an object surface SO, surfaces S and an image surface SI are needed; is it a file of CODE V?");
        }

        if (_glasses.IsInPrivateBlock)
        {
            throw _draft.Wrong(0, "the block of private glasses (PRV) has no END");
        }

        var millimetres = new SeqSystem(_draft, _system).Read();
        DraftSurface[] drafts = [.. _surfaces.SelectMany((surface, i) => surface.Finish(millimetres, i == _surfaces.Count - 1))];
        FillMirrors(drafts);
        drafts[^2].Thickness += drafts[^1].Thickness;
        drafts[^1].Thickness = 0;
        _draft.Surfaces.AddRange(drafts);
        return _draft.Build();
    }

    // Behind a mirror lies what lies in front of it.
    private static void FillMirrors(ReadOnlySpan<DraftSurface> surfaces)
    {
        for (var i = 1; i < surfaces.Length; i++)
        {
            surfaces[i].Medium = surfaces[i].IsMirror || surfaces[i].IsBreakOnly ? surfaces[i - 1].Medium : surfaces[i].Medium;
        }
    }
}
