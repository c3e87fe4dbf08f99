using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Pentaprism.Files.Tests.Dng;

/// <summary>Writes down all public properties of a value, depth first, so that two values can be compared by what they hold.</summary>
/// <remarks>Records with immutable arrays compare equal only where they share the arrays.</remarks>
internal static class Described
{
    public static string[] Lines(object? value)
    {
        var lines = new List<string>();
        Add(lines, "", value);
        return [.. lines];
    }

    private static void Add(List<string> lines, string name, object? value)
    {
        switch (value)
        {
            case null or string or Enum or Version:
            case IFormattable when value.GetType().IsPrimitive:
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{name} = {value ?? "null"}"));
                break;
            case IEnumerable<byte> bytes:
                lines.Add($"{name} = {Convert.ToHexString([.. bytes])}");
                break;
            case Imaging.CfaPattern pattern:
                lines.Add($"{name} = {pattern.Columns} x {pattern.Rows} {pattern}");
                break;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                {
                    Add(lines, $"{name}[{index++}]", item);
                }

                lines.Add($"{name}.Length = {index}");
                break;
            default:
                AddMembers(lines, name, value);
                break;
        }
    }

    private static void AddMembers(List<string> lines, string name, object value)
    {
        lines.Add($"{name} : {value.GetType().Name}");
        var flags = BindingFlags.Public | BindingFlags.Instance;
        foreach (var property in value.GetType().GetProperties(flags).Where(property => property.GetIndexParameters().Length == 0))
        {
            Add(lines, $"{name}.{property.Name}", property.GetValue(value));
        }

        foreach (var field in value.GetType().GetFields(flags))
        {
            Add(lines, $"{name}.{field.Name}", field.GetValue(value));
        }
    }
}
