using System.Reflection;
using AuditService.Collectors;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Architecture;

/// <summary>The house of the design, held by tests: who may know whom.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly[] House = [.. Reachable(Assembly.Load("audit")).Where(assembly => assembly.GetName().Name is { } name && (name == "audit" || name.StartsWith("AuditService.", StringComparison.Ordinal)))];

    [Fact]
    public void The_whole_house_is_looked_at() =>
        Assert.Superset(
            new HashSet<string>(["audit", "AuditService.App", "AuditService.Authoring", "AuditService.Browser", "AuditService.Collectors", "AuditService.Core", "AuditService.Reports", "AuditService.Storage"]),
            House.Select(Name).ToHashSet());

    [Fact]
    public void Core_knows_the_base_library_only_and_no_input_or_output() =>
        Assert.All(References("AuditService.Core"), reference => Assert.True(
            reference.StartsWith("System", StringComparison.Ordinal)
            && !reference.StartsWith("System.Net", StringComparison.Ordinal)
            && !reference.StartsWith("System.IO", StringComparison.Ordinal)
            && !reference.StartsWith("System.Data", StringComparison.Ordinal),
            reference));

    [Theory]
    [InlineData("Dapper", "AuditService.Storage")]
    [InlineData("Microsoft.Data.Sqlite", "AuditService.Storage")]
    [InlineData("YamlDotNet", "AuditService.Authoring")]
    [InlineData("AngleSharp", "AuditService.Collectors")]
    [InlineData("DuckDB.NET.Data", "AuditService.Collectors")]
    [InlineData("DocumentFormat.OpenXml", "AuditService.Collectors")]
    [InlineData("UglyToad.PdfPig", "AuditService.Collectors")]
    [InlineData("MailKit", "AuditService.App")]
    [InlineData("MimeKit", "AuditService.App")]
    [InlineData("Spectre.Console", "audit")]
    [InlineData("System.CommandLine", "audit")]
    public void A_library_has_one_room(string library, string room)
    {
        var users = House.Where(assembly => References(Name(assembly)).Any(reference => reference == library)).Select(Name).ToList();

        Assert.Equal([room], users);
    }

    [Fact]
    public void Only_the_browser_and_the_collectors_know_Playwright() =>
        Assert.Subset(
            new HashSet<string>(["AuditService.Browser", "AuditService.Collectors"]),
            House.Where(assembly => References(Name(assembly)).Contains("Microsoft.Playwright")).Select(Name).ToHashSet());

    [Theory]
    [InlineData("AuditService.Core")]
    [InlineData("AuditService.Authoring", "AuditService.Core")]
    [InlineData("AuditService.Browser", "AuditService.Core")]
    [InlineData("AuditService.Storage", "AuditService.Core")]
    [InlineData("AuditService.Reports", "AuditService.Core", "AuditService.Browser")]
    [InlineData("AuditService.Collectors", "AuditService.Core", "AuditService.Authoring", "AuditService.Browser")]
    public void References_point_to_Core(string room, params string[] allowed) =>
        Assert.Subset(allowed.ToHashSet(), References(room).Where(reference => reference.StartsWith("AuditService.", StringComparison.Ordinal)).ToHashSet());

    [Fact]
    public void The_doors_do_not_know_the_storage() =>
        Assert.DoesNotContain("AuditService.Storage", References("audit"));

    [Fact]
    public void Every_collector_comparison_and_cross_check_is_sealed_and_internal() =>
        Assert.All(
            typeof(Senses).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && (type.IsAssignableTo(typeof(IFactCollector)) || type.IsAssignableTo(typeof(IComparison)) || type.IsAssignableTo(typeof(ICrossCheck)))),
            type => Assert.True(type.IsSealed && !type.IsPublic, type.FullName));

    [Fact]
    public void Every_service_and_value_is_sealed() =>
        Assert.All(
            House.SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsClass: true, IsPublic: true, IsAbstract: false, IsSealed: false, Namespace: not null } && !type.Name.Contains('<', StringComparison.Ordinal) && !IsRazor(type)),
            type => Assert.True(House.SelectMany(assembly => assembly.GetTypes()).Any(other => other.BaseType == type), $"{type.FullName} is neither sealed nor derived from"));

    /// <summary>Read off the using directives, which hold for method bodies too; what lies deeper belongs to the room of its first folder.</summary>
    [Fact]
    public void No_two_rooms_of_a_project_know_each_other_in_a_circle()
    {
        foreach (var project in Directory.EnumerateDirectories(Repository.PathOf("src")).Select(Path.GetFileName).OfType<string>())
        {
            var known = Directory.EnumerateFiles(Repository.PathOf("src", project), "*.cs", SearchOption.AllDirectories)
                .Select(File.ReadAllLines)
                .Select(lines => (Room: lines.Select(line => RoomOf(line, "namespace ", project)).FirstOrDefault(room => room is not null), Uses: lines.Select(line => RoomOf(line, "using ", project)).OfType<string>()))
                .Where(file => file.Room is not null)
                .SelectMany(file => file.Uses.Where(used => used != file.Room).Select(used => (From: file.Room!, To: used)))
                .ToLookup(pair => pair.From, pair => pair.To, StringComparer.Ordinal);
            foreach (var room in known.Select(from => from.Key))
                Assert.False(ReachableFrom(room, known).Contains(room), $"{project}: {room} comes back to itself through {string.Join(", ", known[room].Distinct().Order(StringComparer.Ordinal))}");
        }

        static string? RoomOf(string line, string keyword, string project) =>
            line.StartsWith($"{keyword}{project}.", StringComparison.Ordinal) && line.EndsWith(';') ? line[(keyword.Length + project.Length + 1)..^1].Split('.')[0] : null;

        static HashSet<string> ReachableFrom(string room, ILookup<string, string> known)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var next = new Stack<string>(known[room]);
            while (next.TryPop(out var reached))
            {
                if (!seen.Add(reached))
                    continue;
                foreach (var further in known[reached])
                    next.Push(further);
            }

            return seen;
        }
    }

    [Fact]
    public void No_name_says_nothing() =>
        Assert.All(
            House.SelectMany(assembly => assembly.GetTypes()).Select(type => type.Name).Where(name => !name.StartsWith('<')),
            name => Assert.False(name.EndsWith("Manager", StringComparison.Ordinal) || name.EndsWith("Helper", StringComparison.Ordinal) || name.EndsWith("Helpers", StringComparison.Ordinal) || name.EndsWith("Util", StringComparison.Ordinal) || name.EndsWith("Utils", StringComparison.Ordinal) || name is "Common", name));

    /// <summary>Made by the Razor compiler, which seals nothing.</summary>
    private static bool IsRazor(Type type) => type.BaseType?.Name == "ComponentBase" || type.Name == "_Imports";

    private static string Name(Assembly assembly) => assembly.GetName().Name!;

    private static List<string> References(string room) => [.. House.Single(assembly => Name(assembly) == room).GetReferencedAssemblies().Select(reference => reference.Name!)];

    private static HashSet<Assembly> Reachable(Assembly from)
    {
        var known = new HashSet<Assembly>();
        var next = new Stack<Assembly>([from]);
        while (next.TryPop(out var assembly))
        {
            if (!known.Add(assembly))
                continue;
            foreach (var reference in assembly.GetReferencedAssemblies().Where(reference => reference.Name!.StartsWith("AuditService.", StringComparison.Ordinal)))
                next.Push(Assembly.Load(reference));
        }

        return known;
    }
}
