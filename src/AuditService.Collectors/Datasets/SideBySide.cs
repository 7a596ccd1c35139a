using System.Runtime.ExceptionServices;
using DuckDB.NET.Data;

namespace AuditService.Collectors.Datasets;

/// <summary>
/// Does what is independent two at a time: a question ends with a part that one core works out alone (a sort, the last merge of groups), and the other core would wait.
/// The memory of the engine is one for all, so the bound holds.
/// </summary>
internal static class SideBySide
{
    private const int Lanes = 2;

    /// <param name="works">Independent of one another; each may be begun anew.</param>
    public static void Do(params IReadOnlyList<Action> works)
    {
        var tooLarge = new bool[works.Count];
        Each(Enumerable.Range(0, works.Count), i =>
        {
            try
            {
                works[i]();
            }
            catch (DuckDBException exception) when (IsShortOfMemory(exception))
            {
                tooLarge[i] = true;
            }
        });
        // What found no room beside another has it all now.
        for (var i = 0; i < works.Count; i++)
        {
            if (tooLarge[i]) works[i]();
        }
    }

    public static void Each<T>(IEnumerable<T> items, Action<T> work)
    {
        try
        {
            Parallel.ForEach(items, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, work);
        }
        catch (AggregateException several)
        {
            // As if it had been done by one: the first failure is the failure.
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }

    private static bool IsShortOfMemory(DuckDBException exception) => exception.Message.Contains("Out of Memory", StringComparison.OrdinalIgnoreCase);
}
