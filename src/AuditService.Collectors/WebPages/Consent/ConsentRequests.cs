using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>What requests and scripts tell of consent.</summary>
internal static class ConsentRequests
{
    /// <summary>Google's consent mode: the default for storage of measuring and advertising is denied until an update.</summary>
    private static readonly BoundedRegex Denied = new("""['"]consent['"]\s*,\s*['"]default['"]\s*,[^)]{0,400}?(analytics_storage|ad_storage)['"]?\s*:\s*['"]denied['"]""", RegexOptions.IgnoreCase);

    public static bool DeniesByDefault(IEnumerable<string> texts) => texts.Any(text => text.Contains("consent", StringComparison.Ordinal) && Denied.IsMatch(text));

    public static string PathOf(PageRequest request) => Uri.TryCreate(request.Url, UriKind.Absolute, out var address) ? address.AbsolutePath : request.Url.Split('?')[0];
}
