using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Storage.Audits;

namespace AuditService.App.Audits;

/// <summary>What the memory holds, for those who ask: the doors know no storage.</summary>
public sealed class StoredAudits(AuditStore store)
{
    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<AuditLine>> ListAsync(int take, CancellationToken cancellation) => store.ListAsync(take, cancellation);

    /// <param name="idOrBeginning">An id or its beginning; null or <c>latest</c> for the newest audit, <c>previous</c> for the one before of the same project.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <remarks>Throws <see cref="AuthorMistakesException"/> when there is no such audit, or several.</remarks>
    public async Task<Audit> FindAsync(string? idOrBeginning, CancellationToken cancellation)
    {
        if (idOrBeginning == CompareAudits.Latest)
            idOrBeginning = null;
        if (idOrBeginning == CompareAudits.Previous)
            return await BeforeAsync(await FindAsync(null, cancellation), cancellation);
        if (idOrBeginning is not null && await store.MatchAsync(idOrBeginning, cancellation) is { Count: > 1 } several)
            throw Mistake(idOrBeginning, $"Plusieurs audits commencent ainsi : {string.Join(", ", several.Select(audit => audit.Id))}.", $"Several audits begin so: {string.Join(", ", several.Select(audit => audit.Id))}.");
        return await store.FindAsync(idOrBeginning, cancellation) ?? throw (idOrBeginning is null
            ? Mistake("latest", "Aucun audit enregistré.", "No audit is stored.")
            : Mistake(idOrBeginning, "Aucun audit enregistré de cet identifiant (« audit list » les montre).", "No stored audit has this id (\"audit list\" shows them)."));
    }

    /// <summary>The id of the audit that <see cref="FindAsync"/> finds, without reading it: an audit whose rows were altered has one too.</summary>
    public async Task<string> IdOfAsync(string? idOrBeginning, CancellationToken cancellation)
    {
        if (idOrBeginning == CompareAudits.Previous)
            return (await FindAsync(idOrBeginning, cancellation)).Id;
        var found = idOrBeginning is null or CompareAudits.Latest ? await store.ListAsync(1, cancellation) : await store.MatchAsync(idOrBeginning, cancellation);
        return found is [var only] ? only.Id : (await FindAsync(idOrBeginning, cancellation)).Id;
    }

    /// <summary>The audit of the same project just before this one. Throws <see cref="AuthorMistakesException"/> when it is the first.</summary>
    public async Task<Audit> BeforeAsync(Audit audit, CancellationToken cancellation) =>
        await store.PageAsync(audit.Project, audit.Id, take: 1, cancellation) is [var previous]
            ? await FindAsync(previous.Id, cancellation)
            : throw Mistake(CompareAudits.Previous, $"L'audit {audit.Id} est le premier du projet « {audit.Project} » : rien ne le précède.", $"The audit {audit.Id} is the first of the project \"{audit.Project}\": nothing is before it.");

    internal static AuthorMistakesException Mistake(string argument, string fr, string en) => new([new AuthorProblem(new(argument, 1, 1), fr, en)]);
}
