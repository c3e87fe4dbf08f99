using System.Buffers;
using System.Runtime.InteropServices;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Writes the samples of a DNG: in strips as they are, or in tiles as lossless JPEG, which all workers encode.</summary>
internal static class DngWriterPixels
{
    private const int LosslessJpeg = 7;
    private const int StripBytes = 1 << 20;

    /// <summary>Adds the samples and the tags that say how they are stored.</summary>
    /// <param name="raw">The raw picture's directory.</param>
    /// <param name="pixels">The samples.</param>
    /// <param name="layout">Their shape.</param>
    /// <param name="options">Compression and tile size.</param>
    /// <param name="context">Workers and cancellation.</param>
    public static void Add(
        TiffWriterDirectory raw, RawPixels pixels, RawLayout layout, DngWriteOptions options, ProcessingContext context)
    {
        var isFloat = pixels.Values is not null;
        raw.SetShorts(TiffTag.BitsPerSample, [.. Enumerable.Repeat(isFloat ? (ushort)32 : (ushort)16, layout.Planes)]);
        raw.SetShorts(TiffTag.SampleFormat, [.. Enumerable.Repeat(isFloat ? (ushort)3 : (ushort)1, layout.Planes)]);
        if (pixels.Codes is { } codes && options.Compression == DngCompression.LosslessJpeg)
        {
            AddTiles(raw, codes, layout, options.TileSize, context);
            return;
        }

        raw.SetShorts(TiffTag.Compression, 1);
        if (pixels.Codes is { } words)
        {
            AddStrips(raw, words, sizeof(ushort));
        }
        else
        {
            AddStrips(raw, pixels.Values!, sizeof(float));
        }
    }

    private static void AddStrips<T>(TiffWriterDirectory raw, IReadOnlyList<Plane<T>> planes, int sampleBytes)
        where T : unmanaged
    {
        var (width, height) = (planes[0].Width, planes[0].Height);
        var rowBytes = (long)width * planes.Count * sampleBytes;
        var rows = (int)Math.Clamp(StripBytes / rowBytes, 1, height);
        var strips = new List<TiffWriterBlock>();
        for (var top = 0; top < height; top += rows)
        {
            var (first, end) = (top, Math.Min(height, top + rows));
            strips.Add(new TiffWriterBlock(rowBytes * (end - first), stream => WriteRows(stream, planes, first, end)));
        }

        raw.SetLongs(TiffTag.RowsPerStrip, (uint)rows);
        raw.SetBlocks(TiffTag.StripOffsets, TiffTag.StripByteCounts, strips);
    }

    private static void WriteRows<T>(Stream stream, IReadOnlyList<Plane<T>> planes, int top, int bottom)
        where T : unmanaged
    {
        if (planes.Count == 1)
        {
            stream.Write(MemoryMarshal.AsBytes(planes[0].Rows(top, bottom)));
            return;
        }

        var row = new T[planes[0].Width * planes.Count];
        for (var y = top; y < bottom; y++)
        {
            for (var plane = 0; plane < planes.Count; plane++)
            {
                var source = planes[plane].Row(y);
                for (var x = 0; x < source.Length; x++)
                {
                    row[(x * planes.Count) + plane] = source[x];
                }
            }

            stream.Write(MemoryMarshal.AsBytes<T>(row));
        }
    }

    private static void AddTiles(
        TiffWriterDirectory raw, IReadOnlyList<Plane<ushort>> planes, RawLayout layout, int tileSize, ProcessingContext context)
    {
        var components = Components(layout);
        var tileWidth = TileWidth(layout, tileSize, components);
        var tileHeight = Math.Min(tileSize, (layout.Height + 15) & ~15);
        var (across, down) = ((layout.Width + tileWidth - 1) / tileWidth, (layout.Height + tileHeight - 1) / tileHeight);
        var tiles = new TiffWriterBlock[across * down];
        Bands.Run(context, tileWidth * tileHeight * planes.Count, tiles.Length, 1, (tile, _) =>
        {
            var length = tileWidth * tileHeight * planes.Count;
            var rented = ArrayPool<ushort>.Shared.Rent(length);
            var samples = rented.AsSpan(0, length);
            CopyTile(planes, tile % across * tileWidth, tile / across * tileHeight, tileWidth, components, samples);
            tiles[tile] = new TiffWriterBlock(LosslessJpegEncoder.Encode(samples, tileWidth * planes.Count, components));
            ArrayPool<ushort>.Shared.Return(rented);
        });
        raw.SetShorts(TiffTag.Compression, LosslessJpeg);
        raw.SetLongs(TiffTag.TileWidth, (uint)tileWidth);
        raw.SetLongs(TiffTag.TileLength, (uint)tileHeight);
        raw.SetBlocks(TiffTag.TileOffsets, TiffTag.TileByteCounts, tiles);
    }

    // A small picture takes one tile of its own size: TIFF asks for multiples of 16. Where the components of a tile make up the
    // picture's width, dcraw and LibRaw take each row of the tile for a whole row of the picture.
    private static int TileWidth(RawLayout layout, int tileSize, int components)
    {
        var width = Math.Min(tileSize, (layout.Width + 15) & ~15);
        return layout.Planes == 1 && components > 1 && components * width == layout.Width ? width + 16 : width;
    }

    // So many that each sample is predicted by one of its own colour: a pattern's columns, or the planes of a linear picture.
    private static int Components(RawLayout layout) =>
        layout.Planes > 1 ? layout.Planes : layout.Cfa is { Columns: 2 or 4 } cfa ? cfa.Columns : 1;

    // Beyond the picture a tile goes on with what costs the fewest bits: samples equal to those that predict them.
    private static void CopyTile(
        IReadOnlyList<Plane<ushort>> planes, int left, int top, int tileWidth, int components, Span<ushort> tile)
    {
        var rowLength = tileWidth * planes.Count;
        var inside = Math.Min(tileWidth, planes[0].Width - left);
        for (var y = 0; y * rowLength < tile.Length; y++)
        {
            var row = tile.Slice(y * rowLength, rowLength);
            var filled = inside * planes.Count;
            if (top + y >= planes[0].Height)
            {
                tile.Slice((y - 1) * rowLength, components).CopyTo(row);
                filled = components;
            }
            else
            {
                CopyRow(planes, left, top + y, row[..filled]);
            }

            for (var x = filled; x < rowLength; x++)
            {
                row[x] = x >= components ? row[x - components] : row[0];
            }
        }
    }

    private static void CopyRow(IReadOnlyList<Plane<ushort>> planes, int left, int y, Span<ushort> target)
    {
        if (planes.Count == 1)
        {
            planes[0].Row(y).Slice(left, target.Length).CopyTo(target);
            return;
        }

        for (var plane = 0; plane < planes.Count; plane++)
        {
            var source = planes[plane].Row(y)[left..];
            for (int x = plane, from = 0; x < target.Length; x += planes.Count, from++)
            {
                target[x] = source[from];
            }
        }
    }
}
