using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Privacy;

namespace AuditService.Authoring.Privacy;

/// <summary>Reads the references of the privacy checks. A decision without date, a country that is none or a sub-processor that is not in the list is a mistake with its place.</summary>
public static class PrivacyReferencesReader
{
    private const string FileName = "privacy.yaml";

    private static readonly Lazy<PrivacyReferences> Built = new(ReadOwn);

    /// <summary>The set that travels in the program: <c>rules/privacy.yaml</c>.</summary>
    public static PrivacyReferences Own => Built.Value;

    public static PrivacyReferences Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        var references = new RecordBinder(problems).Bind<PrivacyReferences>(YamlText.Parse(text, file, problems));
        foreach (var problem in Mistakes(references, new(file, 1, 1)).ToList())
            problems.Add(problem);
        return references;
    }

    private static PrivacyReferences ReadOwn()
    {
        using var stream = typeof(PrivacyReferencesReader).Assembly.GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream);
        var problems = new List<AuthorProblem>();
        var references = Read(reader.ReadToEnd(), FileName, problems);
        return problems.Count == 0 ? references : throw new InvalidOperationException(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
    }

    private static IEnumerable<AuthorProblem> Mistakes(PrivacyReferences references, SourcePosition top)
    {
        if (references.Version.Length == 0 || references.Date is null)
            yield return new(top, "version et date sont attendues.", "version and date are expected.");
        foreach (var decision in references.Adequacy.Where(decision => decision.Decision.Length == 0 || decision.From is null || decision.Until < decision.From))
            yield return new(decision.At ?? top, "Une décision d'adéquation a un numéro, une date de début, et une fin qui la suit.", "An adequacy decision has a number, a first day, and a last day that follows it.");
        var countries = references.Adequacy.Select(decision => (decision.Country, decision.At))
            .Concat(references.Regions.Select(region => (region.Country, region.At)))
            .Concat(references.Providers.Select(provider => (provider.Country, provider.At)));
        foreach (var (country, at) in countries.Where(pair => Countries.Code(pair.Country) != pair.Country))
            yield return new(at ?? top, $"« {country} » n'est pas le code d'un pays.", $"\"{country}\" is not the code of a country.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var provider in references.Providers.Where(provider => provider.Name.Length == 0 || provider.Aliases.Count == 0 || !names.Add(provider.Name)))
            yield return new(provider.At ?? top, $"« {provider.Name} » : un nom unique et au moins un alias sont attendus.", $"\"{provider.Name}\": a name of its own and at least one alias are expected.");
        foreach (var (provider, other) in references.Providers.SelectMany(provider => provider.SubProcessors.Select(other => (provider, other))).Where(pair => !names.Contains(pair.other)))
            yield return new(provider.At ?? top, $"« {other} » n'est pas dans la liste des fournisseurs.", $"\"{other}\" is not in the list of providers.");
        foreach (var set in references.WithdrawnSets.Where(set => set.Name.Length < 4 || set.Why is null))
            yield return new(set.At ?? top, $"« {set.Name} » : un nom d'au moins quatre lettres et une raison sont attendus.", $"\"{set.Name}\": a name of at least four letters and a reason are expected.");
        foreach (var region in references.Regions.Where(region => !names.Contains(region.Provider) || region.Names.Count == 0))
            yield return new(region.At ?? top, $"« {region.Provider} » n'est pas dans la liste des fournisseurs, ou sa région n'a pas de nom.", $"\"{region.Provider}\" is not in the list of providers, or its region has no name.");
    }
}
