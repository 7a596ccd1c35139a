using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Compares the services that code and pages call with the recipients that the manifest declares (RGPD art. 28, 30(1)(d)).</summary>
internal sealed class RgpdRecipients : ICrossCheck
{
    private const string Called = CalledServices.Key;
    private const string Contacted = "page.thirdPartyHosts";

    private readonly DerivedFacts derived;

    public RgpdRecipients()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-recipients", 2);

    public IReadOnlyCollection<string> States { get; } = ["people.processorsWithoutContract", "privacy.undeclaredProcessors", "page.undeclaredThirdParties", "privacy.publishedSubProcessors"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var recipients = new DeclaredRecipients(dossier);
        yield return WithoutContract(dossier, recipients);
        yield return UndeclaredProcessors(facts, recipients);
        yield return PublishedSubProcessors(facts, recipients);
        foreach (var page in facts.Subjects(SubjectKind.Page))
            yield return UndeclaredHosts(page, facts.Find(page, Contacted), recipients);
    }

    private Fact WithoutContract(Dossier dossier, DeclaredRecipients recipients)
    {
        const string Key = "people.processorsWithoutContract";
        if (dossier.Manifest.People?.KeyPositions.ContainsKey("processors") != true)
            return derived.NotDeclared(Subject.Dossier, Key, "people.processors");
        var without = recipients.Processors.Where(processor => processor.Contract == false).ToList();
        if (without.Count == 0 && recipients.Processors.FirstOrDefault(processor => processor.Contract is null) is { } silent)
            return derived.NotDeclared(Subject.Dossier, Key, $"people.processors[{silent.Name}].contract");
        return derived.Declared(Subject.Dossier, Key, new TextListValue([.. without.Select(processor => processor.Name ?? "?")]), DerivedFacts.In(without.FirstOrDefault()));
    }

    private Fact UndeclaredProcessors(FactSet facts, DeclaredRecipients recipients)
    {
        const string Key = "privacy.undeclaredProcessors";
        var called = facts.Find(Subject.Dossier, Called);
        if (called?.Value is not ObservationsValue sightings)
            return derived.Unknown(Subject.Dossier, Key, Called, called);
        if (sightings.Total > 0 && !recipients.IsKnown)
            return derived.NotDeclared(Subject.Dossier, Key, "people.processors");
        return derived.Compared(Subject.Dossier, Key, new ObservationsValue(
        [
            .. CalledServices.In(facts)
                .Where(pair => pair.Provider is not null && !recipients.Include(pair.Provider))
                .Select(pair => pair.Sighting with { Detail = new($"{pair.Provider!.Name} n'est pas parmi les destinataires déclarés", $"{pair.Provider.Name} is not among the declared recipients") }),
        ]));
    }

    /// <summary>The sub-processors that the providers in use publish: a processor's list can be held against them. Silence of our list says nothing.</summary>
    private Fact PublishedSubProcessors(FactSet facts, DeclaredRecipients recipients)
    {
        const string Key = "privacy.publishedSubProcessors";
        var called = facts.Find(Subject.Dossier, Called);
        var declared = recipients.Processors.SelectMany(processor => KnownProvider.In(processor.Name ?? "").Select(provider => (Provider: provider, Where: DerivedFacts.In(processor) ?? Location.File(Dossier.ManifestFileName))));
        var found = CalledServices.In(facts).Where(pair => pair.Provider is not null).Select(pair => (Provider: pair.Provider!, pair.Sighting.Where));
        var chains = declared.Concat(found)
            .Where(pair => pair.Provider.SubProcessors.Count > 0)
            .DistinctBy(pair => pair.Provider.Name)
            .Select(pair => new Observation(pair.Where, pair.Provider.Name, new(
                $"sous-traitants publiés : {string.Join(", ", pair.Provider.SubProcessors)}", $"published sub-processors: {string.Join(", ", pair.Provider.SubProcessors)}")))
            .ToList();
        return chains.Count == 0 && !recipients.IsKnown && called?.Value is null
            ? derived.Unknown(Subject.Dossier, Key, Called, called)
            : derived.Compared(Subject.Dossier, Key, new ObservationsValue(chains));
    }

    private Fact UndeclaredHosts(Subject page, Fact? contacted, DeclaredRecipients recipients)
    {
        const string Key = "page.undeclaredThirdParties";
        if (contacted?.Value is null)
            return derived.Unknown(page, Key, Contacted, contacted);
        var hosts = Hosts(contacted.Value).ToList();
        if (hosts.Count > 0 && !recipients.IsKnown)
            return derived.NotDeclared(page, Key, "people.processors");
        return derived.Compared(page, Key, new ObservationsValue(
        [
            .. hosts
                .Where(host => !recipients.IncludeHost(host))
                .Select(host => new Observation(Location.Element(page.Id, selector: null), host, Detail(host))),
        ]));
    }

    private static LocalizedText? Detail(string host) =>
        KnownProvider.OfHost(host) is { } provider ? new($"{host} appartient à {provider.Name} ({provider.Country})", $"{host} belongs to {provider.Name} ({provider.Country})") : null;

    /// <summary>The host names of a fact: the items of a list, or the excerpts of its sightings, which may be whole URLs.</summary>
    internal static IEnumerable<string> Hosts(FactValue value)
    {
        var texts = value switch
        {
            TextListValue list => list.Values,
            ObservationsValue observations => observations.Items.Select(item => item.Excerpt).OfType<string>(),
            _ => [],
        };
        return texts.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Host : text.Trim()).Distinct(StringComparer.OrdinalIgnoreCase);
    }
}
