using AuditService.Authoring.Privacy;
using AuditService.Collectors.Manifests;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Privacy;

namespace AuditService.Collectors.CrossChecks;

/// <summary>The countries where data go: declared for the deployment, the components, the processors and the transfers, or betrayed by the services that the code and the pages call.</summary>
internal sealed class ProcessingPlaces
{
    private const string Called = CalledServices.Key;
    private const string Contacted = "page.thirdPartyHosts";

    private const string Regions = "privacy.cloudRegions";

    private readonly DateOnly on;

    /// <param name="facts">What was found.</param>
    /// <param name="dossier">What is declared.</param>
    /// <param name="on">The day on which a decision of adequacy must be in force; who asks only for places needs none.</param>
    public ProcessingPlaces(FactSet facts, Dossier dossier, DateOnly on = default)
    {
        this.on = on;
        var manifest = dossier.Manifest;
        Transfers = [.. manifest.Processings.SelectMany(processing => processing.Transfers)];
        All =
        [
            .. Declared(manifest),
            .. Transfers.Select(transfer => Place(transfer.Recipient ?? "transfers", transfer.Country, DerivedFacts.In(transfer), transfer.Recipient)).OfType<Place>(),
            .. Betrayed(facts, dossier),
            .. InRegions(facts),
        ];
        Incomplete = Silences(manifest, dossier.IsDeclared).FirstOrDefault() is { } silence ? ManifestFacts.NotDeclared(silence) : Unread(facts).FirstOrDefault();
    }

    public IReadOnlyList<Place> All { get; }

    public IEnumerable<Place> OutsideEea => All.Where(place => !Countries.IsInEea(place.Country));

    public IReadOnlyList<TransferEntry> Transfers { get; }

    /// <summary>Why a further place may exist that is not in the list; null when the manifest says all, and code and pages were read.</summary>
    public Unavailability? Incomplete { get; }

    /// <summary>True when the place needs a safeguard (RGPD art. 46) and no declared transfer gives one to its country or its recipient.</summary>
    public bool LacksSafeguard(Place place) =>
        !Countries.IsInEea(place.Country)
        && AdequacyOf(place) is not { CertifiedOnly: false }
        && SafeguardOf(place) is null;

    /// <summary>Why it is not known whether data leave the area for a place: its company has data centres inside, and nobody said which are used. Null where that is known.</summary>
    public static Unavailability? Undecided(Place place) => place.IsPresumed && PrivacyReferencesReader.Own.Regions.Any(region => region.Provider == place.Name && Countries.IsInEea(region.Country)) ? CountryOf(place) : null;

    /// <summary>That nobody said in which country a place is.</summary>
    public static Unavailability CountryOf(Place place) => ManifestFacts.NotDeclared($"people.processors[{place.Name}].country");

    /// <summary>The decision of adequacy in force for the country of a place, or null. It may cover only some recipients there.</summary>
    public AdequacyDecision? AdequacyOf(Place place) => PrivacyReferencesReader.Own.AdequacyOf(place.Country, on);

    /// <summary>
    /// The safeguard that a declared transfer gives to the recipient of a place; one that names no recipient stands for its country, and so it does for a component that is no provider's. Clauses bind the two who
    /// signed them (décision 2021/914, annexe I.A): those of one provider cover no other.
    /// </summary>
    public TransferEntry? SafeguardOf(Place place) =>
        Transfers.FirstOrDefault(transfer => !Hollow.Says(transfer.Safeguard) && IsSame(transfer.Recipient, place.Recipient))
        ?? Transfers.FirstOrDefault(transfer => !Hollow.Says(transfer.Safeguard) && Countries.Code(transfer.Country) == place.Country && (Hollow.Says(transfer.Recipient) || !KnownProvider.In(place.Recipient ?? "").Any()));

    /// <summary>« Anthropic » and « Anthropic PBC » are one.</summary>
    private static bool IsSame(string? left, string? right)
    {
        if (left is null || right is null) return false;
        var (one, other) = (ColumnNames.Fold(left), ColumnNames.Fold(right));
        return one == other || (one.Length > 3 && other.StartsWith(one, StringComparison.Ordinal)) || (other.Length > 3 && one.StartsWith(other, StringComparison.Ordinal)) || KnownProvider.In(left).Intersect(KnownProvider.In(right)).Any();
    }

    private static IEnumerable<Place> Declared(Manifest manifest)
    {
        var places = new List<Place?> { Place("deployment", manifest.Deployment?.Country, DerivedFacts.In(manifest.Deployment, "country"), manifest.Deployment?.Hosting) };
        places.AddRange((manifest.Architecture?.Components ?? [])
            .Where(component => component.PersonalData != false)
            .Select(component => Place(component.Name ?? component.Id ?? "component", component.Country, DerivedFacts.In(component, "country"), component.Name)));
        places.AddRange((manifest.People?.Processors ?? []).Select(processor => Place(processor.Name ?? "processor", processor.Country, DerivedFacts.In(processor, "country"), processor.Name)));
        return places.OfType<Place>();
    }

    /// <summary>A provider that is called and not declared with a country stands where its company is.</summary>
    private static IEnumerable<Place> Betrayed(FactSet facts, Dossier dossier)
    {
        var recipients = new DeclaredRecipients(dossier);
        var called = CalledServices.In(facts).Select(pair => (pair.Provider, pair.Sighting.Where));
        var contacted = facts.Subjects(SubjectKind.Page)
            .Select(page => (page, facts.Find(page, Contacted)?.Value))
            .Where(pair => pair.Value is not null)
            .SelectMany(pair => RgpdRecipients.Hosts(pair.Value!).Select(host => (Provider: KnownProvider.OfHost(host), Where: Location.Element(pair.page.Id, selector: null))));
        return called.Concat(contacted)
            .Where(pair => pair.Provider is not null && Countries.Code(recipients.ProcessorOf(pair.Provider)?.Country) is null)
            .DistinctBy(pair => pair.Provider!.Name)
            .Select(pair => new Place(pair.Provider!.Name, pair.Provider.Country, pair.Where, recipients.ProcessorOf(pair.Provider)?.Name ?? pair.Provider.Name) { IsPresumed = true });
    }

    /// <summary>A cloud's region that code or configuration names is where the data lie, whatever the seat of its company.</summary>
    private static IEnumerable<Place> InRegions(FactSet facts) => ((facts.Find(Subject.Dossier, Regions)?.Value as ObservationsValue)?.Items ?? [])
        .Select(item => (Region: KnownProvider.RegionIn(item.Excerpt ?? ""), item.Where))
        .Where(pair => pair.Region is not null)
        .DistinctBy(pair => pair.Region!.Value.Region)
        .Select(pair => new Place($"{pair.Region!.Value.Provider}, {pair.Region.Value.Region}", pair.Region.Value.Country, pair.Where, pair.Region.Value.Provider));

    private static IEnumerable<string> Silences(Manifest manifest, bool hasManifest)
    {
        if (!hasManifest || manifest.Processings.Count == 0)
            yield return "processings";
        if (manifest.Processings.Any(processing => !processing.KeyPositions.ContainsKey("transfers")))
            yield return "processings[].transfers";
        if (Countries.Code(manifest.Deployment?.Country) is null)
            yield return "deployment.country";
        if (manifest.People?.KeyPositions.ContainsKey("processors") != true)
            yield return "people.processors";
        if (manifest.People?.Processors.FirstOrDefault(processor => Countries.Code(processor.Country) is null) is { } silent)
            yield return $"people.processors[{silent.Name}].country";
        if (manifest.Processings.SelectMany(processing => processing.Transfers).FirstOrDefault(transfer => Countries.Code(transfer.Country) is null && !(manifest.People?.Processors ?? []).Any(processor => Countries.Code(processor.Country) is not null && IsSame(processor.Name, transfer.Recipient))) is { } unplaced)
            yield return $"processings[].transfers[{unplaced.Recipient}].country";
    }

    /// <summary>Code that does not exist betrays nothing; code or pages that could not be read may.</summary>
    private static IEnumerable<Unavailability> Unread(FactSet facts) => facts.Subjects(SubjectKind.Page)
        .Select(page => (Key: Contacted, Fact: facts.Find(page, Contacted)))
        .Prepend((Key: Called, Fact: facts.Find(Subject.Dossier, Called)))
        .Where(pair => pair.Fact?.Value is null && pair.Fact?.Why?.Because != UnavailableBecause.NotFound)
        .Select(pair => pair.Fact?.Why ?? DerivedFacts.NotStated(pair.Key));

    private static Place? Place(string name, string? country, Location? where, string? recipient) =>
        Countries.Code(country) is { } code ? new(name, code, where ?? Location.File(Dossier.ManifestFileName), recipient) : null;
}

/// <summary>One place where data go.</summary>
/// <param name="Name">What is there: a component, a processor, a recipient, a service.</param>
/// <param name="Country">ISO code.</param>
/// <param name="Where">What says so.</param>
/// <param name="Recipient">The name by which a transfer may cover it.</param>
internal sealed record Place(string Name, string Country, Location Where, string? Recipient)
{
    /// <summary>Nobody said where the service works: the country is that of its company's seat.</summary>
    public bool IsPresumed { get; init; }
}
