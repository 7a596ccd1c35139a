using System.Globalization;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rgpd;

namespace AuditService.Reports.Rgpd;

/// <summary>What the papers for a DPO are made of: the facts and findings of one audit, what the author declares, and the texts.</summary>
/// <param name="Report">The audit, in one language.</param>
/// <param name="Manifest">Of its dossier; empty where that can no longer be read.</param>
/// <param name="Texts">What the papers say.</param>
public sealed record RgpdMaterial(ReportContext Report, Manifest Manifest, RgpdTexts Texts)
{
    /// <summary>Sightings of one fact that a paper lists; the rest are counted.</summary>
    private const int MostListed = 12;

    internal Audit Audit => Report.Audit;

    internal FactSet Facts => Audit.Facts;

    internal Language Language => Report.Language;

    internal CultureInfo Culture => CultureInfo.GetCultureInfo(Language == Language.French ? "fr-FR" : "en-GB");

    /// <summary>Each processing that is declared, with the subject of its facts.</summary>
    internal IReadOnlyList<(Subject Subject, ProcessingEntry Entry)> Processings =>
        [.. Manifest.Processings.Select((entry, index) => (new Subject(SubjectKind.Processing, (entry.Id ?? entry.Name) is { Length: > 0 } named ? named : $"#{index + 1}"), entry))];

    private string ManifestCollector => Facts.Find(Subject.Dossier, "dossier.hasManifest")?.Provenance.Collector.ToString() ?? "manifest";

    internal string Say(string fr, string en) => Report.Say(fr, en);

    internal string Say(LocalizedText text) => text.In(Language);

    internal string Colon => Say(" : ", ": ");

    internal string NameOf((Subject Subject, ProcessingEntry Entry) processing) =>
        string.IsNullOrWhiteSpace(processing.Entry.Name) ? processing.Subject.Id : processing.Entry.Name.Trim();

    /// <summary>What something is called by the author: its path, its id; the dossier as a whole.</summary>
    internal string NameOf(Subject subject) => subject.Kind == SubjectKind.Dossier ? Say("dossier", "dossier") : subject.Id;

    /// <summary>The declared data set that a file or an id means, or null.</summary>
    internal DataSetEntry? DeclaredSet(Subject dataSet) => Manifest.DataSets.FirstOrDefault(entry => (entry.Path ?? entry.Id) == dataSet.Id);

    /// <summary>The data sets that a processing declares to use, by the names of their facts.</summary>
    internal IReadOnlyList<Subject> SetsOf(ProcessingEntry processing) =>
    [
        .. processing.DataSets
            .Select(named => Manifest.DataSets.FirstOrDefault(entry => entry.Id == named || entry.Path == named) is { } entry ? entry.Path ?? entry.Id! : named)
            .Distinct(StringComparer.Ordinal)
            .Select(id => new Subject(SubjectKind.Dataset, id)),
    ];

    internal Statement Blank(string what, string? why = null) => new(StatementKind.Blank, Files.Blanks.Of(what, Language), why is null ? null : new(why));

    internal Statement Blank(LocalizedText what, string? why = null) => Blank(Say(what), why);

    /// <summary>What an entry of the manifest says under a key, or a blank.</summary>
    internal Statement Declared(ManifestEntry? entry, string key, string? value, string path, LocalizedText blank) =>
        Declared(entry, key, value) ?? Blank(blank, NotDeclared(path));

    /// <summary>What an entry of the manifest says under a key; null where it says nothing.</summary>
    internal Statement? Declared(ManifestEntry? entry, string key, string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : new(StatementKind.Said, OneLine(value), In(entry, key));

    internal Trace In(ManifestEntry? entry, string key)
    {
        var at = entry?.KeyPositions.GetValueOrDefault(key) ?? entry?.At;
        return new(at is null ? Dossier.ManifestFileName : Location.File(Dossier.ManifestFileName, at.Line).In(Language), ManifestCollector, EvidenceGrade.Declared);
    }

    internal string NotDeclared(string path) => Say($"non déclaré dans {Dossier.ManifestFileName} ({path})", $"not declared in {Dossier.ManifestFileName} ({path})");

    /// <summary>The fact in words, its sightings one by one; nothing where it is not known or was never collected.</summary>
    internal IEnumerable<Statement> Known(Subject subject, string key)
    {
        if (Facts.Find(subject, key) is not { Value: { } value } fact)
            yield break;
        if (value is not ObservationsValue sightings)
        {
            yield return new(KindOf(fact), RgpdMaterial.OneLine($"{Title(key)}{Colon}{Said(key, value)}"), TraceOf(fact));
            yield break;
        }

        foreach (var sighting in sightings.Items.Take(MostListed))
            yield return new(StatementKind.Found, Seen(key, sighting), new(sighting.Where.In(Language), fact.Provenance.Collector.ToString(), fact.Provenance.Grade));
        if (sightings.Total > MostListed)
            yield return new(StatementKind.Found, Say($"{Title(key)} : et {sightings.Total - MostListed} autres", $"{Title(key)}: and {sightings.Total - MostListed} more"), TraceOf(fact));
    }

    /// <summary>Why a fact is not known; null where it is.</summary>
    internal string? WhyUnknown(Subject subject, string key) => Facts.Find(subject, key) switch
    {
        null => Say("aucun élément du dossier ne le dit", "nothing in the dossier says it"),
        { Value: null } fact => Say(fact.Why!.Detail),
        _ => null,
    };

    internal Trace TraceOf(Fact fact) => new(
        fact.Provenance.Pointer?.In(Language) ?? (fact.Subject == Subject.Dossier ? Say("ensemble du dossier", "the dossier as a whole") : fact.Subject.Id), fact.Provenance.Collector.ToString(), fact.Provenance.Grade);

    /// <summary>Open findings, worst first, of rules whose id begins so.</summary>
    internal IEnumerable<Finding> Open(IReadOnlyCollection<string> rules, Func<Finding, bool>? concerns = null) => Finding.WorstFirst(Audit.Findings)
        .Where(finding => rules.Any(rule => IsOf(finding.Rule.Id, rule)) && concerns?.Invoke(finding) != false);

    /// <summary>What open findings speak against: a rule that several data sets or processings do not meet is said once, with each of them and why.</summary>
    internal IEnumerable<Statement> Conflicts(IEnumerable<Finding> findings) => findings.GroupBy(finding => finding.Rule.Id, StringComparer.Ordinal).Select(same => Conflict([.. same]));

    private Statement Conflict(IReadOnlyList<Finding> same)
    {
        var rule = same[0].Rule;
        var reasons = same
            .GroupBy(finding => string.Join(" ; ", Report.Explanation.Because(finding).Take(3)), StringComparer.Ordinal)
            .Take(MostListed)
            .Select(alike => same.Count == 1 ? alike.Key : $"{NamesOf(alike)}{Colon}{alike.Key}");
        return new(
            StatementKind.Conflict,
            OneLine(Say($"{rule.Id} n'est pas respectée (« {rule.Title.Fr} ») : ", $"{rule.Id} is not met (\"{rule.Title.En}\"): ") + string.Join(" — ", reasons)),
            PlaceOf(same));
    }

    /// <summary>Each subject once; beyond a dozen, how many more.</summary>
    internal string NamesOf(IEnumerable<Finding> findings)
    {
        var names = findings.Select(finding => NameOf(finding.Subject)).Distinct(StringComparer.Ordinal).ToList();
        return string.Join(", ", names.Take(MostListed)) + (names.Count > MostListed ? Say($" et {names.Count - MostListed} autres", $" and {names.Count - MostListed} more") : "");
    }

    /// <summary>Of several findings the first place and how many more there are, with the weakest of their evidence.</summary>
    internal Trace PlaceOf(IReadOnlyList<Finding> findings)
    {
        var traces = findings.Select(PlaceOf).ToList();
        var more = traces.Select(trace => trace.Place).Distinct(StringComparer.Ordinal).Count() - 1;
        return more == 0
            ? traces[0]
            : traces[0] with { Place = Say($"{traces[0].Place} et {more} autre(s)", $"{traces[0].Place} and {more} more"), Grade = traces.Min(trace => trace.Grade) };
    }

    internal Trace PlaceOf(Finding finding) => finding.Evidence is [var first, ..]
        ? new(first.Observation.Where.In(Language), first.Collector.ToString(), first.Grade)
        : new(finding.Subject.Kind == SubjectKind.Dossier ? Say("ensemble du dossier", "the dossier as a whole") : finding.Subject.Id, finding.Decisive is [{ Fact.Provenance: { } provenance }, ..] ? provenance.Collector.ToString() : null, finding.Grade);

    internal string Title(string key) => Say(Report.Catalogue.Title(key));

    internal string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.01 ? "0.0" : "0", Culture) + " %";

    /// <summary>A value in words; a share as a percentage.</summary>
    internal string Said(string key, FactValue value) =>
        value is NumberValue number && key.EndsWith("Share", StringComparison.Ordinal) ? Percent(number.Value) : Report.Catalogue.Said(key, value, Language);

    internal string Day(DateOnly day) => new DateValue(day).In(Language);

    internal string Word(LegalBasis basis) => Say(basis switch
    {
        LegalBasis.Consent => new("consentement (art. 6(1)(a))", "consent (art. 6(1)(a))"),
        LegalBasis.Contract => new("contrat (art. 6(1)(b))", "contract (art. 6(1)(b))"),
        LegalBasis.LegalObligation => new("obligation légale (art. 6(1)(c))", "legal obligation (art. 6(1)(c))"),
        LegalBasis.VitalInterests => new("intérêts vitaux (art. 6(1)(d))", "vital interests (art. 6(1)(d))"),
        LegalBasis.PublicTask => new("mission d'intérêt public (art. 6(1)(e))", "public task (art. 6(1)(e))"),
        LegalBasis.LegitimateInterests => new("intérêt légitime (art. 6(1)(f))", "legitimate interests (art. 6(1)(f))"),
        _ => new LocalizedText("aucune", "none"),
    });

    internal string Word(EvidenceGrade grade) => Say(grade switch
    {
        EvidenceGrade.Declared => new("déclaré", "declared"),
        EvidenceGrade.Attached => new("document joint", "document attached"),
        EvidenceGrade.Reviewed => new("document relu", "document reviewed"),
        _ => new LocalizedText("vérifié par la machine", "machine-checked"),
    });

    /// <summary>Where a statement comes from, in one line.</summary>
    internal string Word(Trace? trace) => trace is null ? "" : string.Join(" · ", new[] { trace.Place, trace.Collector, trace.Grade is { } grade ? Word(grade) : null }.OfType<string>());

    internal string Word(Statement statement) => statement.Kind switch
    {
        StatementKind.Found => Say("Relevé : ", "Seen: ") + statement.Text,
        StatementKind.Conflict => Say("Constat contraire : ", "Finding against: ") + statement.Text,
        _ => statement.Text,
    };

    internal string YesNo(bool value) => new BooleanValue(value).In(Language);

    internal static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What every paper begins with.</summary>
    internal IReadOnlyList<string> Notes(string what)
    {
        var notes = new List<string>
        {
            Say("Brouillon : ce document n'a pas de valeur tant qu'une personne ne l'a pas relu, complété et signé.", "Draft: this document has no value until a person has read, completed and signed it."),
            what,
            Say(
                $"Projet : {Audit.Project}. Audit {Audit.Id} du {Day(Audit.On)}, AuditService {Audit.Tools.AuditService}. Chaque ligne dit d'où elle vient : fichier et ligne, collecteur, solidité de la preuve.",
                $"Project: {Audit.Project}. Audit {Audit.Id} of {Day(Audit.On)}, AuditService {Audit.Tools.AuditService}. Each line says where it comes from: file and line, collector, strength of the evidence."),
            Say("Ce que personne n'a dit reste à compléter et porte la mention [à compléter]. Aucune valeur des jeux de données n'y figure.", "What nobody said is left open and marked [to fill in]. No value of the data sets is in it."),
        };
        if (Audit.IsDraft)
            notes.Add(Say($"{Dossier.ManifestFileName} se dit lui-même un brouillon.", $"{Dossier.ManifestFileName} calls itself a draft."));
        if (!Audit.HasManifest)
            notes.Add(Say($"Le dossier n'a pas de {Dossier.ManifestFileName} : rien n'y est déclaré.", $"The dossier has no {Dossier.ManifestFileName}: nothing is declared in it."));
        else if (ReferenceEquals(Manifest, Manifest.Empty))
            notes.Add(Say("Le dossier de cet audit n'est plus lisible : ce que son auteur déclare ne peut pas être repris.", "The dossier of this audit can no longer be read: what its author declares cannot be taken over."));
        return notes;
    }

    private string Seen(string key, Observation sighting) => OneLine(
        sighting.Detail is { } detail ? $"{Title(key)}{Colon}{Say(detail)}"
        : key.StartsWith("dataset.", StringComparison.Ordinal) || key.StartsWith("column.", StringComparison.Ordinal) || sighting.Excerpt is null ? Title(key)
        : Say($"{Title(key)} : « {sighting.Excerpt} »", $"{Title(key)}: \"{sighting.Excerpt}\""));

    private static StatementKind KindOf(Fact fact) => fact.Provenance.Grade == EvidenceGrade.MachineChecked ? StatementKind.Found : StatementKind.Said;

    /// <summary><c>RGPD-5.1.c</c> is not the beginning of <c>RGPD-5.1.ca</c>, nor <c>RGPD-1</c> of <c>RGPD-13</c>.</summary>
    private static bool IsOf(string id, string rule) => id.StartsWith(rule, StringComparison.Ordinal) && (id.Length == rule.Length || id[rule.Length] is '-' or '.');
}
