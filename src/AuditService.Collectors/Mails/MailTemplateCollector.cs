using System.Security.Cryptography;
using System.Text;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Mails;

/// <summary>Finds the e-mail templates of a dossier by their place, name and markup, and the tracking images in them. Read as text, never opened.</summary>
internal sealed class MailTemplateCollector : IFactCollector
{
    private const string Templates = "privacy.mailTemplates";
    private const string Pixels = "privacy.mailPixels";
    private const int MaximumFiles = 300;
    private const int MaximumBytes = 2 * 1024 * 1024;
    private const int Start = 200_000;

    private static readonly BoundedRegex Named = new("(?i)(^|/|[._-])(e-?mails?|mails?|mailings?|mailers?|courriels?|newsletters?|mjml|infolettres?)([/._-]|$)");
    private static readonly BoundedRegex Written = new("(?i)<mjml|xmlns:v=\"urn:schemas-microsoft-com:vml\"|\\[if (gte )?mso|urn:schemas-microsoft-com:office|x-apple-disable-message-reformatting|class=\"preheader|\\*\\|(UNSUB|LIST:|EMAIL)|\\{\\{\\s*(unsubscribe|unsub)|(?:^|\\n)Content-Type:\\s*text/html");
    private static readonly string[] Extensions = [".html", ".htm", ".mjml", ".eml", ".hbs", ".handlebars", ".j2", ".jinja", ".jinja2", ".twig", ".ejs", ".erb", ".mustache", ".liquid", ".njk", ".txt"];

    public CollectorIdentity Identity { get; } = new("mail-templates", 1);

    public IReadOnlyCollection<string> States { get; } = [Templates, Pixels];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Files.Where(file => file.Nature.SetApart is null && file.Size is > 0 and <= MaximumBytes && Extensions.Contains(Path.GetExtension(file.Path).ToLowerInvariant(), StringComparer.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal).Take(MaximumFiles).ToList();
        var input = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Settings.MaximumObservations}\n{string.Join('\n', files.Select(file => $"{file.Path}|{file.Sha256}"))}")));
        yield return new("e-mail templates", input, [], cancellation => Task.Run(() => State(files, context, cancellation), cancellation));
    }

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> files, CollectionContext context, CancellationToken cancellation)
    {
        var templates = new List<Observation>();
        var pixels = new List<Observation>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var text = Read(context, file);
            if (!IsTemplate(file.Path, text))
                continue;
            templates.Add(new(Location.File(file.Path)));
            pixels.AddRange(MailPixels.In(Body(text)).Select(pixel => new Observation(Location.File(file.Path, LineOf(text, pixel.Address)), pixel.Address, pixel.Why, pixel.Confidence)));
        }

        var most = context.Settings.MaximumObservations;
        return [Known(Templates, templates), Known(Pixels, pixels)];

        Fact Known(string key, List<Observation> seen) => Fact.Known(Subject.Dossier, key, new ObservationsValue([.. seen.Take(most)], seen.Count), new(Identity, EvidenceGrade.MachineChecked));
    }

    private static bool IsTemplate(string path, string text)
    {
        var isMarkup = text.Contains("<img", StringComparison.OrdinalIgnoreCase) || text.Contains("<table", StringComparison.OrdinalIgnoreCase) || text.Contains("<mj-", StringComparison.OrdinalIgnoreCase) || text.Contains("<html", StringComparison.OrdinalIgnoreCase);
        return isMarkup && (path.EndsWith(".mjml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) || Named.IsMatch(path) || Written.IsMatch(text.Length > Start ? text[..Start] : text));
    }

    /// <summary>MJML writes its images in elements of its own; quoted-printable e-mails break their lines with an equals sign.</summary>
    private static string Body(string text)
    {
        var body = text.Replace("<mj-image", "<img", StringComparison.OrdinalIgnoreCase);
        return body.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase)
            ? body.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.OrdinalIgnoreCase)
            : body;
    }

    private static int? LineOf(string text, string address)
    {
        var at = address.Length > 0 ? text.IndexOf(address, StringComparison.Ordinal) : -1;
        return at < 0 ? null : 1 + text.AsSpan(0, at).Count('\n');
    }

    private static string Read(CollectionContext context, DossierFile file)
    {
        using var reader = new StreamReader(context.Content.Open(file.Sha256), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
