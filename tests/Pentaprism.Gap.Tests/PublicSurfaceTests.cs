using Pentaprism.TestSupport;

namespace Pentaprism.Gap.Tests;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void What_the_library_offers_is_what_is_written_down() => PublicSurface.AssertUnchanged(typeof(GapOptions).Assembly);
}
