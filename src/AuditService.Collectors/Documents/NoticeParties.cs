using System.Globalization;
using System.Text;
using AuditService.Authoring.Privacy;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Documents;

/// <summary>Which of the parties that the manifest declares, and of the services that are known by name, the privacy notice names (RGPD art. 13(1)(e)).</summary>
internal sealed class NoticeParties
{
    public const string Key = "notice.namedParties";

    /// <summary>What a company's name may end with, and a reader leaves out.</summary>
    private static readonly string[] LegalForms = ["sas", "sarl", "sa", "sasu", "eurl", "scop", "inc", "ltd", "llc", "gmbh", "bv", "corp", "plc"];

    private readonly List<(string Name, IReadOnlyList<string> Written)> parties = [];

    public NoticeParties(Manifest manifest)
    {
        var declared = (manifest.People?.Processors ?? []).Select(processor => processor.Name)
            .Concat(manifest.Processings.SelectMany(processing => processing.Recipients))
            .Concat(manifest.Processings.SelectMany(processing => processing.Transfers).Select(transfer => transfer.Recipient))
            .OfType<string>();
        foreach (var name in declared.Distinct(StringComparer.Ordinal))
            parties.Add((name, [WithoutForm(Words(name))]));
        foreach (var provider in PrivacyReferencesReader.Own.Providers)
            parties.Add((provider.Name, [.. provider.Aliases.Where(alias => alias.Length >= 4).Append(provider.Name).Select(Words)]));
    }

    /// <summary>What the answer depends on besides the documents.</summary>
    public string Input => string.Join('|', parties.Select(party => party.Name));

    public Fact State(IReadOnlyList<ReadDocument> documents, CollectorIdentity collector)
    {
        var notices = documents.Where(document => document.Document.Role == DocumentRole.PrivacyNotice).ToList();
        var readable = notices.Where(document => document.Reading.Unreadable is null).ToList();
        if (readable.Count == 0)
        {
            var why = notices.Select(notice => notice.Reading.Unreadable).FirstOrDefault()
                ?? new(UnavailableBecause.NotDeclared, new("aucun document de rôle privacyNotice n'est déclaré dans dossier.yaml", "no document of role privacyNotice is declared in dossier.yaml"));
            return Fact.Unavailable(Subject.Dossier, Key, why, new(collector, EvidenceGrade.MachineChecked));
        }

        var texts = readable.SelectMany(document => document.Reading.Paragraphs).Where(paragraph => paragraph.IsShown).Select(paragraph => $" {Words(paragraph.Text)} ").ToList();
        var named = parties.Where(party => party.Written.Any(name => name.Length > 2 && texts.Exists(text => text.Contains($" {name} ", StringComparison.Ordinal)))).Select(party => party.Name);
        return Fact.Known(Subject.Dossier, Key, new TextListValue([.. named.Distinct(StringComparer.Ordinal)]), new(collector, EvidenceGrade.MachineChecked, Location.File(readable[0].Document.File.Path)));
    }

    private static string WithoutForm(string words)
    {
        var parts = words.Split(' ');
        return parts.Length > 1 && LegalForms.Contains(parts[^1], StringComparer.Ordinal) ? string.Join(' ', parts[..^1]) : words;
    }

    /// <summary>Small, without accents, what is no letter or digit as one space.</summary>
    private static string Words(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
                words.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
        }

        return words.ToString().TrimEnd();
    }
}
