using System.CommandLine;
using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Modes;

namespace Pentaprism.Cli.Commands;

/// <summary>The flags of bursts: which files are one capture, and how its frames become one picture.</summary>
internal sealed class BurstFlags
{
    private const string Trails = "long-exposure-max";

    private static readonly Dictionary<string, CameraMode> _modes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["auto"] = CameraMode.Auto,
        ["snapshot"] = CameraMode.Snapshot,
        ["burst"] = CameraMode.Snapshot,
        ["night"] = CameraMode.Night,
        ["portrait"] = CameraMode.Portrait,
        ["monochrome"] = CameraMode.Monochrome,
        ["bracket"] = CameraMode.Bracket,
        ["long-exposure"] = CameraMode.LongExposure,
        ["long-exposure-mean"] = CameraMode.LongExposure,
        [Trails] = CameraMode.LongExposure,
        ["pro"] = CameraMode.Pro,
    };

    private readonly Option<bool> _oneBurst = new("--one-burst") { Description = "All files are frames of one burst." };
    private readonly Option<bool> _noGroup = new("--no-group") { Description = "Every file is a capture of its own." };
    private readonly Option<string?> _mode = new("--mode")
    {
        Description = "What the dial is set to: auto (default; named, it says what it chose), snapshot, night, portrait, monochrome, bracket, long-exposure (the mean), long-exposure-max (trails of light) or pro (nothing follows the picture). Sets stages and look; flags come after it.",
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

    /// <summary>Tells whether the automatic was asked for by name, and so wants to be heard.</summary>
    public bool NamesAuto(ParseResult parsed) => "auto".Equals(parsed.GetValue(_mode), StringComparison.OrdinalIgnoreCase);

    /// <summary>Gives a recipe as the mode wants it.</summary>
    /// <exception cref="UsageException">The mode is unknown.</exception>
    public Recipe ApplyMode(ParseResult parsed, Recipe recipe)
    {
        if (parsed.GetValue(_mode) is not { } name)
        {
            return recipe;
        }

        if (!_modes.TryGetValue(name, out var mode))
        {
            throw new UsageException($"--mode {name}: use {string.Join(", ", _modes.Keys)}");
        }

        recipe = mode.ApplyTo(recipe);
        return name.Equals(Trails, StringComparison.OrdinalIgnoreCase) ? recipe with { Burst = recipe.Burst with { Mode = BurstMode.LongExposureMax } } : recipe;
    }

    /// <summary>Gives a recipe with what the other flags say about bursts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Recipe Apply(ParseResult parsed, Recipe recipe)
    {
        var burst = recipe.Burst;
        burst = parsed.GetValue(_merge) is { } merge ? burst with { Merge = merge } : burst;
        burst = parsed.GetValue(_scale) is { } scale ? burst with { Scale = scale } : burst;
        burst = parsed.GetValue(_reference) is { } reference ? burst with { Reference = reference } : burst;
        burst = parsed.GetValue(_strict) ? burst with { Strict = true } : burst;
        return recipe with { Burst = burst };
    }
}
