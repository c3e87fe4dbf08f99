using System.Globalization;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Finds the media that a CODE V file names: private glasses first, then codes, then the catalogues.</summary>
internal sealed class SeqGlasses(LensDraft draft, GlassLibrary library)
{
    // CODE V writes and means the line d as 587.6 nm.
    private const double LineD = 587.6;

    private readonly Dictionary<string, Medium> _private = new(StringComparer.OrdinalIgnoreCase);
    private double[] _wavelengths = [];

    /// <summary>Gets or sets whether the statements are those of a block PRV … END.</summary>
    public bool IsInPrivateBlock { get; set; }

    /// <summary>Takes a statement of the private block: PWL and wavelengths in nm, or a name and its indices at these.</summary>
    public void TakePrivate(SeqStatement statement)
    {
        if (statement.Command == "END")
        {
            IsInPrivateBlock = false;
            return;
        }

        if (statement.Command == "PWL")
        {
            _wavelengths = statement.Numbers(draft);
            return;
        }

        var indices = statement.Numbers(draft);
        if (indices.Length != _wavelengths.Length)
        {
            throw draft.Wrong(statement.Line, $"the private glass '{statement.Command}' has {indices.Length} indices, but PWL {_wavelengths.Length} wavelengths");
        }

        try
        {
            _private[statement.Command] = new TabulatedMedium(statement.Command, [.. _wavelengths.Zip(indices, (w, n) => new IndexSample(w, n))]);
        }
        catch (ArgumentException)
        {
            throw draft.Wrong(statement.Line, $"the private glass '{statement.Command}' needs indices at one or more different wavelengths, all above 0");
        }
    }

    public Medium Find(string name, int line)
    {
        if (_private.TryGetValue(name, out var own))
        {
            return own;
        }

        if (name.Equals("AIR", StringComparison.OrdinalIgnoreCase))
        {
            return Medium.Air;
        }

        if (ReadCode(name) is { } model)
        {
            return model;
        }

        var search = library.Search(name);
        return search.Glass ?? throw draft.Wrong(line, search.Problem);
    }

    // 1.5168:64.17, or the glass code 516800.641700: the decimals of n_d, and V_d with two digits in front of its point.
    private static ModelGlass? ReadCode(string name)
    {
        if (name.Split(':') is [var index, var abbe] && TextFile.TryNumber(index, out var nd) && TextFile.TryNumber(abbe, out var vd) && nd is > 0 and < 10)
        {
            return new ModelGlass(nd, vd, LineD);
        }

        if (name.Split('.') is not [{ Length: >= 3 and <= 12 } decimals, { Length: >= 3 and <= 12 } digits]
            || !decimals.All(char.IsAsciiDigit) || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        return new ModelGlass(
            double.Parse($"1.{decimals}", CultureInfo.InvariantCulture),
            double.Parse($"{digits[..2]}.{digits[2..]}", CultureInfo.InvariantCulture),
            LineD);
    }
}
