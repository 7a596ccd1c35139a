using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit verify-trail</c>: proves that no review of a finding was changed, removed or inserted afterwards.</summary>
internal static class VerifyTrail
{
    public static Command Command()
    {
        var head = new Option<string?>("--head") { Description = "Empreinte de tête notée auparavant : elle doit encore y être | Head noted before: it must still be there", HelpName = "HASH" };
        var verify = new Command("verify-trail", "Prouve l'intégrité du journal des revues | Proves the integrity of the trail of reviews") { head };
        verify.SetAction((command, token) => AuditProgram.InStoreAsync(command, session => VerifyAsync(session, command.GetValue(head), token)));
        return verify;
    }

    private static async Task<int> VerifyAsync(Session session, string? head, CancellationToken cancellation)
    {
        var (reviews, grids) = await session.Services.GetRequiredService<App.Reviews.VerifyTrail>().ProveAsync(head, cancellation);
        var hold = Told(session, reviews, session.Say("Journal", "Trail"));
        if (grids.Entries > 0 || !grids.Holds)
            hold &= Told(session, grids, session.Say("Journal des grilles", "Trail of grids"));
        return hold ? ExitCode.Done : ExitCode.GateFailed;
    }

    private static bool Told(Session session, Core.Reviews.TrailProof proof, string trail)
    {
        session.Output.WriteLine(proof is { BrokenAt: { } broken, Why: { } why }
            ? session.Say($"{trail} rompu à l'entrée {broken} : {why.Fr}.", $"{trail} broken at entry {broken}: {why.En}.")
            : session.Say($"{trail} intact : {proof.Entries} entrée(s). Tête {proof.Head}", $"{trail} intact: {proof.Entries} entries. Head {proof.Head}"));
        return proof.Holds;
    }
}
