using System.Runtime.InteropServices;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.IntegrationTests.Runs;

/// <summary>A collector of a third party that takes all the memory there is, or dies, where a dossier has a file of that name; elsewhere it has nothing to do.</summary>
public sealed class GluttonCollector : IFactCollector
{
    public const string Key = "dossier.glutton";

    public const string HeedingItsStop = "glutton-heeds.txt";

    public const string DeafToItsStop = "glutton-is-deaf.txt";

    public const string OutsideTheHeap = "glutton-native.txt";

    public const string AllAtOnce = "glutton-at-once.txt";

    public const string Waiting = "glutton-waits.txt";

    private const int Piece = 8 * 1024 * 1024;

    public CollectorIdentity Identity { get; } = new("glutton", 1);

    public IReadOnlyCollection<string> States { get; } = [Key];

    public IEnumerable<CollectionStep> Plan(CollectionContext context) =>
        from file in context.Dossier.Files
        where file.Path is HeedingItsStop or DeafToItsStop or OutsideTheHeap or AllAtOnce or Waiting
        select new CollectionStep(file.Path, InputHash: null, [], token => EatAsync(file.Path, token));

    private async Task<IReadOnlyList<Fact>> EatAsync(string how, CancellationToken stop)
    {
        var eaten = new List<byte[]>();
        switch (how)
        {
            case Waiting:
                await Task.Delay(TimeSpan.FromSeconds(9), stop);
                break;
            case HeedingItsStop:
                while (true)
                {
                    stop.ThrowIfCancellationRequested();
                    eaten.Add(Filled());
                    await Task.Delay(100, CancellationToken.None);
                }

            case DeafToItsStop:
                // Up to where it is told to stop and no further: it would hold that for ever.
                while (!stop.IsCancellationRequested)
                {
                    eaten.Add(Filled());
                    await Task.Delay(100, CancellationToken.None);
                }

                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                GC.KeepAlive(eaten);
                break;
            case OutsideTheHeap:
                while (true)
                    EatOutsideTheHeap();
            case AllAtOnce:
                while (true)
                    eaten.Add(Filled());
        }

        return [Fact.Known(Subject.Dossier, Key, new NumberValue(eaten.Count), new(Identity, EvidenceGrade.MachineChecked))];
    }

    private static byte[] Filled()
    {
        var piece = new byte[Piece];
        Array.Fill(piece, (byte)1);
        return piece;
    }

    private static void EatOutsideTheHeap()
    {
        var piece = Marshal.AllocHGlobal(Piece);
        for (var page = 0; page < Piece; page += 4_096)
            Marshal.WriteByte(piece, page, 1);
    }
}
