using System.Security.Cryptography;
using System.Text.Json;
using AuditService.Core.Rules;
using AuditService.Reports.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AuditService.Web.Api;

/// <summary>ETags: whoever asks again for what has not changed gets 304 and no body (RFC 9110, 13.1.2).</summary>
internal static class AnswerTags
{
    /// <summary>Changes with the program and the rules: both decide how an audit that itself never changes is told.</summary>
    public static string TellerOf(RuleLibrary rules)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(AuditJson).Assembly.ManifestModule.ModuleVersionId.ToByteArray());
        foreach (var pack in rules.Packs)
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(pack.Hash));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>Tags every answer of a GET that is a value and has no tag yet, by its content.</summary>
    public static RouteGroupBuilder TagsAnswers(this RouteGroupBuilder api)
    {
        api.AddEndpointFilter(async (invocation, next) =>
        {
            var result = await next(invocation);
            var context = invocation.HttpContext;
            if (!HttpMethods.IsGet(context.Request.Method) || context.Response.Headers.ETag.Count > 0)
                return result;
            var inner = result;
            while (inner is INestedHttpResult nested)
                inner = nested.Result;
            if (inner is not IValueHttpResult { Value: { } value } || inner is IStatusCodeHttpResult { StatusCode: not (null or StatusCodes.Status200OK) })
                return result;
            // Weak: the same value, whatever the bytes that it is written in.
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), AuditJson.Options)))[..32]}\"", isWeak: true);
            context.Response.GetTypedHeaders().ETag = tag;
            return IsKnown(context, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : result;
        });
        return api;
    }

    public static bool IsKnown(HttpContext context, EntityTagHeaderValue tag) => context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
}
