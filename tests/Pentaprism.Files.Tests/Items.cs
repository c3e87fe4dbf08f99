using System.Collections.Immutable;

namespace Pentaprism.Files.Tests;

/// <summary>Compares immutable arrays item by item; xunit compares them as values of a struct.</summary>
internal static class Items
{
    public static void AreEqual<T>(T[] expected, ImmutableArray<T> actual) => Assert.Equal(expected.AsEnumerable(), actual.AsEnumerable());
}
