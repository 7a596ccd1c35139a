using Microsoft.AspNetCore.Http;

namespace AuditService.Web.People;

/// <summary>What browsers send.</summary>
internal static class Forms
{
    /// <summary>The form of the request; empty when it brings none that can be read.</summary>
    public static async Task<IFormCollection> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return FormCollection.Empty;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return FormCollection.Empty;
        }
    }

    /// <summary>The words of a closed set that were checked, by their names.</summary>
    public static IReadOnlyList<T> Chosen<T>(IFormCollection form, string field)
        where T : struct, Enum => [.. Enum.GetValues<T>().Where(word => form[field].Contains(word.ToString()))];

    /// <summary>Where the reader reached this service.</summary>
    public static string ServerOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";
}
