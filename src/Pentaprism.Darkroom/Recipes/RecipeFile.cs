using System.Text;
using Pentaprism.Files;
using Pentaprism.Files.Xmp;

namespace Pentaprism.Darkroom;

/// <summary>Reads and writes recipes as JSON (<c>*.recipe.json</c>).</summary>
/// <remarks>A recipe file need only hold what differs from the defaults; a name that no stage knows is an error, not a silence.</remarks>
public static class RecipeFile
{
    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The recipe; what the file leaves out has its default.</returns>
    /// <exception cref="ImageFileException">The file cannot be read, or a name or value in it is wrong; the message says where.</exception>
    public static Recipe Read(string path) => OptionsJson.Read<Recipe>(path);

    /// <summary>Reads the recipe that a developed picture carries in its XMP.</summary>
    /// <param name="picture">A picture that this program wrote.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ImageFileException">The picture cannot be read or carries no recipe, or one that this version does not understand.</exception>
    public static Recipe OfPicture(string picture) => OptionsJson.Parse<Recipe>(picture, Encoding.UTF8.GetBytes(XmpScan.Recipe(picture)));

    /// <summary>Writes a recipe, all options with their values.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <exception cref="ImageFileException">The file is there already, or cannot be written.</exception>
    public static void Write(string path, Recipe recipe, bool overwrite) =>
        AtomicFile.Write(path, overwrite, stream => stream.Write(ToUtf8(recipe)));

    /// <summary>Gives the JSON of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>UTF-8 text.</returns>
    public static byte[] ToUtf8(Recipe recipe) => RecipeWriter.ToUtf8(recipe);
}
