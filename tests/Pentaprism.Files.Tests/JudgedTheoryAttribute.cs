using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests;

/// <summary>A theory that needs both a program of the machine and test data; skipped by name where one is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JudgedTheoryAttribute : TheoryAttribute
{
    public JudgedTheoryAttribute(string program, string relative)
    {
        if (Oracle.Find(program) is null)
        {
            Skip = $"program '{program}' is absent";
        }
        else if (!TestData.Exists(relative))
        {
            Skip = $"test data '{relative}' is absent";
        }
    }
}
