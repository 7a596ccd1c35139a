using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>
/// Deployment files that no parser takes whole: templates, and documents that are no YAML. Their lines are still looked at one by one for what ties a
/// container to its host; what is seen so is never sure, and that nothing is seen says nothing.
/// </summary>
internal static class DeploymentLines
{
    private const double LineAlone = 0.55;

    private const RegexOptions Options = RegexOptions.ExplicitCapture;

    private static readonly BoundedRegex Insert = new(@"^\s*-?\s*\{[{%]|:\s+\{\{", Options);

    private static readonly BoundedRegex Tie = new(
        @"(^|[\s{,])[""']?((privileged|hostPID|hostNetwork|hostIPC)[""']?\s*:\s*(!!bool\s+)?[""']?(true|True|yes|on)\b|(network_mode|pid|ipc|userns_mode)[""']?\s*:\s*[""']?host\b|hostPath[""']?\s*:)|/docker\.sock\b",
        Options);

    private static readonly LocalizedText Template = new("modèle (Helm, Jinja) : son contenu n'existe qu'une fois rempli", "template (Helm, Jinja): its content exists only once filled in");

    /// <summary>True for a text that a program fills in before anything reads it. Compose's own log formats and Argo's quoted inserts are values.</summary>
    public static bool IsTemplate(SourceText text, string format) =>
        text.Text.Contains("{{", StringComparison.Ordinal) && (format is "kubernetes" || format is "compose" && Lines(text).Any(line => Insert.IsMatch(line.Text)))
        || text.Text.Contains("{%", StringComparison.Ordinal) && format is "compose" && Lines(text).Any(line => Insert.IsMatch(line.Text));

    /// <summary>Why a deployment file was not read whole; null when it was.</summary>
    public static LocalizedText? WhyUnread(SourceText text, string format)
    {
        if (IsTemplate(text, format))
            return Template;
        return text.Yaml.Problems is [var problem, ..]
            ? new($"ligne {problem.At.Line}, YAML non valable : {problem.Message.Fr}", $"line {problem.At.Line}, no valid YAML: {problem.Message.En}")
            : null;
    }

    /// <param name="text">A text for which there is a <see cref="WhyUnread"/>.</param>
    /// <param name="fact">The fact of containers tied to their host.</param>
    /// <param name="sight">Holds what the parsed documents showed already.</param>
    public static void Scan(SourceText text, string fact, DeploymentSight sight)
    {
        var seen = sight.Sightings.Where(sighting => sighting.Fact == fact).Select(sighting => sighting.Line).ToHashSet();
        foreach (var (line, number) in Lines(text).Where(line => Tie.IsMatch(line.Text)))
        {
            if (seen.Add(number))
                sight.See(fact, number, LineAlone, new("cette ligne seule a été lue, pas le fichier", "this line alone was read, not the file"));
        }
    }

    private static IEnumerable<(string Text, int Number)> Lines(SourceText text)
    {
        var number = 0;
        foreach (var line in text.Text.Split('\n'))
        {
            number++;
            if (!line.AsSpan().TrimStart().StartsWith("#", StringComparison.Ordinal))
                yield return (line, number);
        }
    }
}
