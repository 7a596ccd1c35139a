using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Privacy;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Finds the places outside the European Economic Area and says on what each transfer rests: a decision of adequacy (RGPD art. 45), appropriate safeguards
/// (art. 46 and 47), a derogation (art. 49), or nothing; and what the ground that is claimed still lacks.
/// </summary>
internal sealed class RgpdTransfers : ICrossCheck
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;
    private const string Assessments = "transfers.assessments";
    private const string Modules = "transfers.modules";
    private const string Occasional = "privacy.derogationOccasional";

    private static readonly BoundedRegex Derogation = new(@"d[ée]rogation|\bart(icle|\.)?\s*49\b|consentement\s+explicite|explicit\s+consent|ex[ée]cution\s+d.un\s+contrat|performance\s+of\s+a\s+contract", Options);
    private static readonly BoundedRegex Adequacy = new(@"ad[ée]quat|adequa|\bDPF\b|data\s+privacy\s+framework|cadre\s+de\s+protection\s+des\s+donn|2023/1795|\bart(icle|\.)?\s*45\b", Options);
    private static readonly BoundedRegex Contractual = new(@"clauses?\s+(contractuelles?\s+)?(types?|standards?)|\bCCT\b|\bSCCs?\b|standard\s+(contractual|data\s+protection)\s+clauses|2021/914", Options);
    private static readonly BoundedRegex Binding = new(@"\bBCR\b|r[èe]gles\s+d.entreprise|r[èe]gles\s+internes\s+contraignantes|binding\s+corporate", Options);
    private static readonly BoundedRegex Certified = new(@"certifi|dataprivacyframework\.gov|liste\s+(active|du\s+d[ée]partement)|active\s+list", Options);
    private static readonly BoundedRegex Module = new(@"\bmodules?\s*(n\W{0,2})?([1-4]|un|deux|trois|quatre|one|two|three|four|i{1,3}|iv)\b", Options);
    private static readonly BoundedRegex Assessment = new(@"\bTIA\b|\b(analyse|[ée]valuation|[ée]tude)\w*\b.{0,30}\b(transferts?|pays|l[ée]gislation|droit\s+(local|du\s+pays))\b|transfer\s+(impact\s+)?assessment", Options);

    private readonly DerivedFacts derived;
    private readonly TimeProvider time;

    public RgpdTransfers(TimeProvider time)
    {
        this.time = time;
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-transfers", 2);

    public IReadOnlyCollection<string> States { get; } =
    [
        "privacy.countriesOutsideEea", "privacy.unsafeguardedPlaces", "privacy.transferGrounds", "privacy.adequacyPlaces", "privacy.unprovenAdequacy",
        "privacy.article46Places", "privacy.transferSafeguardGaps", "privacy.derogationPlaces", "privacy.repeatedDerogations",
    ];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var places = new ProcessingPlaces(facts, dossier, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var outside = places.OutsideEea.DistinctBy(place => (place.Name, place.Country)).Select(place => Of(place, places)).ToList();
        yield return Listed("privacy.countriesOutsideEea", [.. outside.Select(transfer => transfer.Place.Country).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], places);
        yield return Unsafeguarded(places, dossier);
        yield return Seen("privacy.transferGrounds", outside.ConvertAll(transfer => transfer.Sighting(Shown(transfer))), places.Incomplete);
        var adequate = outside.FindAll(transfer => transfer.Ground == TransferGround.Adequacy);
        yield return Listed("privacy.adequacyPlaces", Names(adequate), places);
        yield return Seen("privacy.unprovenAdequacy", [.. adequate.Where(IsPlaced).Select(Unproven).OfType<Observation>()], Unplaced(adequate) ?? places.Incomplete);
        var safeguarded = outside.FindAll(transfer => transfer.Ground is TransferGround.Contractual or TransferGround.Binding);
        yield return Listed("privacy.article46Places", Names(safeguarded), places);
        yield return Gaps(safeguarded, facts, places);
        var derogations = outside.FindAll(transfer => transfer.Ground == TransferGround.Derogation);
        yield return Listed("privacy.derogationPlaces", Names(derogations), places);
        yield return Repeated(derogations, facts, dossier, places);
    }

    /// <summary>Somebody said in which country the recipient is: a decision, clauses and an assessment are held against that country.</summary>
    private static bool IsPlaced(Transfer transfer) => !transfer.Place.IsPresumed;

    private static Unavailability? Unplaced(List<Transfer> transfers) => transfers.Find(transfer => transfer.Place.IsPresumed) is { } open ? ProcessingPlaces.CountryOf(open.Place) : null;

    private static Transfer Of(Place place, ProcessingPlaces places)
    {
        var decision = places.AdequacyOf(place);
        var written = places.SafeguardOf(place)?.Safeguard;
        var ground = written switch
        {
            null => decision is { CertifiedOnly: false } ? TransferGround.Adequacy : TransferGround.None,
            _ when Contractual.IsMatch(written) => TransferGround.Contractual,
            _ when Binding.IsMatch(written) => TransferGround.Binding,
            _ when Adequacy.IsMatch(written) => TransferGround.Adequacy,
            _ when Derogation.IsMatch(written) => TransferGround.Derogation,
            _ => TransferGround.Other,
        };
        return new(place, ground, written, decision);
    }

    private static LocalizedText Shown(Transfer transfer) => transfer.Ground switch
    {
        TransferGround.Adequacy when transfer.Decision is { } decision => new($"décision d'adéquation {decision.Decision}", $"adequacy decision {decision.Decision}"),
        TransferGround.Adequacy => new("adéquation invoquée, sans décision en vigueur connue", "adequacy claimed, without a known decision in force"),
        TransferGround.Contractual => new("clauses contractuelles types (art. 46)", "standard contractual clauses (art. 46)"),
        TransferGround.Binding => new("règles d'entreprise contraignantes (art. 47)", "binding corporate rules (art. 47)"),
        TransferGround.Derogation => new("dérogation (art. 49)", "derogation (art. 49)"),
        TransferGround.Other => new($"garantie déclarée : {transfer.Safeguard}", $"declared safeguard: {transfer.Safeguard}"),
        _ => new("aucune garantie déclarée", "no declared safeguard"),
    };

    private static Observation? Unproven(Transfer transfer)
    {
        if (transfer.Decision is not { } decision)
            return transfer.Sighting(new($"aucune décision d'adéquation en vigueur ne couvre {transfer.Place.Country}", $"no adequacy decision in force covers {transfer.Place.Country}"));
        if (decision.Scope is not { } scope)
            return null;
        // A list of certified recipients is checked by name; a sector shows in what the author says of the recipient.
        var isProven = decision.CertifiedOnly ? transfer.Safeguard is { } written && Certified.IsMatch(written) : transfer.Safeguard is { } said && !Hollow.Says(said);
        return isProven ? null : transfer.Sighting(new($"la décision {decision.Decision} ne couvre que : {scope.Fr} ; rien ne dit que le destinataire en est", $"decision {decision.Decision} covers only: {scope.En}; nothing says that the recipient is one"));
    }

    private Fact Gaps(List<Transfer> transfers, FactSet facts, ProcessingPlaces places)
    {
        const string Key = "privacy.transferSafeguardGaps";
        var gaps = new List<Observation>();
        Fact? unread = null;
        foreach (var transfer in transfers.Where(IsPlaced))
        {
            if (transfer.Ground == TransferGround.Contractual)
                Look(transfer, Module, Modules, new("le module des clauses types n'est pas indiqué", "the module of the standard clauses is not stated"));
            Look(transfer, Assessment, Assessments, new("aucune analyse du droit du pays de destination (TIA)", "no assessment of the law of the country of destination (TIA)"));
        }

        return gaps.Count == 0 && unread is not null ? derived.Unknown(Subject.Dossier, Key, unread.Key, unread) : Seen(Key, gaps, Unplaced(transfers) ?? places.Incomplete);

        void Look(Transfer transfer, BoundedRegex words, string documents, LocalizedText gap)
        {
            if (words.IsMatch(transfer.Safeguard ?? ""))
                return;
            var found = facts.Find(Subject.Dossier, documents);
            if (found?.Value is ObservationsValue { Total: > 0 })
                return;
            // No document in which it could stand was handed in: the declaration alone leaves it out.
            if (found?.Value is null && found?.Why is { Because: not (UnavailableBecause.NotDeclared or UnavailableBecause.NotFound) })
                unread = found;
            else
                gaps.Add(transfer.Sighting(gap));
        }
    }

    /// <summary>A derogation is for occasional transfers (CEPD guidelines 2/2018): what code or pages call, and what a declared processor does, is not.</summary>
    private Fact Repeated(List<Transfer> transfers, FactSet facts, Dossier dossier, ProcessingPlaces places)
    {
        const string Key = "privacy.repeatedDerogations";
        var standing = transfers.FindAll(transfer => places.All.Any(place => place.Name == transfer.Place.Name && place.Where.Path != Dossier.ManifestFileName) || (dossier.Manifest.People?.Processors ?? []).Any(processor => processor.Name is { } name && ColumnNames.Fold(name) == ColumnNames.Fold(transfer.Place.Recipient ?? "")));
        if (standing.Count > 0)
            return Seen(Key, standing.ConvertAll(transfer => transfer.Sighting(new("dérogation invoquée pour un service appelé de façon permanente", "derogation claimed for a service that is called all the time"))), places.Incomplete);
        if (transfers.Count == 0)
            return Seen(Key, [], places.Incomplete);
        var answer = facts.Find(Subject.Dossier, Occasional);
        return answer?.Value is BooleanValue { Value: var occasional }
            ? Seen(Key, occasional ? [] : transfers.ConvertAll(transfer => transfer.Sighting(new("transferts répétés, selon votre réponse", "repeated transfers, by your answer"))), places.Incomplete)
            : derived.Unknown(Subject.Dossier, Key, Occasional, answer);
    }

    private Fact Unsafeguarded(ProcessingPlaces places, Dossier dossier)
    {
        const string Key = "privacy.unsafeguardedPlaces";
        var lacking = places.All.Where(places.LacksSafeguard).ToLookup(place => ProcessingPlaces.Undecided(place) is null);
        var without = lacking[true].ToList();
        // Without a manifest nobody had a place to declare a safeguard.
        if ((without.Count == 0 || !dossier.IsDeclared) && (lacking[false].Select(ProcessingPlaces.Undecided).FirstOrDefault() ?? places.Incomplete) is { } why)
            return derived.Unknown(Subject.Dossier, Key, why);
        return derived.Declared(Subject.Dossier, Key, new ObservationsValue(
            [.. without.Select(place => new Observation(place.Where, $"{place.Name} ({place.Country})", new($"{place.Name} se trouve hors EEE ({place.Country}) sans garantie déclarée", $"{place.Name} is outside the EEA ({place.Country}) without declared safeguard")))]));
    }

    private Fact Listed(string key, IReadOnlyList<string> values, ProcessingPlaces places) => values.Count == 0 && places.Incomplete is { } why
        ? derived.Unknown(Subject.Dossier, key, why)
        : derived.Declared(Subject.Dossier, key, new TextListValue(values));

    private Fact Seen(string key, IReadOnlyList<Observation> sightings, Unavailability? incomplete) => sightings.Count == 0 && incomplete is not null
        ? derived.Unknown(Subject.Dossier, key, incomplete)
        : derived.Declared(Subject.Dossier, key, new ObservationsValue(sightings));

    private static IReadOnlyList<string> Names(List<Transfer> transfers) => transfers.ConvertAll(transfer => transfer.Name);

    private enum TransferGround
    {
        None,
        Adequacy,
        Contractual,
        Binding,
        Derogation,

        /// <summary>Something is written, and it is none of the known words.</summary>
        Other,
    }

    private sealed record Transfer(Place Place, TransferGround Ground, string? Safeguard, AdequacyDecision? Decision)
    {
        public string Name => $"{Place.Name} ({Place.Country})";

        public Observation Sighting(LocalizedText detail) => new(Place.Where, Name, detail);
    }
}
