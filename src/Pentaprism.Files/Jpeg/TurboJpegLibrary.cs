using System.Runtime.InteropServices;

namespace Pentaprism.Files.Jpeg;

/// <summary>The entry points of libjpeg-turbo's TurboJPEG interface (the 2.x names, which version 3 keeps).</summary>
/// <remarks>Source: turbojpeg.h of libjpeg-turbo 2.1, https://libjpeg-turbo.org/.</remarks>
internal static class TurboJpegLibrary
{
    private const string Name = "turbojpeg";

    private static readonly Lazy<nint> _library = new(() => Load(NamesHere()));

    static TurboJpegLibrary() => NativeLibrary.SetDllImportResolver(
        typeof(TurboJpegLibrary).Assembly,
        static (name, _, _) => name == Name ? _library.Value : 0);

    /// <summary>Finds the library, or says in one line what to install.</summary>
    /// <exception cref="ImageFileException">It is not installed.</exception>
    public static void Require() => _ = _library.Value;

    /// <summary>Loads the first library that is there.</summary>
    /// <param name="names">File names to try.</param>
    /// <returns>The library's handle.</returns>
    /// <exception cref="ImageFileException">None is there.</exception>
    public static nint Load(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        var install = OperatingSystem.IsMacOS() ? "brew install jpeg-turbo"
            : OperatingSystem.IsWindows() ? "install it from https://libjpeg-turbo.org"
            : "apt-get install libturbojpeg0";
        throw new ImageFileException("JPEG", "", $"needs libjpeg-turbo: {install} (PNG and TIFF work without it)");
    }

    private static string[] NamesHere()
    {
        if (OperatingSystem.IsWindows())
        {
            return ["turbojpeg.dll", "libturbojpeg.dll", @"C:\libjpeg-turbo64\bin\turbojpeg.dll"];
        }

        if (OperatingSystem.IsMacOS())
        {
            return
            [
                "libturbojpeg.0.dylib",
                "libturbojpeg.dylib",
                "/opt/homebrew/opt/jpeg-turbo/lib/libturbojpeg.dylib",
                "/usr/local/opt/jpeg-turbo/lib/libturbojpeg.dylib",
            ];
        }

        return ["libturbojpeg.so.0", "libturbojpeg.so"];
    }

    [DllImport(Name, EntryPoint = "tjInitCompress", ExactSpelling = true)]
    internal static extern TurboJpegHandle InitCompress();

    [DllImport(Name, EntryPoint = "tjInitDecompress", ExactSpelling = true)]
    internal static extern TurboJpegHandle InitDecompress();

    [DllImport(Name, EntryPoint = "tjDestroy", ExactSpelling = true)]
    internal static extern int Destroy(nint handle);

    [DllImport(Name, EntryPoint = "tjGetErrorStr2", ExactSpelling = true)]
    internal static extern nint GetError(TurboJpegHandle handle);

    [DllImport(Name, EntryPoint = "tjBufSize", ExactSpelling = true)]
    internal static extern CULong BufferSize(int width, int height, int subsampling);

    [DllImport(Name, EntryPoint = "tjDecompressHeader3", ExactSpelling = true)]
    internal static extern int DecompressHeader(
        TurboJpegHandle handle, in byte jpeg, CULong size, out int width, out int height, out int subsampling, out int colourSpace);

    [DllImport(Name, EntryPoint = "tjDecompress2", ExactSpelling = true)]
    internal static extern int Decompress(
        TurboJpegHandle handle, in byte jpeg, CULong size, ref byte picture, int width, int pitch, int height, int pixelFormat, int flags);

    [DllImport(Name, EntryPoint = "tjCompress2", ExactSpelling = true)]
    internal static extern int Compress(
        TurboJpegHandle handle,
        in byte picture,
        int width,
        int pitch,
        int height,
        int pixelFormat,
        ref nint jpeg,
        ref CULong size,
        int subsampling,
        int quality,
        int flags);
}

/// <summary>A compressor or decompressor of the library.</summary>
internal sealed class TurboJpegHandle : SafeHandle
{
    /// <summary>Makes an empty handle, which the marshaller fills.</summary>
    public TurboJpegHandle()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => TurboJpegLibrary.Destroy(handle) == 0;
}
