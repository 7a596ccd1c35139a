using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Finds the places outside the European Economic Area, and among them those that no declared safeguard covers (RGPD chapter V).</summary>
internal sealed class RgpdTransfers : ICrossCheck
{
    private readonly DerivedFacts derived;

    public RgpdTransfers()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-transfers", 1);

    public IReadOnlyCollection<string> States { get; } = ["privacy.countriesOutsideEea", "privacy.unsafeguardedPlaces"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var places = new ProcessingPlaces(facts, dossier);
        var outside = places.OutsideEea.ToList();
        yield return outside.Count == 0 && places.Incomplete is { } why
            ? derived.Unknown(Subject.Dossier, "privacy.countriesOutsideEea", why)
            : derived.Declared(Subject.Dossier, "privacy.countriesOutsideEea", new TextListValue([.. outside.Select(place => place.Country).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
        yield return Unsafeguarded(places, dossier);
    }

    private Fact Unsafeguarded(ProcessingPlaces places, Dossier dossier)
    {
        const string Key = "privacy.unsafeguardedPlaces";
        var without = places.All.Where(places.LacksSafeguard).ToList();
        // Without a manifest nobody had a place to declare a safeguard.
        if ((without.Count == 0 || !dossier.IsDeclared) && places.Incomplete is { } why)
            return derived.Unknown(Subject.Dossier, Key, why);
        return derived.Declared(Subject.Dossier, Key, new ObservationsValue(
            [.. without.Select(place => new Observation(place.Where, $"{place.Name} ({place.Country})", new($"{place.Name} se trouve hors EEE ({place.Country}) sans garantie déclarée", $"{place.Name} is outside the EEA ({place.Country}) without declared safeguard")))]));
    }
}
