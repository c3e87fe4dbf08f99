using System.CommandLine;
using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Burst;

namespace Pentaprism.Cli.Commands;

/// <summary>The flags of bursts: which files are one capture, and how its frames become one picture.</summary>
internal sealed class BurstFlags
{
    private static readonly Dictionary<string, BurstMode> _modes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["auto"] = BurstMode.Auto,
        ["burst"] = BurstMode.Burst,
        ["night"] = BurstMode.Night,
        ["bracket"] = BurstMode.Bracket,
        ["long-exposure"] = BurstMode.LongExposureMean,
        ["long-exposure-mean"] = BurstMode.LongExposureMean,
        ["long-exposure-max"] = BurstMode.LongExposureMax,
    };

    private readonly Option<bool> _oneBurst = new("--one-burst") { Description = "All files are frames of one burst." };
    private readonly Option<bool> _noGroup = new("--no-group") { Description = "Every file is a capture of its own." };
    private readonly Option<string?> _mode = new("--mode")
    {
        Description = "What frames are made into: auto (default), burst, night, bracket, long-exposure (the mean) or long-exposure-max (trails of light).",
        HelpName = "MODE",
    };

    private readonly Option<MergeMethod?> _merge = new("--merge") { Description = "How frames are merged: auto (default), wiener, kernel or average." };
    private readonly Option<int?> _scale = new("--scale") { Description = "Size of a burst's picture in sizes of a frame: 1 (default) or 2.", HelpName = "N" };
    private readonly Option<int?> _reference = new("--reference")
    {
        Description = "Number of the frame whose view and moment the picture shows, from 1 in the order of capture. Default: the first that is as sharp as any.",
        HelpName = "N",
    };

    private readonly Option<bool> _strict = new("--strict") { Description = "Refuse a burst of which a frame cannot be used, instead of leaving the frame out." };

    public bool IsOneBurst(ParseResult parsed) => parsed.GetValue(_oneBurst);

    public bool KeepsApart(ParseResult parsed) => parsed.GetValue(_noGroup);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _oneBurst, _noGroup, _mode, _merge, _scale, _reference, _strict })
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_oneBurst) && result.GetValue(_noGroup))
            {
                result.AddError("--one-burst and --no-group contradict each other: give one of them");
            }
        });
    }

    /// <summary>Gives a recipe with what the flags say about bursts.</summary>
    /// <exception cref="UsageException">A mode is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Recipe Apply(ParseResult parsed, Recipe recipe)
    {
        var burst = recipe.Burst;
        if (parsed.GetValue(_mode) is { } mode)
        {
            burst = burst with { Mode = _modes.TryGetValue(mode, out var known) ? known : throw new UsageException($"--mode {mode}: use {string.Join(", ", _modes.Keys)}") };
        }

        burst = parsed.GetValue(_merge) is { } merge ? burst with { Merge = merge } : burst;
        burst = parsed.GetValue(_scale) is { } scale ? burst with { Scale = scale } : burst;
        burst = parsed.GetValue(_reference) is { } reference ? burst with { Reference = reference } : burst;
        burst = parsed.GetValue(_strict) ? burst with { Strict = true } : burst;
        return recipe with { Burst = burst };
    }
}
