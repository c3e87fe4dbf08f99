using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Darkroom.Looks;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Inspection;

/// <summary>Prints what looks make of colours: turn of hue in degrees, and chroma relative to the scene's.</summary>
internal static class LookColourReport
{
    /// <summary>Prints one column for each look.</summary>
    /// <param name="looks">The looks.</param>
    /// <param name="json">Whether for machines.</param>
    public static void Write(IReadOnlyList<Look> looks, bool json)
    {
        var context = ProcessingContext.Create();
        var colours = looks.Select(look => LookColours.Of(look, context)).ToArray();
        if (json)
        {
            Terminal.Write(new JsonArray([.. looks.Select((look, i) => new JsonObject
            {
                ["look"] = look.Name,
                ["colours"] = new JsonArray([.. colours[i].Select(colour => new JsonObject
                {
                    ["name"] = colour.Name,
                    ["lightness"] = colour.Shown.L,
                    ["hueShift"] = colour.HueShift,
                    ["chromaRatio"] = colour.ChromaRatio,
                })]),
            })]));
            return;
        }

        Terminal.Write(
            "turn of hue, chroma relative to the scene",
            ["colour", .. looks.Select(look => look.Name)],
            colours[0].Select((colour, row) => (IReadOnlyList<string>)
            [
                colour.Name,
                .. colours.Select(of => string.Create(CultureInfo.InvariantCulture, $"{of[row].HueShift:+0.0;-0.0;0.0}° ×{of[row].ChromaRatio:F2}")),
            ]));
    }
}
