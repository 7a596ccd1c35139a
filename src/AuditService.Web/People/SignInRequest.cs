using System.Text.Json.Serialization;
using AuditService.Core.People;

namespace AuditService.Web.People;

/// <summary>What programs send to <c>/api/v1/people</c>.</summary>
internal sealed record SignInRequest([property: JsonRequired] string Email, [property: JsonRequired] string Password);

/// <summary>A code of the authenticator application, or a recovery code.</summary>
internal sealed record SecondFactorRequest(string? Code, string? RecoveryCode);

/// <summary>Takes up a one-time link: the first administrator says who they are, somebody invited only gives a password.</summary>
internal sealed record WelcomeRequest([property: JsonRequired] string Link, [property: JsonRequired] string Password, string? Email, string? Name, string? Organisation);

internal sealed record NewPersonRequest([property: JsonRequired] string Email, [property: JsonRequired] string Name, [property: JsonRequired] IReadOnlyList<Role> Roles, string? Organisation);

internal sealed record RolesRequest([property: JsonRequired] IReadOnlyList<Role> Roles);

internal sealed record DisabledRequest([property: JsonRequired] bool Disabled);

internal sealed record PasswordRequest([property: JsonRequired] string Current, [property: JsonRequired] string New);

internal sealed record CodeRequest([property: JsonRequired] string Code);

internal sealed record RemoveRequest([property: JsonRequired] string Password);

internal sealed record NewTokenRequest([property: JsonRequired] string Name, [property: JsonRequired] IReadOnlyList<Right> Scopes, int Days = 90);

/// <summary>The password or the code was right.</summary>
/// <param name="SecondFactor">True when the session begins only with a code as well.</param>
internal sealed record SignInAnswered(bool SecondFactor);

/// <summary>Who asks.</summary>
/// <param name="Rights">What the roles allow and, for a token, its scopes allow as well.</param>
internal sealed record Me(string Id, string Organisation, IReadOnlyList<Role> Roles, IReadOnlyList<Right> Rights);
