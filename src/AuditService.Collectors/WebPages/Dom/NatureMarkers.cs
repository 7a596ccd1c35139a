using AngleSharp.Dom;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// What the author declares of elements by class or id: whether an image informs or decorates, whether a table holds data or lays out. Once
/// anything is declared of a kind, an element of that kind that no list names has an unknown nature, and what depends on it goes to a person.
/// </summary>
internal sealed class NatureMarkers(MarkersEntry? entry)
{
    private readonly HashSet<string> informative = [.. (entry?.InformativeImage ?? []).Select(name => name.TrimStart('.', '#'))];
    private readonly HashSet<string> decorative = [.. (entry?.DecorativeImage ?? []).Select(name => name.TrimStart('.', '#'))];
    private readonly HashSet<string> data = [.. (entry?.DataTable ?? []).Select(name => name.TrimStart('.', '#'))];
    private readonly HashSet<string> layout = [.. (entry?.LayoutTable ?? []).Select(name => name.TrimStart('.', '#'))];
    private readonly HashSet<string> complex = [.. (entry?.ComplexTable ?? []).Select(name => name.TrimStart('.', '#'))];

    public bool DeclareImages => informative.Count + decorative.Count > 0;

    public bool DeclareTables => data.Count + layout.Count + complex.Count > 0;

    public bool SayInformative(IElement element) => IsNamed(element, informative);

    public bool SayDecorative(IElement element) => IsNamed(element, decorative);

    public bool SayData(IElement element) => IsNamed(element, data) || SayComplex(element);

    public bool SayLayout(IElement element) => IsNamed(element, layout);

    public bool SayComplex(IElement element) => IsNamed(element, complex);

    private static bool IsNamed(IElement element, HashSet<string> names) =>
        names.Count > 0 && ((element.Id is { } id && names.Contains(id)) || element.ClassList.Any(names.Contains));
}
