using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Whether the project has to do with personal data at all (RGPD art. 2(1)): found somewhere, declared, neither known nor excluded, or none. "None" takes both a
/// declaration that says so of everything declared and a look at everything there is that found nothing.
/// </summary>
internal sealed class PersonalDataPresence : ICrossCheck
{
    private const string Key = "privacy.personalData";

    /// <summary>Sightings of people or of what is theirs, each empty where one was looked for and none found.</summary>
    private static readonly string[] OfDossier =
        ["privacy.personalDataInArtefacts", "privacy.personalDataInDocuments", "privacy.realPeopleInTests", "privacy.imageMetadata", "code.personalDataInLogs"];

    private static readonly string[] OfDataSets = ["dataset.personalColumns", "dataset.freeTextPersonalData", "dataset.biometricColumns", "dataset.trajectories"];

    private static readonly string[] OfPages = ["page.formFieldsPersonal", "page.thirdPartyHosts", "page.cookiesBeforeConsent"];

    private readonly DerivedFacts derived;

    public PersonalDataPresence()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("personal-data-presence", 1);

    public IReadOnlyCollection<string> States { get; } = [Key];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var looked = OfDossier.Select(key => facts.Find(Subject.Dossier, key))
            .Concat(In(SubjectKind.Dataset, OfDataSets))
            .Concat(In(SubjectKind.Page, OfPages))
            .ToList();
        var found = looked.Find(fact => Holds(fact?.Value));
        yield return found is not null
            ? derived.Compared(Subject.Dossier, Key, new TextValue("found"), found.Provenance.Pointer)
            : derived.Declared(Subject.Dossier, Key, new TextValue(Declares(dossier) ? "declared" : Excludes(dossier) && looked.TrueForAll(WasLooked) ? "none" : "undetermined"));

        IEnumerable<Fact?> In(SubjectKind kind, string[] keys) => facts.Subjects(kind).SelectMany(subject => keys.Select(key => facts.Find(subject, key)));
    }

    private static bool Holds(FactValue? value) => value is ObservationsValue { Total: > 0 } or TextListValue { Values.Count: > 0 };

    /// <summary>Empty, or about a kind of thing of which the dossier has none.</summary>
    private static bool WasLooked(Fact? fact) => fact?.Value is not null || fact?.Why is { Because: UnavailableBecause.NotFound };

    private static bool Declares(Dossier dossier)
    {
        var manifest = dossier.Manifest;
        return manifest.Processings.Count > 0
            || manifest.DataSets.Any(set => set.PersonalData == true || set.Columns.Any(column => column.Personal == true))
            || manifest.Architecture?.Components.Any(component => component.PersonalData == true) == true
            || manifest.Architecture?.Flows.Any(flow => flow.PersonalData == true) == true;
    }

    /// <summary>Something is said to be free of personal data, and nothing of its kind is left unsaid. Who serves the internet at least sees addresses.</summary>
    private static bool Excludes(Dossier dossier)
    {
        var manifest = dossier.Manifest;
        var said = manifest.DataSets.Select(set => set.PersonalData)
            .Concat(manifest.Architecture?.Components.Select(component => component.PersonalData) ?? [])
            .Concat(manifest.Architecture?.Flows.Select(flow => flow.PersonalData) ?? [])
            .ToList();
        return dossier.IsDeclared && said.Count > 0 && said.TrueForAll(personal => personal == false)
            && manifest.Deployment?.Internet != true && manifest.Architecture?.Components.Any(component => component.Internet == true) != true;
    }
}
