using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AuditService.Collectors.Documents;
using AuditService.Collectors.Isolation;
using AuditService.Core.Facts;
using AuditService.Tests;
using AuditService.Tests.Collectors.Documents;

namespace AuditService.IntegrationTests.Isolation;

/// <summary>Real children: the program itself, and one that does to its parent what a hostile document could make a parser do.</summary>
public sealed class IsolatedDocumentReaderTests
{
    private static readonly ChildProgram Own = ChildProgram.Find("audit", DocumentChild.Verb);

    private static readonly ChildProgram Misbehaving = ChildProgram.Find("AuditService.MisbehavingChild", "read");

    private static readonly ChildLimits Tight = new()
    {
        HeapBytes = 100 * 1024 * 1024,
        MemoryBytes = 400 * 1024 * 1024,
        ProcessorTime = TimeSpan.FromSeconds(4),
        WallTime = TimeSpan.FromSeconds(60),
        OutputBytes = 1024 * 1024,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("allocates", UnavailableBecause.RefusedByLimit, "ChildHeapMegabytes")]
    [InlineData("allocates outside the heap", UnavailableBecause.RefusedByLimit, "ChildMemoryMegabytes")]
    [InlineData("loops", UnavailableBecause.RefusedByLimit, "ChildCpuSeconds")]
    [InlineData("recurses", UnavailableBecause.Unreadable, "stack overflowed")]
    [InlineData("floods", UnavailableBecause.RefusedByLimit, "ChildOutputMegabytes")]
    [InlineData("exits", UnavailableBecause.Unreadable, "without a whole answer")]
    [InlineData("exits with 3", UnavailableBecause.Unreadable, "code 3")]
    [InlineData("writes half a message", UnavailableBecause.Unreadable, "without a whole answer")]
    [InlineData("talks nonsense", UnavailableBecause.Unreadable, "without a whole answer")]
    [InlineData("throws", UnavailableBecause.Unreadable, "ended with code")]
    public async Task What_a_document_does_to_its_reader_is_said_and_the_next_one_is_read(string document, UnavailableBecause because, string reason)
    {
        var started = Stopwatch.StartNew();

        var readings = await ReadAsync(Misbehaving, Tight, "before.txt", document, "after.txt");

        Assert.Null(readings[0].Unreadable);
        Assert.Equal(because, readings[1].Unreadable?.Because);
        Assert.Contains(reason, readings[1].Unreadable!.Detail.En, StringComparison.Ordinal);
        Assert.Null(readings[2].Unreadable);
        Assert.Equal(["before.txt", document, "after.txt"], readings.Select(reading => reading.Source));
        Assert.True(started.Elapsed < Tight.WallTime, $"{started.Elapsed}");
    }

    [Fact]
    public async Task A_document_that_waits_for_ever_is_stopped_by_the_clock_and_may_be_tried_at_the_next_audit()
    {
        var readings = await ReadAsync(Misbehaving, Tight with { WallTime = TimeSpan.FromSeconds(5) }, "sleeps", "after.txt");

        Assert.Equal(UnavailableBecause.TimedOut, readings[0].Unreadable?.Because);
        Assert.Null(readings[1].Unreadable);
    }

    [Fact]
    public async Task A_document_that_its_predecessors_spoiled_is_read_alone_in_a_fresh_child()
    {
        var readings = await ReadAsync(Misbehaving, Tight, "before.txt", "exits unless alone", "after.txt");

        Assert.All(readings, reading => Assert.Null(reading.Unreadable));
    }

    [Fact]
    public async Task A_child_is_replaced_after_its_share_of_documents()
    {
        var readings = await ReadAsync(Misbehaving, Tight with { Contents = 1 }, "one.txt", "exits unless alone");

        Assert.All(readings, reading => Assert.Null(reading.Unreadable));
        Assert.Empty(messages.Lines);
    }

    [Fact]
    public async Task Each_early_end_is_told_by_its_kind_and_not_by_the_words_of_the_document()
    {
        await ReadAsync(Misbehaving, Tight, "throws");

        var line = Assert.Single(messages.Lines);
        Assert.Contains("System.InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("jean.martin", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_child_prints_and_complains_of_disturbs_nothing()
    {
        var readings = await ReadAsync(Misbehaving, Tight, "prints", "complains at length", "after.txt");

        Assert.All(readings, reading => Assert.Null(reading.Unreadable));
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("exit-at-once")]
    public async Task When_no_child_starts_every_document_says_so_at_once(string how)
    {
        var program = how == "absent" ? new ChildProgram(Path.Combine(AppContext.BaseDirectory, "absent"), []) : ChildProgram.Find("AuditService.MisbehavingChild", how);

        var readings = await ReadAsync(program, Tight, [.. Enumerable.Range(0, 200).Select(number => $"{number}.txt")]);

        Assert.All(readings, reading => Assert.Equal(UnavailableBecause.CollectorFailed, reading.Unreadable?.Because));
        Assert.Contains("did not start", readings[0].Unreadable!.Detail.En, StringComparison.Ordinal);
        Assert.Single(messages.Lines.Distinct());
    }

    [Fact]
    public async Task Nothing_of_the_environment_reaches_the_child_but_what_its_runtime_needs()
    {
        Environment.SetEnvironmentVariable("AuditService__Access__OpenIdConnect__ClientSecret", "s3cret");
        try
        {
            var told = (await ReadAsync(Misbehaving, Tight, "tells its environment"))[0].Title!;

            Assert.Contains("DOTNET_GCHeapHardLimit=6400000", told, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", told, StringComparison.Ordinal);
            Assert.DoesNotContain("HOME=", told, StringComparison.Ordinal);
            Assert.DoesNotContain("PATH=", told.Replace("LD_LIBRARY_PATH=", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AuditService__Access__OpenIdConnect__ClientSecret", null);
        }
    }

    [Fact]
    public async Task A_child_writes_no_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The limit on file sizes is one of Unix.");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var reading = await ReadAsync(Misbehaving, [new("writes a file", () => new MemoryStream(Encoding.UTF8.GetBytes(path)))]);

            Assert.NotNull(reading[0].Unreadable);
            Assert.True(!File.Exists(path) || new FileInfo(path).Length == 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task The_readings_are_those_of_the_same_parsers_in_this_process()
    {
        (string Name, byte[] Bytes)[] documents =
        [
            .. Directory.EnumerateFiles(Repository.PathOf("samples"), "*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path) is ".md" or ".docx" or ".pptx" or ".pdf" or ".html")
                .Select(path => (path, File.ReadAllBytes(path))),
            ("clean.pdf", new SomePdf().Build()),
            ("clean.docx", SomeWord.Clean()),
            ("clean.pptx", new SomeSlides().Build()),
            ("broken.pdf", new SomePdf().Build()[..400]),
            ("misnamed.pdf", SomeWord.Clean()),
            ("empty.docx", []),
        ];

        var readings = await ReadAsync(Own, [.. documents.Select(document => new DocumentContent(document.Name, () => new MemoryStream(document.Bytes)))], new());

        Assert.True(documents.Length > 20);
        Assert.Empty(messages.Lines);
        foreach (var (document, reading) in documents.Zip(readings))
            Assert.Equal(Told(DocumentReader.Read(document.Name, document.Bytes)), Told(reading));
    }

    [Fact]
    public async Task A_child_that_has_read_every_format_holds_no_socket_and_no_file_and_has_loaded_no_network_code()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process holds is read off /proc.");
        await using var child = await ChildProcess.StartAsync(Own, new(), Token);
        foreach (var content in new[] { new SomePdf().Build(), SomeWord.Clean(), new SomeSlides().Build(), Encoding.UTF8.GetBytes("# Titre\n\n[lien](https://exemple.fr)"), Encoding.UTF8.GetBytes("<!doctype html><img src=https://exemple.fr/i.png>") })
            await child.AskAsync(JsonSerializer.SerializeToUtf8Bytes(new DocumentRequest("d", DocumentLimits.Default, 1_000_000), DocumentMessages.Json.DocumentRequest), new MemoryStream(content), Token);

        var held = Directory.EnumerateFiles($"/proc/{child.Id}/fd").Select(fd => File.ResolveLinkTarget(fd, returnFinalTarget: false)?.ToString() ?? "").ToList();
        var loaded = await File.ReadAllTextAsync($"/proc/{child.Id}/maps", Token);

        Assert.Contains("AuditService.Collectors.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("System.Net.Sockets", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("System.Net.Http.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("AuditService.Storage", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain(held, target => target.Contains("socket:", StringComparison.Ordinal));
        Assert.All(held.Where(target => target.StartsWith('/') && !target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/proc/", StringComparison.Ordinal) && !target.StartsWith("/memfd:", StringComparison.Ordinal)),
            target => Assert.EndsWith(".dll", target.Replace(" (deleted)", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_kills_the_child_in_the_middle_of_a_document()
    {
        var child = await ChildProcess.StartAsync(Misbehaving, Tight, Token);
        await using (child)
        {
            using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            using var process = Process.GetProcessById(child.Id);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => child.AskAsync(
                JsonSerializer.SerializeToUtf8Bytes(new DocumentRequest("sleeps", DocumentLimits.Default, 1_000), DocumentMessages.Json.DocumentRequest), new MemoryStream(), cancelled.Token));

            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(5)));
        }
    }

    [Fact]
    public async Task When_the_time_for_documents_is_over_those_read_before_are_kept()
    {
        using var reader = new IsolatedDocumentReader(Misbehaving, Tight);

        var readings = await reader.ReadAsync(Contents(["before.txt", "sleeps", "after.txt"]), 1, TimeSpan.FromSeconds(8), messages, Token);

        Assert.Null(readings[0].Unreadable);
        Assert.All(readings.Skip(1), reading => Assert.Equal(UnavailableBecause.TimedOut, reading.Unreadable?.Because));
    }

    [Fact]
    public async Task A_child_whose_parent_is_gone_ends_though_its_parser_does_not()
    {
        var start = new ProcessStartInfo(Misbehaving.FileName, Misbehaving.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var child = Process.Start(start)!;
        try
        {
            await Frames.ReadAnswerAsync(child.StandardOutput.BaseStream, 0, Token);
            await Frames.WriteRequestAsync(
                child.StandardInput.BaseStream,
                JsonSerializer.SerializeToUtf8Bytes(new DocumentRequest("loops", DocumentLimits.Default, 1_000), DocumentMessages.Json.DocumentRequest), new MemoryStream(), Token);
            await Task.Delay(TimeSpan.FromSeconds(1), Token);
            Assert.False(child.HasExited);

            child.StandardInput.Close();

            Assert.True(child.WaitForExit(TimeSpan.FromSeconds(10)));
        }
        finally
        {
            child.Kill();
        }
    }

    [Fact]
    public async Task Many_documents_share_a_few_children_and_keep_their_order()
    {
        var names = Enumerable.Range(0, 60).Select(number => number % 20 == 7 ? "exits" : $"{number}.txt").ToList();

        var readings = await ReadAsync(Misbehaving, [.. Contents(names)], Tight with { Children = 2 }, parallelism: 4);

        Assert.Equal(names, readings.Select(reading => reading.Source));
        Assert.All(readings, reading => Assert.Equal(reading.Source == "exits", reading.Unreadable is not null));
    }

    private readonly Messages messages = new();

    private Task<IReadOnlyList<DocumentReading>> ReadAsync(ChildProgram program, ChildLimits limits, params string[] documents) => ReadAsync(program, Contents(documents), limits);

    private async Task<IReadOnlyList<DocumentReading>> ReadAsync(ChildProgram program, IReadOnlyList<DocumentContent> documents, ChildLimits? limits = null, int parallelism = 1)
    {
        using var reader = new IsolatedDocumentReader(program, limits ?? Tight);
        return await reader.ReadAsync(documents, parallelism, TimeSpan.FromMinutes(3), messages, Token);
    }

    private static List<DocumentContent> Contents(IEnumerable<string> names) => [.. names.Select(name => new DocumentContent(name, () => new MemoryStream("un deux trois"u8.ToArray())))];

    private static string Told(DocumentReading reading) => JsonSerializer.Serialize(reading, DocumentMessages.Json.DocumentReading);

    private sealed class Messages : IProgress<string>
    {
        public List<string> Lines { get; } = [];

        public void Report(string value)
        {
            lock (Lines)
                Lines.Add(value);
        }
    }
}
