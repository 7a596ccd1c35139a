namespace AuditService.Collectors.Trackers;

/// <summary>One product of a vendor that pages call, with what betrays it.</summary>
/// <param name="Country">ISO code of the seat of the company that runs it; empty for the site itself.</param>
/// <param name="Hosts">Domains, with the beginning of a path where one host serves several products.</param>
/// <param name="Cookies">Names on the page's own host; <c>*</c> stands for any characters.</param>
/// <param name="Storage">Keys of stored data, likewise.</param>
/// <param name="Files">Names of its files where the publisher serves them itself.</param>
/// <param name="Source">Where the vendor describes it.</param>
internal sealed record Tracker(
    string Product,
    string Vendor,
    string Country,
    TrackerCategory Category,
    ConsentExemption Exempt,
    IReadOnlyList<string> Hosts,
    IReadOnlyList<string> Cookies,
    IReadOnlyList<string> Storage,
    IReadOnlyList<string> Files,
    string Source)
{
    /// <summary>As a reader is told it: <c>Google Analytics (Google, US)</c>.</summary>
    public string Shown => Country.Length == 0 ? Product : $"{Product} ({Vendor}, {Country})";
}
