using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>Asks the system to back the memory of large planes by large pages.</summary>
/// <remarks>
/// Memory is given page by page as it is first written. A plane of 12 megapixels is 12 000 pages of 4 KiB, or 24 of 2 MiB: what the system
/// does for each costs more than the arithmetic on its samples. Only Linux has to be asked; where it does not listen nothing changes.
/// Source: madvise(2), MADV_HUGEPAGE and MADV_COLLAPSE.
/// </remarks>
internal static class LargePages
{
    private const long Page = 2 << 20;
    private const int HugePage = 14;
    private const int Collapse = 25;

    /// <summary>Asks for the large pages that an array touches.</summary>
    /// <param name="samples">The array, not written yet; one so large that it is never moved.</param>
    /// <param name="bytes">Its size.</param>
    public static void AskFor(Array samples, long bytes)
    {
        if (bytes < Page / 2 || !OperatingSystem.IsLinux())
        {
            return;
        }

        // Pages at the ends are shared with neighbours, which are mostly planes too.
        var pin = GCHandle.Alloc(samples, GCHandleType.Pinned);
        var start = pin.AddrOfPinnedObject() & -(nint)Page;
        var end = (pin.AddrOfPinnedObject() + (nint)bytes + (nint)Page - 1) & -(nint)Page;
        _ = MemoryAdvice.Give(start, (nuint)(end - start), HugePage);

        // The length that stands before the samples is written already, on a small page: the large one around it has to be put in its place.
        _ = MemoryAdvice.Give(start, (nuint)Page, Collapse);
        pin.Free();
    }
}
