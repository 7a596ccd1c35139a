using System.Collections.Concurrent;
using AuditService.Core.People;
using AuditService.Storage.People;

namespace AuditService.App.People;

/// <summary>Personal API tokens: <c>aud_</c> and 256 random bits, told once, kept as a hash.</summary>
public sealed class ApiTokens(ApiTokenStore store, PersonStore people, TimeProvider time)
{
    public const string Prefix = "aud_";
    public const int LongestDays = 366;
    public const int LongestName = 100;
    private const int MostOfOnePerson = 50;

    /// <summary>Longer than any token: what is longer is not looked at.</summary>
    private const int LongestToken = 100;

    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> uses = new(StringComparer.Ordinal);

    /// <summary>A new token of the person, and its secret. Throws <see cref="RefusedException"/>, also when a scope is more than the person's rights.</summary>
    public async Task<(ApiToken Token, string Secret)> IssueAsync(Viewer viewer, string name, IReadOnlyList<Right> scopes, int days, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
            throw RefusedException.Invalid($"Un nom est nécessaire, de {LongestName} caractères au plus.", $"A name is needed, of at most {LongestName} characters.", nameof(name));
        if (scopes.Count == 0 || scopes.Except(Rights.Scopes).Any() || scopes.Except(Rights.Of(viewer.Roles)).Any())
            throw RefusedException.Invalid("Choisissez au moins une portée (read, submit, review, operate), et pas plus que vos propres droits.", "Choose at least one scope (read, submit, review, operate), and no more than your own rights.", nameof(scopes));
        if (days is < 1 or > LongestDays)
            throw RefusedException.Invalid($"Un jeton vaut de 1 à {LongestDays} jours.", $"A token lasts from 1 to {LongestDays} days.", nameof(days));
        var now = time.GetUtcNow();
        if ((await store.ListAsync(viewer.UserId, cancellation)).Count(token => token.IsGoodAt(now)) >= MostOfOnePerson)
            throw RefusedException.Invalid($"Vous avez déjà {MostOfOnePerson} jetons : révoquez-en.", $"You have {MostOfOnePerson} tokens already: revoke some.");

        var secret = Prefix + Secrets.New();
        var token = new ApiToken(Guid.CreateVersion7(now).ToString("N"), name.Trim(), [.. scopes.Distinct().Order()], now, now.AddDays(days), null, null);
        await store.AddAsync(viewer.UserId, Secrets.HashOf(secret), token, cancellation);
        return (token, secret);
    }

    public Task<IReadOnlyList<ApiToken>> ListAsync(Viewer viewer, CancellationToken cancellation) => store.ListAsync(viewer.UserId, cancellation);

    /// <summary>Throws <see cref="RefusedException"/> when the person has no such token in force.</summary>
    public async Task RevokeAsync(Viewer viewer, string id, CancellationToken cancellation)
    {
        if (!await store.RevokeAsync(viewer.UserId, id, time.GetUtcNow(), cancellation))
            throw RefusedException.NotFound();
    }

    /// <summary>The person and the scopes behind a secret, or null when it is not one of ours, has expired or was revoked, or its owner is disabled.</summary>
    public async Task<(Account Person, IReadOnlyList<Right> Scopes)?> OpenAsync(string secret, CancellationToken cancellation)
    {
        if (secret.Length > LongestToken || !secret.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var now = time.GetUtcNow();
        if (await store.FindAsync(Secrets.HashOf(secret), cancellation) is not var (personId, token) || !token.IsGoodAt(now))
            return null;
        if (await people.FindByIdAsync(personId, cancellation) is not { IsDisabled: false } person)
            return null;
        await NoteUseAsync(token, now, cancellation);
        return (person, token.Scopes);
    }

    private async Task NoteUseAsync(ApiToken token, DateTimeOffset now, CancellationToken cancellation)
    {
        var last = uses.TryGetValue(token.Id, out var noted) ? noted : token.LastUsedAt;
        if (now - last < UseNotedEvery)
            return;
        uses[token.Id] = now;
        await store.NoteUseAsync(token.Id, now, now - UseNotedEvery, cancellation);
    }
}
