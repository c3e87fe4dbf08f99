using System.Text.Json;
using System.Text.RegularExpressions;
using Pentaprism.Darkroom.Looks;
using Pentaprism.Darkroom;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

public sealed partial class LooksCommandTests
{
    [Fact]
    public void Looks_are_listed_with_what_they_want()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("looks", "--json");

        Assert.Equal((0, ""), (code, error));
        var looks = JsonDocument.Parse(output).RootElement.EnumerateArray().Select(look => look.GetProperty("name").GetString());
        Assert.Equal(["natural", "authentic", "vibrant", "portrait", "monochrome", "night"], looks);
    }

    [Fact]
    public void A_contact_sheet_holds_the_picture_in_every_look_and_fetches_nothing()
    {
        using var line = new CommandLine();
        var page = line.File("contact.html");

        var (code, _, error) = line.Run("looks", line.WriteCapture("IMG_1.dng"), "-o", page);

        Assert.Equal((0, ""), (code, error));
        var html = File.ReadAllText(page);
        var pictures = Pictures().Matches(html).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(11, pictures.Length);
        Assert.Equal(11, pictures.Distinct().Count());
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.Equal(1, line.Run("looks", line.File("IMG_1.dng"), "-o", page).ExitCode);
    }

    // What is the same in every look is done once: each picture must be the one that its recipe gives alone.
    [Fact]
    public void Looks_on_one_camera_colour_are_those_of_each_recipe_alone()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        Recipe[] recipes = [.. LookFile.Shipped.Select(name => LookFile.Named(name).ApplyTo(new Recipe()))];
        using var together = Develop(capture, recipes[0], recipes[1..]);
        foreach (var (picture, recipe) in together.Others.Prepend(together).Zip(recipes))
        {
            using var alone = Develop(capture, recipe, []);
            Assert.True(alone.Picture.Bytes!.Samples.SequenceEqual(picture.Picture.Bytes!.Samples), recipe.Look);
        }
    }

    private static DevelopedPicture Develop(string capture, Recipe recipe, Recipe[] others)
    {
        using var reader = DngReader.Open(capture);
        return Developer.Develop(reader, recipe, reader.Metadata.Profile, ProcessingContext.Create(), TimeProvider.System, null, others);
    }

    [Fact]
    public void A_look_changes_the_picture_and_stands_in_the_recipe()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("IMG_1.dng");

        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("natural.png")).ExitCode);
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("authentic.png"), "--look", "authentic", "--save-recipe", line.File("a.recipe.json")).ExitCode);
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("again.png"), "--recipe", line.File("a.recipe.json")).ExitCode);

        Assert.NotEqual(File.ReadAllBytes(line.File("natural.png")), File.ReadAllBytes(line.File("authentic.png")));
        Assert.Equal(File.ReadAllBytes(line.File("authentic.png")), File.ReadAllBytes(line.File("again.png")));
        Assert.Contains("\"look\": \"authentic\"", File.ReadAllText(line.File("a.recipe.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("tif")]
    public void A_picture_is_made_again_from_the_recipe_it_carries(string ending)
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("IMG_1.dng");
        var (first, again, changed) = (line.File("first." + ending), line.File("again." + ending), line.File("changed." + ending));

        Assert.Equal(0, line.Run("develop", capture, "-o", first, "--look", "vibrant", "--exposure", "0.3", "--white-balance", "4300").ExitCode);
        Assert.Equal((0, ""), (line.Run("develop", capture, "-o", again, "--reproduce", first) is var (code, _, error) ? (code, error) : default));
        Assert.Equal(0, line.Run("develop", capture, "-o", changed, "--reproduce", first, "--exposure", "0").ExitCode);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(again));
        Assert.NotEqual(File.ReadAllBytes(first), File.ReadAllBytes(changed));
    }

    [Fact]
    public void A_picture_without_a_recipe_is_refused()
    {
        using var line = new CommandLine();
        File.WriteAllText(line.File("foreign.jpg"), "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><a/><?xpacket end='w'?><?xpacket begin=");

        var (code, _, error) = line.Run("develop", line.WriteCapture("IMG_1.dng"), "-o", line.File("a.jpg"), "--reproduce", line.File("foreign.jpg"));

        Assert.Equal(1, code);
        Assert.Contains("foreign.jpg", error, StringComparison.Ordinal);
        Assert.Contains("no recipe", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sepia", "authentic")]
    [InlineData("missing.look.json", "missing.look.json")]
    [InlineData("missing.cube", "missing.cube")]
    [InlineData("missing.dcp", "missing.dcp")]
    public void A_look_that_is_not_there_is_named(string look, string named)
    {
        using var line = new CommandLine();

        var (code, _, error) = line.Run("develop", line.WriteCapture("IMG_1.dng"), "-o", line.File("a.jpg"), "--look", look);

        Assert.NotEqual(0, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
        Assert.False(File.Exists(line.File("a.jpg")));
    }

    [GeneratedRegex("src=\"data:image/jpeg;base64,([^\"]+)\"")]
    private static partial Regex Pictures();
}
