using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Colour;

/// <summary>Applies a profile's hue and saturation table, such as its LookTable, to a linear picture.</summary>
/// <remarks>
/// An entry shifts the hue, scales the saturation (the product stays at most 1) and scales the value. The table is laid over the hue circle
/// and over saturation and value from 0 to 1; a value above 1 takes the entry at 1. Pixels with a negative ProPhoto channel stay.
/// The LookTable belongs after exposure and before the tone curve. Source: DNG 1.7.1, chapter 6.
/// </remarks>
public static class HueSatTableStage
{
    /// <summary>Applies a table to a picture in linear ProPhoto RGB, in place.</summary>
    /// <param name="proPhoto">The picture.</param>
    /// <param name="table">The table.</param>
    /// <param name="isGammaEncoded">Whether its value axis is sRGB-encoded.</param>
    /// <param name="clipsValue">Whether values above 1 are brought down to 1, as the specification asks of a LookTable before a curve that ends at 1.</param>
    /// <param name="context">Workers and cancellation.</param>
    public static void Apply(RgbPlanes proPhoto, HueSatTable table, bool isGammaEncoded, bool clipsValue, ProcessingContext context)
    {
        Require(proPhoto, table, context);
        new HueSatTransform(table, isGammaEncoded, clipsValue, Matrix3x3.Identity, Matrix3x3.Identity).Apply(proPhoto, context);
    }

    /// <summary>Applies a table to a picture in the linear working space (Rec. 2020), in place; goes to ProPhoto and back on the way.</summary>
    /// <param name="working">The picture.</param>
    /// <param name="table">The table.</param>
    /// <param name="isGammaEncoded">Whether its value axis is sRGB-encoded.</param>
    /// <param name="clipsValue">Whether values above 1 are brought down to 1.</param>
    /// <param name="context">Workers and cancellation.</param>
    public static void ApplyToWorking(RgbPlanes working, HueSatTable table, bool isGammaEncoded, bool clipsValue, ProcessingContext context)
    {
        Require(working, table, context);
        new HueSatTransform(table, isGammaEncoded, clipsValue, CameraToWorking.WorkingToProPhoto, CameraToWorking.ProPhotoToWorking)
            .Apply(working, context);
    }

    private static void Require(RgbPlanes planes, HueSatTable table, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(context);
        if (table.Hues < 1 || table.Saturations < 2 || table.Values < 1 || table.Entries.Length != 3L * table.Hues * table.Saturations * table.Values)
        {
            throw new ArgumentException(
                $"A table of {table.Hues} × {table.Saturations} × {table.Values} cannot hold {table.Entries.Length} numbers.", nameof(table));
        }
    }
}
