using System.CommandLine;
using System.Globalization;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Measuring;

/// <summary>The flag that says which curve is undone before a finished picture is measured.</summary>
internal static class TransferFlag
{
    private const string Automatic = "auto";

    /// <summary>Makes the flag.</summary>
    public static Option<string> Create() => new("--transfer")
    {
        Description = "The curve that is undone in a finished picture: auto (the one it states; linear where it states none), linear, srgb, rec2020, or a number for a power.",
        DefaultValueFactory = _ => Automatic,
        HelpName = "CURVE",
    };

    /// <summary>Gives the curve.</summary>
    /// <param name="name">What the flag says.</param>
    /// <param name="stated">What the file says.</param>
    /// <returns>The curve and the words for it.</returns>
    /// <exception cref="UsageException">The flag is no curve.</exception>
    public static (TransferFunction Curve, string How) Curve(string name, PictureEncoding stated)
    {
        var curve = name.ToUpperInvariant() switch
        {
            "AUTO" => stated.Transfer ?? TransferFunction.Linear,
            "LINEAR" => TransferFunction.Linear,
            "SRGB" => TransferFunction.Srgb,
            "REC2020" => TransferFunction.Rec2020,
            _ when double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var gamma) && gamma is > 0.1 and < 10 => TransferFunction.Power(gamma),
            _ => throw new UsageException($"--transfer {name} is no curve; use auto, linear, srgb, rec2020 or a power such as 2.2"),
        };
        var source = name.Equals(Automatic, StringComparison.OrdinalIgnoreCase) ? stated.Source : "as --transfer says";
        return (curve, curve == TransferFunction.Linear ? $"taken as linear ({source})" : $"{curve.Name} curve undone ({source})");
    }
}
