using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AuditService.Authoring.Binding;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Authoring.Manifests;

/// <summary>
/// Writes a commented <c>dossier.yaml</c>: what is already known filled in, every other key present and empty with what it means beside it. An empty
/// key declares nothing, so the file can be audited as it is.
/// </summary>
public sealed class ManifestTemplate(Language language)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder text = new();

    public string Write(Manifest known, IEnumerable<FactDeclaration> questions)
    {
        Line(0, $"# yaml-language-server: $schema=./{ManifestSchema.FileName}");
        Line(0, Say(
            "# Ce que vous déclarez de votre projet. Tout est facultatif : ce qui reste vide est « non déclaré », et le rapport dira quoi compléter.",
            "# What you declare of your project. Everything is optional: what stays empty is \"not declared\", and the report will say what to complete."));
        Line(0, Say(
            "# Ce qui est déjà rempli a été lu dans les fichiers : relisez-le (colonnes personnelles, rôles des documents).",
            "# What is filled in already was read from the files: read it again (personal columns, roles of documents)."));
        foreach (var (key, property) in RecordShape.Of(typeof(Manifest)).Keys)
        {
            text.Append('\n');
            if (key == "answers")
                Answers(known, questions);
            else
                Property(0, key, property, property.GetValue(known));
        }

        return text.ToString();
    }

    private void Property(int indent, string key, PropertyInfo property, object? value)
    {
        if (property.GetCustomAttribute<SaysAttribute>() is { } says)
            Line(indent, "# " + (language == Language.French ? says.Fr : says.En) + Choices(property.PropertyType));
        switch (value)
        {
            case ManifestEntry entry:
                Line(indent, key + ":");
                Entry(indent + 1, entry);
                break;
            case string or bool or double or int or DateOnly or Enum:
                Line(indent, $"{key}: {Scalar(value)}");
                break;
            case IEnumerable<string> texts when texts.Any():
                Line(indent, $"{key}: [{string.Join(", ", texts.Select(Quote))}]");
                break;
            case IEnumerable entries when RecordShape.ElementOf(property.PropertyType) is { } element && element != typeof(string):
                Entries(indent, key, [.. entries.Cast<ManifestEntry>()], element);
                break;
            case null when typeof(ManifestEntry).IsAssignableFrom(property.PropertyType):
                Line(indent, key + ":");
                Entry(indent + 1, (ManifestEntry)Activator.CreateInstance(property.PropertyType)!);
                break;
            default:
                Line(indent, key + ":");
                break;
        }
    }

    private void Entry(int indent, ManifestEntry entry)
    {
        foreach (var (key, property) in RecordShape.Of(entry.GetType()).Keys)
            Property(indent, key, property, property.GetValue(entry));
    }

    private void Entries(int indent, string key, IReadOnlyList<ManifestEntry> entries, Type element)
    {
        Line(indent, key + ":");
        foreach (var entry in entries)
            Item(indent, entry, prefix: "");
        if (entries.Count == 0)
            Item(indent, (ManifestEntry)Activator.CreateInstance(element)!, prefix: "# ");
    }

    /// <summary>One entry of a list; with a comment sign before each line it is a pattern to copy.</summary>
    private void Item(int indent, ManifestEntry entry, string prefix)
    {
        var first = true;
        foreach (var (key, property) in RecordShape.Of(entry.GetType()).Keys)
        {
            var value = property.GetValue(entry);
            var shown = value switch
            {
                IEnumerable<string> texts => texts.Any() ? $"[{string.Join(", ", texts.Select(Quote))}]" : "",
                string or bool or double or int or DateOnly or Enum => Scalar(value),
                _ => "",
            };
            var says = property.GetCustomAttribute<SaysAttribute>();
            var comment = shown.Length == 0 && says is not null ? "  # " + (language == Language.French ? says.Fr : says.En) + Choices(property.PropertyType) : "";
            text.Append(' ', indent * 2).Append(prefix).Append(first ? "  - " : "    ").Append($"{key}: {shown}".TrimEnd()).Append(comment).Append('\n');
            first = false;
            if (value is IEnumerable<ColumnEntry> columns && columns.Any())
            {
                foreach (var column in columns)
                    text.Append(' ', indent * 2).Append(prefix).Append("      - { name: ").Append(Quote(column.Name ?? "")).Append(", meaning: , personal: ").Append(column.Personal is { } personal ? Scalar(personal) : "").Append(", necessity: }\n");
            }
        }
    }

    private void Answers(Manifest known, IEnumerable<FactDeclaration> questions)
    {
        Line(0, Say(
            "# Réponses à ce que seul un humain sait. Avec une preuve : { value: true, evidence: chemin/du/document }.",
            "# Answers to what only a human knows. With evidence: { value: true, evidence: path/of/the/document }."));
        Line(0, "answers:");
        foreach (var question in questions.OrderBy(question => question.Pack, StringComparer.Ordinal).ThenBy(question => question.Key, StringComparer.Ordinal))
        {
            Line(1, "# " + question.Question!.Text.In(language).ReplaceLineEndings(" ") + Expected(question));
            if (question.SubjectKind == SubjectKind.Dossier)
                Line(1, known.Answers.GetValueOrDefault(question.Key)?.Value is { } answer ? $"{question.Key}: {Quote(answer)}" : question.Key + ":");
            else
                Line(1, $"# {question.Key}: {{ for: {{ id: {Say("réponse", "answer")} }} }}");
        }
    }

    private static string Expected(FactDeclaration question) => question.Type switch
    {
        FactType.Boolean => " (true | false)",
        FactType.Date => " (2026-01-31)",
        FactType.TextList => " ([a, b])",
        _ when question.Choices.Count > 0 => $" ({string.Join(" | ", question.Choices.Select(choice => choice.Id))})",
        _ => "",
    };

    private static string Choices(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(bool))
            return " (true | false)";
        return plain.IsEnum ? $" ({string.Join(" | ", RecordShape.WordsOf(plain))})" : "";
    }

    private static string Scalar(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote((string)value),
    };

    /// <summary>Plain where YAML cannot misread it, double-quoted otherwise. A JSON string is a YAML double-quoted scalar (YAML 1.2, § 1.3).</summary>
    private static string Quote(string value) =>
        value.Length > 0 && char.IsAsciiLetter(value[0]) && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/' or '.') && value is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off")
            ? value
            : JsonSerializer.Serialize(value, Readable);

    private void Line(int indent, string line) => text.Append(' ', indent * 2).Append(line).Append('\n');

    private string Say(string fr, string en) => language == Language.French ? fr : en;
}
