using System.Text;
using AuditService.Core.Dossiers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AuditService.Reports.Html;

/// <summary>
/// The report as one HTML file that needs no network: styles and pictures are inside, a content security policy forbids everything else, and all
/// that comes from the dossier is encoded text.
/// </summary>
public static class HtmlReport
{
    public static Task WriteAsync(ReportContext report, IContentStore content, Stream output, CancellationToken cancellation) => WriteAsync<ReportDocument>(report, content, output, cancellation);

    /// <summary>The risk map alone, of a report that has one.</summary>
    public static Task WriteRisksAsync(ReportContext report, IContentStore content, Stream output, CancellationToken cancellation) => WriteAsync<RiskDocument>(report, content, output, cancellation);

    private static async Task WriteAsync<TDocument>(ReportContext report, IContentStore content, Stream output, CancellationToken cancellation)
        where TDocument : IComponent
    {
        await using var services = new ServiceCollection().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var view = new ReportView(report, new EmbeddedPictures(content));
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(ReportDocument.View)] = view });
            return (await renderer.RenderComponentAsync<TDocument>(parameters)).ToHtmlString();
        });
        cancellation.ThrowIfCancellationRequested();
        await output.WriteAsync(Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + html + "\n"), cancellation);
    }
}
