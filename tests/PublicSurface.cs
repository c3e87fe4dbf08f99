using System.Reflection;

namespace Pentaprism.TestSupport;

/// <summary>Lists what an assembly offers, so that a change of it is a change in a text file that a reviewer sees.</summary>
internal static class PublicSurface
{
    /// <summary>Compares the surface with the file PublicApi.txt beside the tests; PENTAPRISM_REFRESH_API=1 writes the file anew.</summary>
    public static void AssertUnchanged(Assembly assembly)
    {
        var actual = List(assembly);
        var expectedPath = System.IO.Path.Combine(AppContext.BaseDirectory, "PublicApi.txt");
        if (Environment.GetEnvironmentVariable("PENTAPRISM_REFRESH_API") == "1")
        {
            var source = SourceFolder(assembly);
            File.WriteAllText(System.IO.Path.Combine(source, "PublicApi.txt"), actual);
            return;
        }

        var expected = File.Exists(expectedPath) ? File.ReadAllText(expectedPath).ReplaceLineEndings("\n") : "";
        Assert.Equal(expected, actual);
    }

    private static string List(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            lines.Add(Name(type));
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            lines.AddRange(type.GetMembers(Declared).Where(IsWritten).Select(member => "  " + Describe(member)).Distinct().Order(StringComparer.Ordinal));
        }

        return string.Join('\n', lines) + "\n";
    }

    // Records bring members of their own; property accessors and operators of equality say nothing that their property or type does not.
    private static bool IsWritten(MemberInfo member) =>
        !member.Name.Contains('<', StringComparison.Ordinal)
        && !(member is MethodInfo { IsSpecialName: true } method && !method.Name.StartsWith("op_", StringComparison.Ordinal))
        && member.Name is not ("Equals" or "GetHashCode" or "ToString" or "Deconstruct" or "op_Equality" or "op_Inequality" or "EqualityContract");

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo c => $"new({Parameters(c)})",
        MethodInfo m => $"{Name(m.ReturnType)} {m.Name}({Parameters(m)})",
        PropertyInfo p => $"{Name(p.PropertyType)} {p.Name} {{{(p.CanRead ? " get;" : "")}{(p.CanWrite ? " set;" : "")} }}",
        FieldInfo f => $"{Name(f.FieldType)} {f.Name}",
        _ => member.MemberType + " " + member.Name,
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        }

        var name = type.Name[..Math.Max(type.Name.IndexOf('`', StringComparison.Ordinal), 0)];
        return $"{(name.Length == 0 ? type.Name : name)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    private static string SourceFolder(Assembly assembly)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Pentaprism.slnx")))
            {
                return System.IO.Path.Combine(folder.FullName, "tests", assembly.GetName().Name + ".Tests");
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
