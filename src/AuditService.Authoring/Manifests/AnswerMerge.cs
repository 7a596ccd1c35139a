using System.Globalization;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Authoring.Manifests;

/// <summary>
/// Makes one sheet of the answers of several files, question by question: the same answer twice is one, with the stronger evidence; an answer beside an
/// empty key or a placeholder stands; two that differ are the author's mistake, told with both places.
/// </summary>
public static class AnswerMerge
{
    private const int ShownCharacters = 60;

    public static IReadOnlyDictionary<string, AnswerEntry> Merge(IReadOnlyDictionary<string, AnswerEntry> first, IReadOnlyDictionary<string, AnswerEntry> second, ICollection<AuthorProblem> problems)
    {
        if (first.Count == 0)
            return second;
        var merged = first.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, answer) in second)
            merged[key] = merged.TryGetValue(key, out var known) ? One(key, known, answer, problems) : answer;
        return merged;
    }

    private static AnswerEntry One(string question, AnswerEntry first, AnswerEntry second, ICollection<AuthorProblem> problems)
    {
        if (!Says(second))
            return first;
        if (!Says(first))
            return second;
        if (first.For.Count > 0 || second.For.Count > 0)
        {
            // What one file says of the whole and another of each subject are answers of two kinds: both stand, as they would in one file.
            var whole = first.Value is null && first.Values is null ? second : first;
            return whole with { For = Merge(first.For, second.For, problems) };
        }

        if (!Same(first, second))
        {
            problems.Add(new(
                second.At!,
                $"« {question} » a deux réponses : {Shown(first)} ({first.At}) et {Shown(second)} ici. Gardez la vraie, effacez l'autre.",
                $"\"{question}\" has two answers: {Shown(first)} ({first.At}) and {Shown(second)} here. Keep the true one, remove the other."));
        }

        return Strength(second) > Strength(first) ? second : first;
    }

    private static bool Says(AnswerEntry answer) => answer.Values is not null || answer.For.Count > 0 || (answer.Value is { } text && !string.IsNullOrWhiteSpace(text) && !Answers.IsPlaceholder(text));

    private static bool Same(AnswerEntry first, AnswerEntry second) => Words(first).SetEquals(Words(second));

    private static HashSet<string> Words(AnswerEntry answer) => new((answer.Values ?? [answer.Value!]).Select(Plain), StringComparer.OrdinalIgnoreCase);

    /// <summary>"oui" and "true", "12" and "12.0" are one answer.</summary>
    private static string Plain(string word)
    {
        var text = string.Join(' ', word.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number.ToString("R", CultureInfo.InvariantCulture);
        return text.ToUpperInvariant() switch
        {
            "OUI" or "YES" or "TRUE" => "true",
            "NON" or "NO" or "FALSE" => "false",
            _ => text,
        };
    }

    private static int Strength(AnswerEntry answer) => answer.Evidence is null ? 0 : string.IsNullOrWhiteSpace(answer.ReviewedBy) ? 1 : 2;

    private static string Shown(AnswerEntry answer)
    {
        var text = string.Join(", ", answer.Values ?? [answer.Value!]);
        return $"« {(text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…")} »";
    }
}
