using AuditService.Core.People;
using AuditService.Storage.Databases;
using AuditService.Storage.People;

namespace AuditService.IntegrationTests.People;

/// <summary>What is promised of passkeys on every engine.</summary>
public abstract class PasskeyStoreSuite
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An empty database, the same one throughout a test.</summary>
    protected abstract AuditDatabase Database { get; }

    private PasskeyStore Passkeys => new(Database);

    [Fact]
    public async Task A_key_comes_back_as_it_was_kept_with_its_owner()
    {
        await PersonAsync("ana");
        var kept = Key("key-1") with { Transports = ["internal", "hybrid"], IsBackupEligible = true };

        Assert.True(await Passkeys.PutAsync("ana", kept, Token));

        var (owner, found) = await FoundAsync("key-1");
        Assert.Equal("ana", owner);
        Assert.Equal(["internal", "hybrid"], found.Transports);
        Assert.Equal(kept with { Transports = found.Transports }, found);
        Assert.Null(await Passkeys.FindAsync("key-2", Token));
    }

    [Fact]
    public async Task A_person_s_keys_are_listed_the_oldest_first_and_no_one_else_s()
    {
        await PersonAsync("ana");
        await PersonAsync("bob");
        await Passkeys.PutAsync("ana", Key("later") with { CreatedAt = Noon.AddDays(1) }, Token);
        await Passkeys.PutAsync("ana", Key("earlier"), Token);
        await Passkeys.PutAsync("bob", Key("other"), Token);

        Assert.Equal(["earlier", "later"], (await Passkeys.ListAsync("ana", Token)).Select(key => key.Id));
    }

    [Fact]
    public async Task A_key_belongs_to_one_person_for_good()
    {
        await PersonAsync("ana");
        await PersonAsync("bob");
        await Passkeys.PutAsync("ana", Key("key-1"), Token);

        Assert.False(await Passkeys.PutAsync("bob", Key("key-1") with { Name = "stolen", SignCount = 99 }, Token));
        Assert.False(await Passkeys.RenameAsync("bob", "key-1", "stolen", Token));
        Assert.False(await Passkeys.RemoveAsync("bob", "key-1", Token));
        Assert.False(await Passkeys.NoteUseAsync("bob", "key-1", 99, isBackedUp: true, Noon, Token));

        var (owner, found) = await FoundAsync("key-1");
        Assert.Equal(("ana", "laptop", 5L), (owner, found.Name, found.SignCount));
    }

    [Theory]
    [InlineData(5, 6, true)]
    [InlineData(5, 5, false)]
    [InlineData(5, 4, false)]
    [InlineData(5, 0, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, true)]
    public async Task A_use_counts_only_when_the_counter_goes_on_or_never_counts(long before, long now, bool counts)
    {
        await PersonAsync("ana");
        await Passkeys.PutAsync("ana", Key("key-1") with { SignCount = before }, Token);

        Assert.Equal(counts, await Passkeys.NoteUseAsync("ana", "key-1", now, isBackedUp: true, Noon.AddHours(1), Token));

        var found = (await FoundAsync("key-1")).Passkey;
        Assert.Equal(counts ? (now, true, Noon.AddHours(1)) : (before, false, null), (found.SignCount, found.IsBackedUp, found.LastUsedAt));
    }

    [Fact]
    public async Task A_removed_key_is_not_brought_back_by_its_use()
    {
        await PersonAsync("ana");
        await Passkeys.PutAsync("ana", Key("key-1"), Token);

        Assert.True(await Passkeys.RemoveAsync("ana", "key-1", Token));

        Assert.False(await Passkeys.NoteUseAsync("ana", "key-1", 6, isBackedUp: false, Noon, Token));
        Assert.Empty(await Passkeys.ListAsync("ana", Token));
        Assert.False(await Passkeys.RemoveAsync("ana", "key-1", Token));
    }

    [Fact]
    public async Task Whoever_is_gone_has_no_keys()
    {
        await PersonAsync("ana");
        await Passkeys.PutAsync("ana", Key("key-1"), Token);

        await Database.WriteAsync(
            async transaction =>
            {
                await using var command = transaction.Connection!.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "DELETE FROM person WHERE id = 'ana'";
                await command.ExecuteNonQueryAsync(Token);
            },
            Token);

        Assert.Null(await Passkeys.FindAsync("key-1", Token));
    }

    [Fact]
    public async Task Of_those_who_end_the_same_challenge_one_is_first()
    {
        var ended = new EndedSessionStore(Database);

        var firsts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ended.EndAsync("challenge", Noon.AddHours(1), Noon, Token)));

        Assert.Single(firsts, first => first);
    }

    private static Passkey Key(string id) => new()
    {
        Id = id,
        Name = "laptop",
        PublicKey = "cGs",
        SignCount = 5,
        IsUserVerified = true,
        IsBackupEligible = false,
        IsBackedUp = false,
        AttestationObject = "YW8",
        ClientData = "Y2Q",
        CreatedAt = Noon,
    };

    private async Task<(string PersonId, Passkey Passkey)> FoundAsync(string id)
    {
        var found = await Passkeys.FindAsync(id, Token);
        Assert.NotNull(found);
        return found.Value;
    }

    private async Task PersonAsync(string id) =>
        Assert.True(await new PersonStore(Database).AddAsync(new() { Id = id, Email = id + "@here.example", NormalizedEmail = id.ToUpperInvariant(), Name = id, Organisation = "here", CreatedAt = Noon }, Token));
}
