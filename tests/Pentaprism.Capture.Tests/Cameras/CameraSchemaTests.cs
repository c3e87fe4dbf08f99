using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Capture.Tests.Cameras;

/// <summary>Holds the published schema against the reader: what one takes, the other takes.</summary>
public sealed class CameraSchemaTests
{
    private static readonly JsonObject _schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "camera.schema.json")))!.AsObject();

    [Fact]
    public void Every_camera_of_the_catalogue_obeys_the_published_schema()
    {
        foreach (var id in CameraCatalogue.Modules)
        {
            Assert.Equal("", string.Join('\n', Problems(JsonNode.Parse(CameraCatalogue.Text(id))!, _schema, "")));
        }
    }

    // Each number and list of a file is pushed out of any range, each member renamed: both must refuse.
    [Fact]
    public void What_the_schema_refuses_the_reader_refuses_and_the_other_way_round()
    {
        var text = Encoding.UTF8.GetString(CameraCatalogue.Text("ref-leica-m10"));
        var tried = 0;
        foreach (var change in Changes(JsonNode.Parse(text)!))
        {
            var root = JsonNode.Parse(text)!;
            change(root);
            var bytes = Encoding.UTF8.GetBytes(root.ToJsonString());
            var bySchema = Problems(root, _schema, "").Any();
            var byReader = Record.Exception(() => CameraFile.Parse(bytes, "changed.camera.json"));
            Assert.True(bySchema, root.ToJsonString());
            Assert.IsType<CameraFileException>(byReader);
            tried++;
        }

        Assert.InRange(tried, 120, 2000);
    }

    private static IEnumerable<Action<JsonNode>> Changes(JsonNode root)
    {
        foreach (var path in Paths(root, []))
        {
            if (path.Length > 0 && path[0] is "sources" or "notes")
            {
                continue;
            }

            var leaf = At(root, path);
            if (leaf is JsonValue value && value.TryGetValue<double>(out _))
            {
                yield return changed => At(changed, path[..^1])[(string)path[^1]] = 1e12;
                yield return changed => At(changed, path[..^1])[(string)path[^1]] = "1";
            }
            else if (leaf is JsonObject)
            {
                yield return changed => At(changed, path).AsObject().Add("unknown", 1);
                yield return changed => At(changed, path).AsObject().Remove(leaf.AsObject().First(member => member.Key is not ("name" or "prescription" or "part")).Key);
            }
        }
    }

    private static JsonNode At(JsonNode node, object[] path) =>
        path.Aggregate(node, (current, step) => step is int index ? current[index]! : current[(string)step]!);

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        yield return path;
        IEnumerable<(object Step, JsonNode? Value)> children = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items when items.Any(item => item is JsonObject) => items.Select((item, i) => ((object)i, item)),
            _ => [],
        };
        foreach (var found in children.SelectMany(child => Paths(child.Value, [.. path, child.Step])))
        {
            yield return found;
        }
    }

    // The keywords that the schema uses (JSON Schema 2020-12).
    private static IEnumerable<string> Problems(JsonNode? value, JsonObject schema, string place)
    {
        foreach (var (keyword, rule) in schema)
        {
            foreach (var problem in Broken(value, schema, keyword, rule!, place))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> Broken(JsonNode? value, JsonObject schema, string keyword, JsonNode rule, string place)
    {
        bool Fails() => keyword switch
        {
            "type" => TypeOf(value) is var type && type != (string)rule! && !(type == "integer" && (string)rule! == "number"),
            "const" => !JsonNode.DeepEquals(value, rule),
            "enum" => !rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
            "minimum" => value is JsonValue number && number.TryGetValue<double>(out var low) && low < (double)rule,
            "maximum" => value is JsonValue number && number.TryGetValue<double>(out var high) && high > (double)rule,
            "minItems" => value is JsonArray list && list.Count < (int)rule,
            "maxItems" => value is JsonArray list && list.Count > (int)rule,
            "pattern" => value is JsonValue text && text.TryGetValue<string>(out var letters) && !Regex.IsMatch(letters, (string)rule!),
            "required" => value is JsonObject members && rule.AsArray().Any(name => !members.ContainsKey((string)name!)),
            "oneOf" => rule.AsArray().Count(choice => !Problems(value, choice!.AsObject(), place).Any()) != 1,
            _ => false,
        };
        IEnumerable<string> inner = (keyword, value) switch
        {
            ("$ref", _) => Problems(value, _schema["$defs"]![((string)rule!).Split('/')[^1]]!.AsObject(), place),
            ("allOf", _) => rule.AsArray().SelectMany(part => Problems(value, part!.AsObject(), place)),
            ("items", JsonArray items) => items.SelectMany((item, i) => Problems(item, rule.AsObject(), $"{place}[{i}]")),
            ("properties", JsonObject members) => members.Where(member => rule[member.Key] is not null).SelectMany(member => Problems(member.Value, rule[member.Key]!.AsObject(), $"{place}.{member.Key}")),
            ("additionalProperties", JsonObject members) when rule is JsonValue => members.Where(member => schema["properties"]![member.Key] is null).Select(member => $"{place}.{member.Key}: not known"),
            _ => [],
        };
        return Fails() ? [$"{place}: {keyword} {rule.ToJsonString()}"] : inner;
    }

    private static string TypeOf(JsonNode? value) => value switch
    {
        JsonObject => "object",
        JsonArray => "array",
        JsonValue number when number.TryGetValue<double>(out var real) => real == Math.Floor(real) ? "integer" : "number",
        _ => "string",
    };
}
