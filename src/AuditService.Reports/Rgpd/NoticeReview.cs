using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Rgpd;

namespace AuditService.Reports.Rgpd;

/// <summary>What articles 13 and 14 ask of the notice, what the dossier's notice says of it and where, what it lacks, and a text to start from.</summary>
internal static partial class NoticeReview
{
    public static Paper Paper(RgpdMaterial material)
    {
        var items = material.Texts.Notice.Select(item => (Item: item, Need: NeedOf(item.Needed, material))).ToList();
        var blocks = new List<PaperBlock>
        {
            new PaperHeading(2, material.Say("Ce que dit la notice, mention par mention", "What the notice says, item by item")),
            new PaperTable(
                material.Say("Mentions des articles 13 et 14", "Items of articles 13 and 14"),
                [(material.Say("Mention", "Item"), 20), (material.Say("Article", "Article"), 11), (material.Say("Due ici", "Due here"), 13), (material.Say("Dans la notice", "In the notice"), 36), (material.Say("Constat", "Finding"), 20)],
                [.. items.Select(line => Row(line.Item, line.Need, material))]),
        };
        var contradictions = material.Known(Subject.Dossier, "notice.brokenPromises")
            .Concat(material.Facts.Find(Subject.Dossier, "notice.missingRetentions")?.Value is TextListValue { Values.Count: > 0 } ? material.Known(Subject.Dossier, "notice.missingRetentions") : [])
            .Select(statement => statement with { Kind = StatementKind.Conflict })
            .ToList();
        if (contradictions.Count > 0)
        {
            blocks.Add(new PaperHeading(2, material.Say("Ce que la notice dit et que le dossier dément", "What the notice says and the dossier belies")));
            blocks.Add(new PaperTable(
                material.Say("Contradictions entre la notice et le dossier", "Contradictions between the notice and the dossier"),
                [(material.Say("Numéro", "Number"), 10), (material.Say("Contradiction", "Contradiction"), 90)],
                [.. contradictions.Select((statement, index) => new PaperRow([(index + 1).ToString(material.Culture), PaperCell.Of([statement])]))]));
        }

        blocks.Add(new PaperHeading(2, material.Say("Texte de départ", "Text to start from")));
        blocks.Add(new PaperText(material.Say(
            "Rempli avec ce que le dossier déclare, sans rien y ajouter ; les mentions qui ne sont pas dues ici n'y sont pas.",
            "Filled with what the dossier declares and nothing more; items that are not due here are left out.")));
        var words = Words(material);
        foreach (var (item, need) in items.Where(line => line.Need != Need.No))
        {
            var hint = need == Need.Unknown ? material.Say(" [à compléter : cette mention est-elle due ici ?]", " [to fill in: is this item due here?]") : "";
            blocks.Add(new PaperText(Filled(material.Say(item.Text), words, material) + hint, IsItem: true));
        }

        return new(
            material.Language,
            material.Say($"Notice d'information, ce qui manque : {material.Audit.Project}", $"Privacy notice, what is missing: {material.Audit.Project}"),
            material.Notes(Source(material)),
            blocks,
            [.. material.Texts.Decisions.Notice.Select(material.Say)]);
    }

    /// <summary>Items that are due, or may be, and are not all found in the notice.</summary>
    public static IReadOnlyList<NoticeItemText> Missing(RgpdMaterial material) =>
        [.. material.Texts.Notice.Where(item => NeedOf(item.Needed, material) != Need.No && item.Seen.Any(key => material.Facts.Find(Subject.Dossier, key)?.Value is not ObservationsValue { Total: > 0 }))];

    private static string Source(RgpdMaterial material)
    {
        var notices = material.Manifest.Documents.Where(document => document.Role == DocumentRole.PrivacyNotice).Select(document => document.Path)
            .Concat(material.Manifest.Processings.Select(processing => processing.Notice)).Where(path => !string.IsNullOrWhiteSpace(path)).Distinct(StringComparer.Ordinal).ToList();
        return notices.Count == 0
            ? material.Say("Le dossier ne déclare aucune notice : toutes les mentions sont à écrire.", "The dossier declares no notice: every item is to be written.")
            : material.Say($"Notice lue : {string.Join(", ", notices)}. Un passage trouvé n'est qu'un indice : à lire par une personne.", $"Notice read: {string.Join(", ", notices)}. A passage found is only a hint: for a person to read.");
    }

    private static PaperRow Row(NoticeItemText item, Need need, RgpdMaterial material)
    {
        var statements = item.Seen.SelectMany(key => material.Known(Subject.Dossier, key)).ToList();
        var unseen = item.Seen.Where(key => material.Facts.Find(Subject.Dossier, key)?.Value is ObservationsValue { Total: 0 }).ToList();
        var unknown = item.Seen.Where(key => material.Facts.Find(Subject.Dossier, key)?.Value is null).ToList();
        if (need != Need.No)
        {
            statements.AddRange(unseen.Select(key => material.Blank(material.Title(key), material.Facts.Find(Subject.Dossier, key) is { } fact ? material.Word(material.TraceOf(fact)) : null)));
            statements.AddRange(unknown.Select(key => material.Blank(material.Title(key), material.WhyUnknown(Subject.Dossier, key))));
            if (item.Seen.Count == 0)
                statements.Add(material.Blank(material.Say("à chercher dans la notice par une personne", "for a person to look for in the notice"), material.Say("aucun collecteur ne cherche cette mention", "no collector looks for this item")));
        }

        return new([material.Say(item.Title), item.Article, Due(item, need, material), PaperCell.Of(statements), Verdict(item, need, unseen.Count, unknown.Count, material)]);
    }

    private static string Due(NoticeItemText item, Need need, RgpdMaterial material) => need switch
    {
        Need.Yes when item.Needed == NoticeNeed.Always => material.Say("toujours", "always"),
        Need.Yes => material.Say("oui", "yes"),
        Need.No => material.Say("non, d'après ce qui est déclaré", "no, by what is declared"),
        _ => Files.Blanks.Of(material.Say("oui ou non", "yes or no"), material.Language),
    };

    private static string Verdict(NoticeItemText item, Need need, int unseen, int unknown, RgpdMaterial material)
    {
        var said = (need, item.Seen.Count) switch
        {
            (Need.No, _) => material.Say("sans objet", "not applicable"),
            (_, 0) => material.Say("à vérifier", "to be checked"),
            _ when unseen > 0 && unseen == item.Seen.Count => material.Say("absente", "missing"),
            _ when unseen > 0 => material.Say("incomplète", "incomplete"),
            _ when unknown > 0 => material.Say("non vérifiée", "not checked"),
            _ => material.Say("passage trouvé", "passage found"),
        };
        var rules = material.Audit.Findings.Where(finding => item.Rules.Contains(finding.Rule.Id, StringComparer.Ordinal)).Select(finding => $"{finding.Rule.Id}{material.Colon}{material.Say(Reports.Words.Of(finding.Outcome))}").Distinct(StringComparer.Ordinal);
        return string.Join(" ; ", [said, .. rules]);
    }

    private static Need NeedOf(NoticeNeed needed, RgpdMaterial material)
    {
        var processings = material.Manifest.Processings;
        var dpoRequired = (material.Facts.Find(Subject.Dossier, "privacy.dpoRequired")?.Value as BooleanValue)?.Value;
        return needed switch
        {
            NoticeNeed.Always => Need.Yes,
            NoticeNeed.Dpo => material.Manifest.People?.Dpo is not null || dpoRequired == true ? Need.Yes : dpoRequired == false ? Need.No : Need.Unknown,
            NoticeNeed.LegitimateInterests => Any(processing => Is(processing.LegalBasis, LegalBasis.LegitimateInterests)),
            NoticeNeed.Consent => Any(processing => Is(processing.LegalBasis, LegalBasis.Consent)),
            NoticeNeed.Objection => Any(processing => Is(processing.LegalBasis, LegalBasis.LegitimateInterests, LegalBasis.PublicTask)),
            NoticeNeed.Portability => Any(processing => Is(processing.LegalBasis, LegalBasis.Consent, LegalBasis.Contract)),
            // Where the basis is a task, or an obligation, erasure is the exception: CNIL's table of rights by basis.
            NoticeNeed.Erasure => Any(processing => Is(processing.LegalBasis, LegalBasis.Consent, LegalBasis.Contract, LegalBasis.LegitimateInterests, LegalBasis.VitalInterests)),
            NoticeNeed.AutomatedDecision => Any(processing => Either(processing.AutomatedDecision, processing.Profiling)),
            NoticeNeed.Transfers => TransfersNeed(),
            NoticeNeed.IndirectCollection => Indirect(material) switch { null => Need.Unknown, { Total: 0 } => Need.No, _ => Need.Yes },
            _ => Need.Unknown,
        };

        Need TransfersNeed()
        {
            if (processings.Any(processing => processing.Transfers.Count > 0) || material.Facts.Find(Subject.Dossier, "privacy.countriesOutsideEea")?.Value is TextListValue { Values.Count: > 0 })
                return Need.Yes;
            return processings.Count > 0 && processings.All(processing => processing.KeyPositions.ContainsKey("transfers")) && material.Facts.Find(Subject.Dossier, "privacy.countriesOutsideEea")?.Value is TextListValue ? Need.No : Need.Unknown;
        }

        Need Any(Func<ProcessingEntry, bool?> holds)
        {
            var answers = processings.Select(holds).ToList();
            return answers.Contains(true) ? Need.Yes : answers.Count == 0 || answers.Contains(null) ? Need.Unknown : Need.No;
        }

        static bool? Is(LegalBasis? basis, params ReadOnlySpan<LegalBasis> wanted) => basis is null or LegalBasis.None ? null : wanted.Contains(basis.Value);

        static bool? Either(bool? one, bool? other) => one == true || other == true ? true : one is null || other is null ? null : false;
    }

    /// <summary>The sets that do not come from the people themselves, by what is declared of their origin; null where that does not tell.</summary>
    private static ObservationsValue? Indirect(RgpdMaterial material) => material.Facts.Find(Subject.Dossier, "privacy.indirectSets")?.Value as ObservationsValue;

    /// <summary>What the text to start from is filled with, by the name in its braces; null for what nobody declares.</summary>
    private static Dictionary<string, string?> Words(RgpdMaterial material)
    {
        var people = material.Manifest.People;
        var processings = material.Processings;
        return new(StringComparer.Ordinal)
        {
            ["controller"] = people?.Controller?.Name,
            ["controllerContact"] = people?.Controller?.Contact,
            ["dpoContact"] = people?.Dpo?.Contact,
            ["purposes"] = Each(processing => Both(
                Or(processing.Purpose, material.Say("finalité", "purpose")), processing.LegalBasis is { } basis && basis != LegalBasis.None ? material.Word(basis) : Files.Blanks.Of(material.Say("base légale", "legal basis"), material.Language))),
            ["recipients"] = Joined(processings.SelectMany(processing => processing.Entry.Recipients).Where(recipient => people?.Processors.Any(processor => string.Equals(processor.Name?.Trim(), recipient.Trim(), StringComparison.OrdinalIgnoreCase)) != true).Concat((people?.Processors ?? []).Select(processor => Both(processor.Name, processor.Service)))),
            ["transfers"] = Joined(processings.SelectMany(processing => processing.Entry.Transfers).Select(transfer => string.Join(", ", new[] { transfer.Recipient, transfer.Country, Or(transfer.Safeguard, material.Say("garantie", "safeguard")) }.Where(part => !string.IsNullOrWhiteSpace(part))))),
            ["retentions"] = Each(processing => Or(processing.Retention, material.Say("durée en chiffres", "period in figures")), isNamed: true),
            ["rightsContact"] = Joined(processings.Select(processing => processing.Entry.RightsContact)),
            ["automated"] = Joined(processings.Where(processing => processing.Entry.AutomatedDecision == true || processing.Entry.Profiling == true).Select(material.NameOf)),
            ["oversight"] = Joined(processings.Select(processing => processing.Entry.HumanOversight)),
            ["dataCategories"] = Joined(processings.SelectMany(processing => processing.Entry.DataCategories)),
            ["origins"] = Joined(material.Manifest.DataSets.Where(set => set.PersonalData != false && (Indirect(material) is not { Total: > 0 } indirect || indirect.Items.Any(seen => seen.Excerpt == (set.Id ?? set.Path)))).Select(set => set.Origin)),
        };

        string? Each(Func<ProcessingEntry, string> word, bool isNamed = false) =>
            processings.Count == 0 ? null : string.Join(" ; ", processings.Select(processing => isNamed && processings.Count > 1 ? $"{material.NameOf(processing)}{material.Colon}{word(processing.Entry)}" : word(processing.Entry)));

        string Or(string? value, string what) => string.IsNullOrWhiteSpace(value) ? Files.Blanks.Of(what, material.Language) : value;

        static string Both(string? one, string? other) => string.IsNullOrWhiteSpace(other) ? one ?? "" : $"{one} ({other})";

        static string? Joined(IEnumerable<string?> values) => values.Where(value => !string.IsNullOrWhiteSpace(value)).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } all ? string.Join(", ", all) : null;
    }

    private static string Filled(string text, IReadOnlyDictionary<string, string?> words, RgpdMaterial material) => Place().Replace(text, place =>
        words.GetValueOrDefault(place.Groups["name"].Value) is { } word && !string.IsNullOrWhiteSpace(word) ? RgpdMaterial.OneLine(word) : Files.Blanks.Of(BlankName(place.Groups["name"].Value, material), material.Language));

    private static string BlankName(string word, RgpdMaterial material) => material.Say(word switch
    {
        "controller" => new("nom du responsable du traitement", "name of the controller"),
        "controllerContact" => new("coordonnées du responsable", "contact details of the controller"),
        "dpoContact" => new("coordonnées du DPO", "contact details of the DPO"),
        "purposes" => new("finalités, chacune avec sa base légale", "purposes, each with its legal basis"),
        "recipients" => new("destinataires et sous-traitants", "recipients and processors"),
        "transfers" => new("pays, destinataire et garantie", "country, recipient and safeguard"),
        "retentions" => new("durée en chiffres, par finalité", "period in figures, by purpose"),
        "rightsContact" => new("comment exercer ses droits", "how to exercise one's rights"),
        "automated" => new("traitements concernés", "processings concerned"),
        "oversight" => new("comment l'obtenir", "how to obtain it"),
        "dataCategories" => new("catégories de données", "categories of data"),
        _ => new LocalizedText("source des données", "source of the data"),
    });

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    private enum Need
    {
        Yes,
        No,
        Unknown,
    }
}
