using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>Decodes lossless JPEG: Huffman-coded differences from a predictor, 2 to 16 bits, 1 to 4 components.</summary>
/// <remarks>
/// Each row is decoded in two steps, first all differences, then the prediction over them. The bit buffer holds the next bits at its
/// high end and is topped up to 32 bits or more before each sample, which needs 31 at most. Source: ITU-T T.81, annex H.
/// </remarks>
internal ref struct LosslessJpegDecoder
{
    private const int FastShift = 64 - LosslessJpegTable.FastBits;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly LosslessJpegFrame _frame;
    private readonly LosslessJpegTable[] _tables;
    private readonly FilePlace _place;
    private int _position;
    private ulong _buffer;
    private int _bits;

    // Zero bits put in after the last coded byte; using one of them means that the stream is too short.
    private int _padding;

    private LosslessJpegDecoder(ReadOnlySpan<byte> bytes, LosslessJpegFrame frame, FilePlace place)
    {
        _bytes = bytes;
        (_frame, _place) = (frame, place);
        _position = frame.DataOffset;

        // One table serves all components more often than not.
        _tables = Array.TrueForAll(frame.Tables, table => table == frame.Tables[0]) ? frame.Tables[..1] : frame.Tables;
    }

    /// <summary>Decodes the upper rows of a frame.</summary>
    /// <param name="jpeg">The stream.</param>
    /// <param name="frame">Its header.</param>
    /// <param name="rows">How many rows, at most the frame's height.</param>
    /// <param name="samples">Takes rows × <see cref="LosslessJpegFrame.RowSamples"/> samples, components interleaved.</param>
    /// <param name="place">Where the stream stands.</param>
    /// <exception cref="ImageFileException">The stream is damaged or cut off.</exception>
    public static void Decode(ReadOnlySpan<byte> jpeg, LosslessJpegFrame frame, int rows, Span<ushort> samples, FilePlace place)
    {
        var decoder = new LosslessJpegDecoder(jpeg, frame, place);
        var width = frame.RowSamples;
        var rowsPerInterval = frame.RestartInterval == 0 ? rows : frame.RestartInterval / frame.Width;
        ReadOnlySpan<ushort> above = [];
        for (var y = 0; y < rows; y++)
        {
            if (y > 0 && y % rowsPerInterval == 0)
            {
                decoder.Restart((y / rowsPerInterval) - 1);
                above = [];
            }

            var row = samples.Slice(y * width, width);
            decoder.ReadDifferences(row, y);
            LosslessJpegPrediction.Apply(frame, row, above);
            above = row;
        }

        if (frame.PointTransform > 0)
        {
            foreach (ref var sample in samples[..(rows * width)])
            {
                sample <<= frame.PointTransform;
            }
        }
    }

    // The state lives in locals here: the loop runs once for each sample of the picture.
    private void ReadDifferences(Span<ushort> row, int y)
    {
        var buffer = _buffer;
        var bits = _bits;
        var component = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (bits < 32)
            {
                (_buffer, _bits) = (buffer, bits);
                Refill();
                (buffer, bits) = (_buffer, _bits);
            }

            var table = _tables[component];
            component = component + 1 < _tables.Length ? component + 1 : 0;
            var entry = table.Fast[(int)(buffer >> FastShift)];
            var used = entry & 0xFF;
            var category = (entry >> 8) & 0xFF;
            if (used > 0 && category == 0)
            {
                buffer <<= used;
                bits -= used;
                row[i] = (ushort)(entry >> 16);
                continue;
            }

            if (used == 0)
            {
                category = table.FindLong((int)(buffer >> 48), out used);
                if (used == 0)
                {
                    throw _place.Bad($"its lossless JPEG holds an unknown Huffman code in row {y}");
                }
            }

            buffer <<= used;
            bits -= used;
            var extra = category & 15;
            row[i] = (ushort)LosslessJpegTable.Difference(category, (int)((buffer >> 32) >> (32 - extra)));
            buffer <<= extra;
            bits -= extra;
        }

        (_buffer, _bits) = (buffer, bits);
        if (bits < _padding)
        {
            throw _place.Bad($"its lossless JPEG ends early, in row {y} of {_frame.Height}");
        }
    }

    // FF 00 stands for FF; FF with anything else is a marker, where the coded bits end.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill()
    {
        if (_position + 4 <= _bytes.Length)
        {
            var word = BinaryPrimitives.ReadUInt32BigEndian(_bytes.Slice(_position, 4));
            if ((~word - 0x01010101u & word & 0x80808080u) == 0)
            {
                _buffer |= (ulong)word << (32 - _bits);
                _bits += 32;
                _position += 4;
                return;
            }
        }

        while (_bits <= 56)
        {
            var value = 0;
            if (_position < _bytes.Length)
            {
                value = _bytes[_position];
                if (value == 0xFF)
                {
                    if (_position + 1 >= _bytes.Length || _bytes[_position + 1] != 0)
                    {
                        value = 0;
                        _padding += 8;
                    }
                    else
                    {
                        _position += 2;
                    }
                }
                else
                {
                    _position++;
                }
            }
            else
            {
                _padding += 8;
            }

            _buffer |= (ulong)value << (56 - _bits);
            _bits += 8;
        }
    }

    private void Restart(int index)
    {
        // Less than a byte of fill bits may be left before the marker.
        if (_bits - _padding >= 8 || _position + 2 > _bytes.Length || _bytes[_position] != 0xFF || _bytes[_position + 1] != 0xD0 + (index & 7))
        {
            throw _place.Bad($"its lossless JPEG lacks the restart marker {index & 7}");
        }

        _position += 2;
        (_buffer, _bits, _padding) = (0, 0, 0);
    }
}
