namespace Pentaprism.Files.Dng;

/// <summary>Finds the versions that a DNG must declare: the one it follows and the oldest that a reader must know.</summary>
/// <remarks>DNG 1.7.1, chapter 3, under DNGVersion and DNGBackwardVersion, and the version notes of each tag.</remarks>
internal static class DngWriterVersion
{
    private static readonly Version _newest = new(1, 7, 1, 0);

    /// <summary>Gives both versions.</summary>
    /// <param name="metadata">What the file says.</param>
    /// <returns>Four numbers each.</returns>
    public static (byte[] Version, byte[] Backward) Of(DngMetadata metadata)
    {
        var backward = Max(
            new Version(1, 1, 0, 0),
            DngWriterOpcodes.RequiredVersion(metadata.OpcodeList1),
            DngWriterOpcodes.RequiredVersion(metadata.OpcodeList2),
            DngWriterOpcodes.RequiredVersion(metadata.OpcodeList3),
            metadata.Layout.IsFloat ? new Version(1, 4, 0, 0) : new Version(1, 1, 0, 0));
        var version = Max(new Version(1, 4, 0, 0), backward, TagVersion(metadata), metadata.DngVersion);
        return (Four(version < _newest ? version : _newest), Four(backward));
    }

    // The newest of the tags that are written.
    private static Version TagVersion(DngMetadata metadata)
    {
        var profile = metadata.Profile;
        if (metadata.Sequence is not null || profile.DynamicRange != 0 || profile.GainTableMap is { Gamma: not 1 })
        {
            return new Version(1, 7, 0, 0);
        }

        var isNew = profile.RgbTables is not null || profile.GainTableMap is not null || profile.Calibrations.Length > 2
            || profile.Calibrations.Any(calibration => calibration.Illuminant == Illuminants.Other)
            || new[] { metadata.OpcodeList1, metadata.OpcodeList2, metadata.OpcodeList3 }.Any(list => list.Items.Any(item => item is WarpRectilinear2Opcode));
        return isNew ? new Version(1, 6, 0, 0) : new Version(1, 4, 0, 0);
    }

    private static Version Max(params Version[] versions) => versions.Max()!;

    private static byte[] Four(Version version) =>
        [(byte)version.Major, (byte)version.Minor, (byte)Math.Max(0, version.Build), (byte)Math.Max(0, version.Revision)];
}
