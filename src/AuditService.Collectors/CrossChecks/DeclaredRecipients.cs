using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Privacy;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Everyone whom the manifest says data may reach: processors, recipients, recipients of transfers.</summary>
internal sealed class DeclaredRecipients
{
    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private readonly List<string> folded = [];

    public DeclaredRecipients(Dossier dossier)
    {
        var people = dossier.Manifest.People;
        Processors = people?.Processors ?? [];
        IsKnown = people?.KeyPositions.ContainsKey("processors") == true
            || dossier.Manifest.Processings.Any(processing => processing.KeyPositions.ContainsKey("recipients") || processing.KeyPositions.ContainsKey("transfers"));
        foreach (var processor in Processors)
            Add(processor.Name, processor.Service, processor.Contact);
        foreach (var processing in dossier.Manifest.Processings)
        {
            Add([.. processing.Recipients]);
            Add([.. processing.Transfers.Select(transfer => transfer.Recipient)]);
        }

        Add(people?.Controller?.Contact);
    }

    public IReadOnlyList<ProcessorEntry> Processors { get; }

    /// <summary>False when the manifest says nothing of recipients: then nobody is undeclared.</summary>
    public bool IsKnown { get; }

    public bool Include(ServiceProvider provider) => provider.Aliases.Any(Names) || Names(ColumnNames.Fold(provider.Name)) || provider.Domains.Any(IncludeDomain);

    /// <summary>True when the host's provider is declared, or its domain or the main word of it is written somewhere among the recipients.</summary>
    public bool IncludeHost(string host)
    {
        if (KnownProvider.OfHost(host) is { } provider && Include(provider))
            return true;
        var domain = DomainOf(host);
        return IncludeDomain(domain) || Names(ColumnNames.Fold(domain.Split('.')[0]));
    }

    /// <summary>The declared party that stands for the provider, or null.</summary>
    public ProcessorEntry? ProcessorOf(ServiceProvider provider) => Processors.FirstOrDefault(processor =>
        new[] { processor.Name, processor.Service }.OfType<string>().Any(text => provider.Aliases.Contains(ColumnNames.Fold(text), StringComparer.Ordinal) || WordsOf(text).Any(word => provider.Aliases.Contains(word, StringComparer.Ordinal))));

    /// <summary>What one registers: <c>fonts.googleapis.com</c> gives <c>googleapis.com</c>, <c>stats.ville.gouv.fr</c> gives <c>ville.gouv.fr</c>.</summary>
    private static string DomainOf(string host)
    {
        var labels = host.Trim().TrimEnd('.').ToLowerInvariant().Split('.');
        var kept = labels.Length > 2 && labels[^2] is "co" or "com" or "gouv" or "asso" or "ac" or "org" or "gov" && labels[^1].Length == 2 ? 3 : 2;
        return string.Join('.', labels.TakeLast(kept));
    }

    private bool IncludeDomain(string domain)
    {
        var name = ColumnNames.Fold(domain);
        return folded.Exists(text => text.Contains(name, StringComparison.Ordinal));
    }

    /// <summary>A short word must stand alone; a long one may stand inside a longer (<c>huggingface</c> in "Hugging Face Inc.").</summary>
    private bool Names(string name) => words.Contains(name) || (name.Length >= 5 && folded.Exists(text => text.Contains(name, StringComparison.Ordinal)));

    private void Add(params string?[] texts)
    {
        foreach (var text in texts.OfType<string>())
        {
            folded.Add(ColumnNames.Fold(text));
            words.UnionWith(WordsOf(text));
        }
    }

    private static IEnumerable<string> WordsOf(string text) =>
        text.Split([' ', ',', ';', '/', '(', ')', '\'', '’', '.', '-', '@', ':'], StringSplitOptions.RemoveEmptyEntries).Select(ColumnNames.Fold).Where(word => word.Length > 0);
}
