using System.Text;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>One instruction of a Dockerfile, its continued lines joined, comments and here-documents left out.</summary>
/// <param name="Name">In capitals: <c>FROM</c>, <c>COPY</c>.</param>
/// <param name="Arguments">What follows.</param>
/// <param name="Line">Where it starts, from 1.</param>
internal sealed record DockerInstruction(string Name, string Arguments, int Line)
{
    private const int MaximumInstructions = 5000;
    private const int MaximumLength = 20_000;

    public IReadOnlyList<string> Words => Arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Words that are no flag (<c>--from=build</c>).</summary>
    public IReadOnlyList<string> Operands => [.. Words.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Trim('"', '\'', ',', '[', ']')).Where(word => word.Length > 0)];

    public static IReadOnlyList<DockerInstruction> Read(string text)
    {
        var instructions = new List<DockerInstruction>();
        var pending = new StringBuilder();
        string? hereDocument = null;
        int number = 0, start = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (hereDocument is not null)
            {
                if (string.Equals(line, hereDocument, StringComparison.Ordinal))
                    hereDocument = null;
                continue;
            }
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (pending.Length == 0)
                start = number;
            var continues = line[^1] is '\\' or '`';
            if (pending.Length < MaximumLength)
                pending.Append(continues ? line[..^1] : line).Append(' ');
            if (continues)
                continue;
            Add(instructions, pending.ToString().Trim(), start);
            hereDocument = instructions is [.., { Name: "RUN" or "COPY" or "ADD" } last] ? HereDocument(last.Arguments) : null;
            pending.Clear();
            if (instructions.Count >= MaximumInstructions)
                return instructions;
        }
        Add(instructions, pending.ToString().Trim(), start);
        return instructions;
    }

    private static void Add(List<DockerInstruction> instructions, string whole, int line)
    {
        var end = whole.AsSpan().IndexOfAny(' ', '\t');
        if (end > 0)
            instructions.Add(new(whole[..end].ToUpperInvariant(), whole[(end + 1)..].Trim(), line));
    }

    private static string? HereDocument(string arguments)
    {
        var mark = arguments.IndexOf("<<", StringComparison.Ordinal);
        if (mark < 0)
            return null;
        var word = arguments[(mark + 2)..].TrimStart('-').TrimStart('"', '\'');
        var end = 0;
        while (end < word.Length && (char.IsLetterOrDigit(word[end]) || word[end] == '_'))
            end++;
        return end == 0 || char.IsDigit(word[0]) ? null : word[..end];
    }
}
