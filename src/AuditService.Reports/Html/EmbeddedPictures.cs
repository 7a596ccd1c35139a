using AuditService.Core.Dossiers;

namespace AuditService.Reports.Html;

/// <summary>Screenshots as data URIs, each once, within a total: beyond it the report stays readable and says that pictures were left out.</summary>
public sealed class EmbeddedPictures(IContentStore content)
{
    /// <summary>Bytes of PNG in one report: base64 adds a third, and mail gateways often stop at 25 MB.</summary>
    public const long MaximumTotal = 12 * 1024 * 1024;

    public const long MaximumOne = 2 * 1024 * 1024;

    private readonly HashSet<string> shown = new(StringComparer.Ordinal);
    private long total;

    public int LeftOut { get; private set; }

    /// <returns>A data URI, or null when the picture is missing, shown already, too large, or beyond the total.</returns>
    public string? Embed(string? sha256)
    {
        if (sha256 is null || !shown.Add(sha256))
            return null;
        try
        {
            using var stream = content.Open(sha256);
            if (stream.Length > MaximumOne || total + stream.Length > MaximumTotal)
            {
                LeftOut++;
                return null;
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            total += bytes.Length;
            return "data:image/png;base64," + Convert.ToBase64String(bytes);
        }
        catch (IOException)
        {
            LeftOut++;
            return null;
        }
    }
}
