using System.Globalization;

namespace Pentaprism.Files.Dng;

/// <summary>The specification's names of opcodes, for people.</summary>
public static class OpcodeNames
{
    /// <summary>Gives the name of an opcode.</summary>
    /// <param name="opcode">The opcode.</param>
    /// <returns>Its name in the DNG specification, such as "GainMap".</returns>
    public static string Of(Opcode opcode)
    {
        ArgumentNullException.ThrowIfNull(opcode);
        return opcode switch
        {
            UnknownOpcode unknown => $"unknown opcode {unknown.Id.ToString(CultureInfo.InvariantCulture)}",
            RowColumnOpcode r => (r.IsScale ? "Scale" : "Delta") + (r.ByColumn ? "PerColumn" : "PerRow"),
            _ => opcode.GetType().Name.Replace("Opcode", "", StringComparison.Ordinal),
        };
    }
}
