using AuditService.Core.Accessibility;

namespace AuditService.Tests.Core.Accessibility;

public sealed class GridEntryTests
{
    private static readonly GridEntry Entry = GridEntry.After(null, "a", "rgaa-4.1 4.1.2", new("1.1", "p", CriterionStatus.NonCompliant, false, "mend", ""), "Anne", DateTimeOffset.UnixEpoch, "f");

    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static Dictionary<string, Func<GridEntry, GridEntry>> Changed { get; } = new()
    {
        ["audit"] = entry => entry with { AuditId = "b" },
        ["referential"] = entry => entry with { Referential = "rgaa-5 5.0" },
        ["criterion"] = entry => entry with { Verdict = entry.Verdict with { Criterion = "1.2" } },
        ["page"] = entry => entry with { Verdict = entry.Verdict with { Page = "q" } },
        ["status"] = entry => entry with { Verdict = entry.Verdict with { Status = CriterionStatus.Compliant } },
        ["derogation"] = entry => entry with { Verdict = entry.Verdict with { Derogation = true } },
        ["a comment moved to the next column"] = entry => entry with { Verdict = entry.Verdict with { Changes = "", DerogationComment = "mend" } },
        ["author"] = entry => entry with { Author = "Paul" },
        ["at"] = entry => entry with { At = entry.At.AddMilliseconds(1) },
        ["file"] = entry => entry with { File = "g" },
        ["sequence"] = entry => entry with { Sequence = 2 },
        ["previous"] = entry => entry with { PreviousHash = "0" },
    };

    [Fact]
    public void An_entry_that_nobody_touched_is_intact() => Assert.True(Entry.IsIntact);

    [Theory]
    [MemberData(nameof(Changes))]
    public void No_part_of_an_entry_changes_without_its_hash_telling(string change) => Assert.False(Changed[change](Entry).IsIntact);
}
