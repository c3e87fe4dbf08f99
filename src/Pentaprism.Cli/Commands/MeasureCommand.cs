using System.CommandLine;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure</c>: image quality in numbers, with the method named.</summary>
internal static class MeasureCommand
{
    public static Command Create() => new("measure", "Measures image quality, of raw captures and of finished pictures.")
    {
        MeasureEdgeCommand.Create(),
        MeasureCompareCommand.Create(),
        MeasureNoiseCommand.Create(),
        MeasureTextureCommand.Create(),
        MeasureChartCommand.Create(),
        MeasureLateralColourCommand.Create(),
        MeasureShadingCommand.Create(),
        MeasureDistortionCommand.Create(),
        MeasureLightCommand.Create(),
    };
}
