namespace AuditService.Web.Access;

/// <summary>A challenge that a browser was given for an authenticator to answer.</summary>
/// <param name="State">What Identity needs to check the answer, as it gave it.</param>
/// <param name="PersonId">Who adds a key; null for somebody who comes in, whom only the answer tells.</param>
/// <param name="Name">Of the key that is added.</param>
internal sealed record PasskeyCeremony(string Id, string State, DateTimeOffset Until, string? PersonId, string? Name);
