using AuditService.Authoring.Privacy;
using AuditService.Core.Privacy;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Recognises the services outside the project that code and pages call, by the list of <c>rules/privacy.yaml</c>.</summary>
internal static class KnownProvider
{
    /// <summary>The provider of that name in the list, or null.</summary>
    public static ServiceProvider? Named(string name) => PrivacyReferencesReader.Own.Providers.FirstOrDefault(provider => string.Equals(provider.Name, name, StringComparison.Ordinal));

    /// <summary>The providers that the text names by one of their aliases, each as a whole word.</summary>
    public static IEnumerable<ServiceProvider> In(string text)
    {
        var words = text.Split([' ', ',', ';', '/', '(', ')', '\'', '’', '.', '-', '@', ':', '"', '«', '»'], StringSplitOptions.RemoveEmptyEntries).Select(ColumnNames.Fold).ToHashSet(StringComparer.Ordinal);
        var whole = ColumnNames.Fold(text);
        return PrivacyReferencesReader.Own.Providers.Where(provider => provider.Aliases.Any(words.Contains) || whole == ColumnNames.Fold(provider.Name));
    }

    /// <summary>Where a region of a cloud that code or configuration names lies: its provider and country; null when the text names none.</summary>
    public static (string Region, string Provider, string Country)? RegionIn(string text)
    {
        var low = text.ToLowerInvariant();
        return PrivacyReferencesReader.Own.Regions
            .SelectMany(region => region.Names.Select(name => (Region: name, region.Provider, region.Country)))
            .Where(region => IndexOfWord(low, region.Region) is var at && at >= 0)
            .OrderByDescending(region => region.Region.Length)
            .Cast<(string Region, string Provider, string Country)?>()
            .FirstOrDefault();
    }

    /// <summary>The provider of a host name, by its domain or a subdomain of it; null when it is not known.</summary>
    public static ServiceProvider? OfHost(string host)
    {
        var name = host.Trim().TrimEnd('.').ToLowerInvariant();
        return PrivacyReferencesReader.Own.Providers
            .SelectMany(provider => provider.Domains.Select(domain => (provider, domain)))
            .Where(pair => name == pair.domain || name.EndsWith($".{pair.domain}", StringComparison.Ordinal))
            .OrderByDescending(pair => pair.domain.Length)
            .Select(pair => pair.provider)
            .FirstOrDefault();
    }

    /// <summary>The provider that a line of code calls: by a host it contains, else by the first package it imports; null when it is not known.</summary>
    public static ServiceProvider? OfCode(string line)
    {
        var text = line.ToLowerInvariant();
        return First(text, provider => provider.Domains) ?? First(text, provider => provider.Packages);
    }

    /// <summary>The provider whose mark stands first, the longest where two begin together.</summary>
    private static ServiceProvider? First(string text, Func<ServiceProvider, IReadOnlyList<string>> marks) => PrivacyReferencesReader.Own.Providers
        .SelectMany(provider => marks(provider).Select(mark => (provider, mark, at: IndexOfWord(text, mark))))
        .Where(found => found.at >= 0)
        .OrderBy(found => found.at)
        .ThenByDescending(found => found.mark.Length)
        .Select(found => found.provider)
        .FirstOrDefault();

    /// <summary>Where the mark stands in the text without being part of a longer name, or -1.</summary>
    private static int IndexOfWord(string text, string mark)
    {
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
        {
            var end = at + mark.Length;
            var starts = at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-');
            var ends = end == text.Length || !char.IsAsciiLetterOrDigit(mark[^1]) || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_');
            if (starts && ends)
                return at;
        }

        return -1;
    }
}
