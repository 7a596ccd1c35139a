using AuditService.Core.People;

namespace AuditService.App.People;

/// <summary>The section <c>AuditService:Access</c>: how people get in.</summary>
public sealed record AccessSettings
{
    /// <summary>True behind https: cookies are never sent without it, and browsers are told to stay with it.</summary>
    public bool RequireHttps { get; init; }

    /// <summary>Addresses of the reverse proxies whose word on the client's address and scheme is taken; of no others.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>Where browsers reach the service (<c>https://audit.example.org</c>), for a proxy that does not pass the host on; passkeys belong to it. Null for what each request says.</summary>
    public string? Origin { get; init; }

    /// <summary>A session without a request for so long ends.</summary>
    public double IdleMinutes { get; init; } = 60;

    /// <summary>A session ends after so long, whatever happens in it.</summary>
    public double SessionHours { get; init; } = 12;

    /// <summary>Attempts to sign in within a minute from one address.</summary>
    public int SignInsPerAddress { get; init; } = 30;

    /// <summary>Attempts to sign in within a minute to one account, from wherever.</summary>
    public int SignInsPerAccount { get; init; } = 10;

    /// <summary>Requests of one caller within a minute, all together.</summary>
    public int RequestsPerMinute { get; init; } = 1_200;

    /// <summary>Submissions of one person within a minute; an operator has no limit.</summary>
    public int SubmissionsPerMinute { get; init; } = 60;

    /// <summary>Streams of progress that one caller may hold open.</summary>
    public int StreamsAtOnce { get; init; } = 20;

    /// <summary>Roles that count only in the session of somebody with a second factor.</summary>
    public IReadOnlyList<Role> SecondFactorFor { get; init; } = [];

    public OpenIdConnectSettings OpenIdConnect { get; init; } = new();

    /// <summary>Sign-in through an identity provider; off without <see cref="Authority"/>. It lets in only people who have an account here.</summary>
    public sealed record OpenIdConnectSettings
    {
        /// <summary>Address of the provider; https.</summary>
        public string? Authority { get; init; }

        public string? ClientId { get; init; }

        public string? ClientSecret { get; init; }

        /// <summary>What the sign-in page calls it.</summary>
        public string Name { get; init; } = "OpenID Connect";

        public bool IsOn => !string.IsNullOrEmpty(Authority);
    }
}
