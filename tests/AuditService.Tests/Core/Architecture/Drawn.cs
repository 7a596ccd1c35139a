using System.Text;
using AuditService.Authoring.Architecture;
using AuditService.Core;
using AuditService.Core.Architecture;

namespace AuditService.Tests.Core.Architecture;

/// <summary>
/// A Threagile model from a few words, so that a test shows only what matters to it. One line a thing: <c>asset id key=value ...</c>,
/// <c>link from to key=value ...</c>, <c>data id key=value</c>, <c>zone id type=... in=a,b nested=z</c>, <c>runtime id on=a,b</c>. What is left out is harmless.
/// </summary>
internal static class Drawn
{
    private static readonly Dictionary<string, string> AssetDefaults = Pairs("type=process usage=business size=service technology=tool machine=virtual encryption=transparent confidentiality=internal integrity=operational availability=operational");
    private static readonly Dictionary<string, string> LinkDefaults = Pairs("protocol=https authentication=two-factor authorization=end-user-identity-propagation usage=business data_assets_sent=d");
    private static readonly Dictionary<string, string> DataDefaults = Pairs("usage=business quantity=few confidentiality=internal integrity=operational availability=operational");

    public static SystemGraph Graph(string lines)
    {
        var problems = new List<AuthorProblem>();
        var model = new ThreagileReader(ArchitectureKnowledgeReader.Knowledge.Catalogue).Read(Yaml(lines), "t.yaml", problems);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
        return new(model, ArchitectureKnowledgeReader.Knowledge.Catalogue);
    }

    public static string Yaml(string lines)
    {
        var said = lines.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var yaml = new StringBuilder("threagile_version: 1.0.0\ntitle: Test\ndata_assets:\n");
        foreach (var data in said.Where(words => words[0] == "data").Append(["data", "d"]))
            Write(yaml, "  ", data[1], data[1], DataDefaults, data[2..]);
        yaml.Append("technical_assets:\n");
        foreach (var asset in said.Where(words => words[0] == "asset"))
        {
            Write(yaml, "  ", asset[1], asset[1], AssetDefaults, asset[2..]);
            var links = said.Where(words => words[0] == "link" && words[1] == asset[1]).ToList();
            if (links.Count == 0)
                continue;
            yaml.Append("    communication_links:\n");
            foreach (var (link, index) in links.Select((link, index) => (link, index)))
                Write(yaml, "      ", $"l{index}", null, LinkDefaults, [$"target={link[2]}", .. link[3..]]);
        }

        if (said.Exists(words => words[0] == "zone"))
            yaml.Append("trust_boundaries:\n");
        foreach (var zone in said.Where(words => words[0] == "zone"))
            Write(yaml, "  ", zone[1], zone[1], Pairs("type=network-on-prem"), [.. zone[2..].Select(pair => pair.Replace("in=", "technical_assets_inside=", StringComparison.Ordinal).Replace("nested=", "trust_boundaries_nested=", StringComparison.Ordinal))]);
        if (said.Exists(words => words[0] == "runtime"))
            yaml.Append("shared_runtimes:\n");
        foreach (var runtime in said.Where(words => words[0] == "runtime"))
            Write(yaml, "  ", runtime[1], runtime[1], [], [.. runtime[2..].Select(pair => pair.Replace("on=", "technical_assets_running=", StringComparison.Ordinal))]);
        return yaml.ToString();
    }

    private static void Write(StringBuilder yaml, string indent, string title, string? id, Dictionary<string, string> defaults, IReadOnlyList<string> pairs)
    {
        yaml.Append(indent).Append(title).Append(":\n");
        var values = new Dictionary<string, string>(defaults, StringComparer.Ordinal);
        foreach (var pair in pairs)
            values[pair.Split('=')[0]] = pair.Split('=')[1];
        if (id is not null)
            yaml.Append(indent).Append("  id: ").Append(id).Append('\n');
        foreach (var (key, value) in values)
        {
            var isList = key is "data_assets_sent" or "data_assets_received" or "data_assets_processed" or "data_assets_stored" or "data_formats_accepted" or "technical_assets_inside" or "trust_boundaries_nested" or "technical_assets_running" or "tags";
            yaml.Append(indent).Append("  ").Append(key).Append(": ").Append(isList ? $"[{value}]" : value).Append('\n');
        }
    }

    private static Dictionary<string, string> Pairs(string pairs) => pairs.Split(' ').ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1], StringComparer.Ordinal);
}
