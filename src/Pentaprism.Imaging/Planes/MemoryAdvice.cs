using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>Tells Linux what will be done with memory. Source: madvise(2).</summary>
internal static class MemoryAdvice
{
    /// <summary>Gives advice on whole pages.</summary>
    /// <param name="start">Where they begin.</param>
    /// <param name="length">Their bytes.</param>
    /// <param name="advice">A number of asm-generic/mman-common.h.</param>
    /// <returns>0, or -1 where the system does not take the advice.</returns>
    [DllImport("libc", EntryPoint = "madvise")]
    internal static extern int Give(nint start, nuint length, int advice);
}
