using System.Text.RegularExpressions;
using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Collectors.Deployments;

/// <summary>A service of a compose file, as the Compose Specification writes it; whoever asks for more reads its settings.</summary>
/// <param name="Name">Its key under <c>services</c>.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Settings">What stands under its name.</param>
internal sealed partial record ComposeService(string Name, SourcePosition At, YamlMapping Settings)
{
    private const int MaximumServices = 500;
    private const int MaximumPorts = 200;

    /// <summary>The image that it runs, or, where the project builds it, the name that the build gives.</summary>
    public YamlScalar? Image => Settings.Find("image") is YamlScalar { IsNull: false } image ? image : null;

    /// <summary>True when the project builds the image.</summary>
    public bool IsBuilt => Settings.Find("build") is not null;

    /// <summary>The services of a root; none when it is no compose file.</summary>
    public static IEnumerable<ComposeService> In(YamlNode root) => root is YamlMapping mapping && mapping.Find("services") is YamlMapping services
        ? services.Entries.Take(MaximumServices).Where(entry => entry.Value is YamlMapping).Select(entry => new ComposeService(entry.Key, entry.At, (YamlMapping)entry.Value))
        : [];

    /// <summary>Ports that the host gives away: <c>[address:]published:target[/protocol]</c>, a target alone (a random port of the host), or the long form.</summary>
    public IEnumerable<ComposePort> Ports => Settings.Find("ports") is YamlSequence ports ? ports.Items.Take(MaximumPorts).Select(Port).OfType<ComposePort>() : [];

    /// <summary>Variables with their values, from a mapping or from a list of <c>NAME=value</c>.</summary>
    public IEnumerable<(string Key, string Value, int Line)> Environment => Settings.Find("environment") switch
    {
        YamlMapping mapping => mapping.Entries.Where(entry => entry.Value is YamlScalar).Select(entry => (entry.Key, ((YamlScalar)entry.Value).Value, entry.At.Line)),
        YamlSequence sequence => sequence.Items.OfType<YamlScalar>().Select(item => (Pair: item.Value.Split('=', 2), item.At.Line)).Where(item => item.Pair.Length == 2).Select(item => (item.Pair[0], item.Pair[1], item.Line)),
        _ => [],
    };

    /// <summary>Settings as compose resolves them when nobody sets the variable: <c>${NAME:-default}</c> is its default, <c>${NAME}</c> is empty.</summary>
    public static string WithDefaults(string value)
    {
        for (var depth = 0; depth < 3 && value.Contains("${", StringComparison.Ordinal); depth++)
            value = Variable().Replace(value, match => match.Groups["default"].Value);
        return value;
    }

    private static ComposePort? Port(YamlNode node)
    {
        if (node is YamlMapping described)
        {
            if (described.Find("published") is not YamlScalar published)
                return null;
            var inside = described.Find("target") is YamlScalar target ? Number(WithDefaults(target.Value)) : null;
            return new(Number(WithDefaults(published.Value)), inside, described.Find("host_ip") is not YamlScalar { Value: var address } || !IsLoopback(address), node.At);
        }

        if (node is not YamlScalar { IsNull: false } scalar)
            return null;
        var parts = WithDefaults(scalar.Value).Split('/')[0].Split(':');
        return new(Number(parts.Length > 1 ? parts[^2] : parts[0]), Number(parts[^1]), parts.Length < 3 || !IsLoopback(string.Join(':', parts[..^2])), node.At);
    }

    private static bool IsLoopback(string address) => address.Trim('[', ']') is "localhost" or "::1" || address.StartsWith("127.", StringComparison.Ordinal);

    /// <summary>The port, or the first of a range.</summary>
    private static int? Number(string text) => int.TryParse(text.Split('-')[0], out var number) && number is > 0 and < 65536 ? number : null;

    [GeneratedRegex(@"\$\{[A-Za-z_][A-Za-z0-9_]{0,100}(?::?[-?](?<default>[^${}]{0,300}))?\}", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}

/// <param name="Published">The port of the host; null when it is not a number.</param>
/// <param name="Target">The port in the container; null when it is not a number.</param>
/// <param name="IsOpen">True when every interface of the host leads to it.</param>
internal sealed record ComposePort(int? Published, int? Target, bool IsOpen, SourcePosition At);
