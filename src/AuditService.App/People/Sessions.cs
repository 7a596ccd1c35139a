using AuditService.Core.People;
using AuditService.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace AuditService.App.People;

/// <summary>The sessions of those who have signed in.</summary>
public sealed class Sessions(EndedSessionStore ended, PersonStore people, UserManager<Account> users, AuditServiceSettings settings, TimeProvider time)
{
    private readonly TimeSpan longest = TimeSpan.FromHours(settings.Access.SessionHours);

    /// <summary>The person, as they are now, whose session it is; null when the session is over, or the person is disabled.</summary>
    public async Task<Account?> FindAsync(string id, string personId, DateTimeOffset begun, CancellationToken cancellation)
    {
        if (time.GetUtcNow() - begun >= longest || await ended.HasEndedAsync(id, cancellation))
            return null;
        return await users.FindByIdAsync(personId) is { IsDisabled: false } person ? person : null;
    }

    /// <summary>The person, as they are now, while something that they asked for goes on; null when they are disabled.</summary>
    public async Task<Account?> FindAsync(string personId, CancellationToken cancellation) => await people.FindByIdAsync(personId, cancellation) is { IsDisabled: false } person ? person : null;

    /// <summary>Ends a session, or whatever else of this id may happen once. True for the first who does.</summary>
    public Task<bool> EndAsync(string id, CancellationToken cancellation) => ended.EndAsync(id, time.GetUtcNow() + longest, time.GetUtcNow(), cancellation);
}
