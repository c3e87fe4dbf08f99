using Pentaprism.Optics.Formats;

namespace Pentaprism.Optics.Glasses;

/// <summary>A node of the small part of YAML that material files use: keys with values, lists of such, and blocks of lines.</summary>
/// <remarks>
/// Known are "key: value", "key: |" with an indented block, "- key: value" items, "#" lines, and nesting by indentation. Flow collections,
/// anchors, tags and quoted keys are not, and a line that is none of the known forms is an error.
/// </remarks>
internal sealed class YamlNode
{
    private const int DeepestNesting = 8;

    private YamlNode(int line) => Line = line;

    public int Line { get; }

    /// <summary>Gets the plain value, or the block with its lines; empty where the node has children.</summary>
    public string Value { get; private set; } = "";

    public Dictionary<string, YamlNode> Keys { get; } = new(StringComparer.Ordinal);

    public List<YamlNode> Items { get; } = [];

    public YamlNode? this[string key] => Keys.GetValueOrDefault(key);

    public static YamlNode Parse(string path, string text) => new Parser(path, text).Document();

    private sealed class Parser
    {
        private readonly string _path;
        private readonly (int Number, int Indent, string Text)[] _lines;
        private int _next;

        public Parser(string path, string text)
        {
            _path = path;
            _lines = [.. TextFile.Lines(text).Select(line => (line.Number, Indent(line.Line), line.Line.Trim()))];
        }

        public YamlNode Document()
        {
            var root = new YamlNode(1);
            ReadChildren(root, 0, 0);
            return root;
        }

        private static int Indent(string line)
        {
            var count = 0;
            while (count < line.Length && line[count] == ' ')
            {
                count++;
            }

            return count;
        }

        // Reads the lines that are indented by at least so much; those of the first one's indent are children of the node.
        private void ReadChildren(YamlNode node, int least, int depth)
        {
            int? own = null;
            while (SkipEmpty() && _lines[_next].Indent >= least)
            {
                var (number, indent, text) = _lines[_next];
                own ??= indent;
                if (indent != own || depth > DeepestNesting)
                {
                    throw Wrong(number, "is indented unlike its neighbours");
                }

                if (text.StartsWith("- ", StringComparison.Ordinal))
                {
                    var item = new YamlNode(number);
                    _lines[_next] = (number, indent + 2, text[2..].Trim());
                    ReadChildren(item, indent + 1, depth + 1);
                    node.Items.Add(item);
                }
                else
                {
                    ReadKey(node, indent, depth);
                }
            }
        }

        private void ReadKey(YamlNode node, int indent, int depth)
        {
            var (number, _, text) = _lines[_next++];
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || (colon + 1 < text.Length && text[colon + 1] != ' '))
            {
                throw Wrong(number, "is neither 'key: value' nor '- key: value'; is it a file of refractiveindex.info?");
            }

            var child = new YamlNode(number);
            var value = text[(colon + 1)..].Trim();
            if (value is "|" or ">" or "|-")
            {
                child.Value = Block(indent);
            }
            else if (value.Length > 0)
            {
                child.Value = value.Trim('"', '\'');
            }
            else
            {
                ReadChildren(child, indent + 1, depth + 1);
            }

            if (!node.Keys.TryAdd(text[..colon].Trim(), child))
            {
                throw Wrong(number, $"'{text[..colon].Trim()}' stands here twice");
            }
        }

        private string Block(int indent)
        {
            var first = _next;
            while (_next < _lines.Length && (_lines[_next].Text.Length == 0 || _lines[_next].Indent > indent))
            {
                _next++;
            }

            return string.Join('\n', _lines[first.._next].Select(line => line.Text));
        }

        private bool SkipEmpty()
        {
            while (_next < _lines.Length && (_lines[_next].Text.Length == 0 || _lines[_next].Text[0] == '#'))
            {
                _next++;
            }

            return _next < _lines.Length;
        }

        private LensFileException Wrong(int number, string problem) => new(_path, $"line {number}", problem);
    }
}
