using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.WebPages.Consent;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Trackers;

namespace AuditService.Collectors.WebEvidence;

/// <summary>
/// States what recordings of pages in the dossier show of trackers, about the declared page that they are of: evidence for a page that the audit does not visit. What the audit saw itself counts more.
/// </summary>
internal sealed class PageArchiveCollector : IFactCollector
{
    private const int MaximumFiles = 50;
    private const long MaximumBytes = 48L * 1024 * 1024;
    private const int Start = 4_096;
    private const double Doubtful = 0.5;

    private static readonly string[] Extensions = [".har", ".json", ".yml", ".yaml"];

    public CollectorIdentity Identity { get; } = new("page-archives", 1);

    public IReadOnlyCollection<string> States { get; } = [.. ConsentFacts.TrackerKeys, "page.watchedForTrackers", TrackingRow.Key, "file.pageArchive"];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Files.Where(file => file.Size > 0 && file.Path != Dossier.ManifestFileName && Extensions.Contains(Path.GetExtension(file.Path).ToLowerInvariant(), StringComparer.Ordinal)).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var pages = string.Join('|', Addresses(context).Select(address => address.AbsoluteUri));
        foreach (var file in files.Where(file => MayBe(context, file)).Take(MaximumFiles))
        {
            var input = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file.Path}\n{file.Sha256}\n{pages}\n{context.Settings.MaximumObservations}")));
            yield return new(file.Path, input, [], cancellation => Task.Run(() => State(file, context), cancellation));
        }
    }

    private IReadOnlyList<Fact> State(DossierFile file, CollectionContext context)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.Attached, Location.File(file.Path));
        if (file.Size > MaximumBytes)
            return [NotUsed(UnavailableBecause.RefusedByLimit, new($"enregistrement de plus de {MaximumBytes >> 20} Mio", $"recording of more than {MaximumBytes >> 20} MiB"))];
        PageArchive? archive;
        try
        {
            using var content = context.Content.Open(file.Sha256);
            archive = PageArchive.Read(content, Path.GetExtension(file.Path) is not (".har" or ".json"), DateTimeOffset.UnixEpoch);
        }
        catch (FormatException broken)
        {
            return [NotUsed(UnavailableBecause.Unreadable, new($"enregistrement de page illisible : {broken.Message}", $"unreadable recording of a page: {broken.Message}"))];
        }

        if (archive is null)
            return [];
        if (SubjectOf(archive.Page, context) is not { } subject)
        {
            var address = archive.Page.GetLeftPart(UriPartial.Path);
            return [NotUsed(UnavailableBecause.Unreadable, new($"enregistrement ({archive.ByTool}) de {address}, qu'aucune page du manifeste ne nomme : ajoutez « url: {address} » à interface.pages", $"recording ({archive.ByTool}) of {address}, which no page of the manifest names: add \"url: {address}\" to interface.pages"))];
        }

        var facts = new ConsentFacts(subject, provenance, new ConsentLook { Before = archive.Look }, archive.SeenAt, whyNotWhole: null, context.Settings.MaximumObservations);
        return
        [
            Fact.Known(subject, "page.watchedForTrackers", new BooleanValue(true), provenance),
            .. facts.All().Where(fact => ConsentFacts.TrackerKeys.Contains(fact.Key, StringComparer.Ordinal) || fact.Key == TrackingRow.Key).Select(fact => archive.IsBeforeChoice ? fact : Undated(fact)),
        ];

        Fact NotUsed(UnavailableBecause because, LocalizedText why) => Fact.Unavailable(new Subject(SubjectKind.File, file.Path), "file.pageArchive", new(because, why), provenance);
    }

    /// <summary>Nobody knows whether a choice had been made when it was recorded: a person has to say.</summary>
    private static Fact Undated(Fact fact) => fact is { Key: "page.trackersBeforeConsent" or "page.embedsBeforeConsent" or "page.nonCookieTrackers", Value: ObservationsValue seen }
        ? fact with
        {
            Value = new ObservationsValue([.. seen.Items.Select(item => item with
            {
                Confidence = Math.Min(item.Confidence, Doubtful),
                Detail = item.Detail is { } detail ? new($"{detail.Fr} (l'enregistrement ne dit pas si un choix avait été fait)", $"{detail.En} (the recording does not tell whether a choice had been made)") : null,
            })], seen.Total),
        }
        : fact;

    private static Subject? SubjectOf(Uri page, CollectionContext context)
    {
        if (Addresses(context).FirstOrDefault(address => Same(address, page)) is { } declared)
            return new Subject(SubjectKind.Page, declared.OriginalString);
        // A server of the author's own shows the files of the dossier.
        var path = Uri.UnescapeDataString(page.AbsolutePath).TrimStart('/');
        var files = !page.IsLoopback ? [] : context.Dossier.Of(FileKind.Page).Where(file => path.Length > 0 && (file.Path == path || file.Path.EndsWith("/" + path, StringComparison.Ordinal))).Take(2).ToList();
        return files is [var file] ? new Subject(SubjectKind.Page, file.Path) : null;
    }

    private static bool Same(Uri declared, Uri page) =>
        string.Equals(declared.Host, page.Host, StringComparison.OrdinalIgnoreCase) && declared.Port == page.Port && string.Equals(declared.AbsolutePath.TrimEnd('/'), page.AbsolutePath.TrimEnd('/'), StringComparison.Ordinal);

    private static IEnumerable<Uri> Addresses(CollectionContext context) =>
        (context.Dossier.Manifest.Interface?.Pages ?? []).Select(page => Uri.TryCreate(page.Url, UriKind.Absolute, out var address) ? address : null).OfType<Uri>();

    private static bool MayBe(CollectionContext context, DossierFile file)
    {
        using var content = context.Content.Open(file.Sha256);
        var bytes = new byte[Start];
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return PageArchive.MayBe(Encoding.UTF8.GetString(bytes, 0, read));
    }
}
