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
        var proof = await session.Services.GetRequiredService<App.Reviews.VerifyTrail>().ProveAsync(head, cancellation);
        if (proof is { BrokenAt: { } broken, Why: { } why })
        {
            session.Output.WriteLine(session.Say($"Journal rompu à l'entrée {broken} : {why.Fr}.", $"Trail broken at entry {broken}: {why.En}."));
            return ExitCode.GateFailed;
        }

        session.Output.WriteLine(session.Say($"Journal intact : {proof.Entries} entrée(s). Tête {proof.Head}", $"Trail intact: {proof.Entries} entries. Head {proof.Head}"));
        return ExitCode.Done;
    }
}
