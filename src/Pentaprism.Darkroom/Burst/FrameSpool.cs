using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>A temporary file that takes the frames which do not fit into memory.</summary>
internal sealed class FrameSpool : IDisposable
{
    private readonly SafeFileHandle _file = TemporaryFile.Use("frames", 0, file => file);
    private long _length;

    /// <summary>Sets room aside at the end of the file.</summary>
    /// <param name="codes">How many codes.</param>
    /// <returns>Where the room begins, in codes.</returns>
    public long Reserve(long codes) => Interlocked.Add(ref _length, codes) - codes;

    /// <summary>Writes codes; safe for several threads.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="at">Where to, in codes.</param>
    /// <exception cref="TemporaryFileException">The disk is full or broken.</exception>
    public void Write(ReadOnlySpan<ushort> codes, long at)
    {
        try
        {
            RandomAccess.Write(_file, MemoryMarshal.AsBytes(codes), at * sizeof(ushort));
        }
        catch (IOException problem)
        {
            throw new TemporaryFileException("frames of the burst", problem);
        }
    }

    /// <summary>Reads codes; safe for several threads.</summary>
    /// <param name="codes">Takes the codes.</param>
    /// <param name="at">Where from, in codes.</param>
    /// <exception cref="TemporaryFileException">The disk is broken.</exception>
    public void Read(Span<ushort> codes, long at)
    {
        var bytes = MemoryMarshal.AsBytes(codes);
        var offset = at * sizeof(ushort);
        try
        {
            while (!bytes.IsEmpty)
            {
                var count = RandomAccess.Read(_file, bytes, offset);
                if (count == 0)
                {
                    throw new EndOfStreamException("it is shorter than what was written");
                }

                bytes = bytes[count..];
                offset += count;
            }
        }
        catch (IOException problem)
        {
            throw new TemporaryFileException("frames of the burst", problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
