using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Tests.Tiff;

public sealed class FileBytesTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"pentaprism-{Guid.NewGuid():N}.bin");
    private readonly byte[] _content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];

    public FileBytesTests() => File.WriteAllBytes(_path, _content);

    [Fact]
    public void GivesTheBytesOfAnOpenFileAsThoseInMemory()
    {
        using var opened = FileBytes.Open(_path);
        using var held = FileBytes.Of(_path, _content);
        foreach (var bytes in (FileBytes[])[opened, held])
        {
            Assert.Equal(_content.Length, bytes.Length);
            Assert.Equal(_content[99_990..], bytes.Slice(99_990, 10).ToArray());
            var part = new byte[50_001];
            bytes.Read(3, part);
            Assert.Equal(_content[3..50_004], part);
        }
    }

    [Fact]
    public void SaysWhereAFileEndsThatBecameShorter()
    {
        using var opened = FileBytes.Open(_path);
        using (var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(60_000);
        }

        var problem = Assert.Throws<ImageFileException>(() => opened.Read(50_000, new byte[20_000]));
        Assert.Contains("60000", problem.Message, StringComparison.Ordinal);
        Assert.Contains("shorter", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SaysThatAFileIsNotThere() =>
        Assert.Contains("cannot be read", Assert.Throws<ImageFileException>(() => FileBytes.Open(_path + ".none")).Message, StringComparison.Ordinal);

    public void Dispose() => File.Delete(_path);
}
