namespace AuditService.Collectors.WebPages.Dom;

internal enum ImageKind
{
    /// <summary><c>img</c>, or another element with <c>role="img"</c> that is no image by itself.</summary>
    Img,
    Area,
    InputImage,
    Object,
    Embed,
    Svg,
    Canvas,
}
