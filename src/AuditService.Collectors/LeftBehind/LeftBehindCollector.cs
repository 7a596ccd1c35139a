using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Identifiers;
using AuditService.Collectors.PersonalData.Texts;
using AuditService.Collectors.SourceCode;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.LeftBehind;

/// <summary>
/// Looks for people in what work leaves behind: outputs of notebooks, logs, code; and, apart, in what tests feed on (RGPD art. 5(1)(b), 5(1)(c)). A line proves it where a
/// number with its key stands, or where two things of somebody stand together; a lone address is for a person to weigh.
/// </summary>
internal sealed class LeftBehindCollector(TimeProvider time, PersonalDataDetector? detector = null) : IFactCollector
{
    private const string Artefacts = "privacy.personalDataInArtefacts";

    private const string Tests = "privacy.realPeopleInTests";

    private const int LinesTogether = 200;

    private const int MostCharacters = 2_000_000;

    private const int LeastOfLone = 3;

    private const double Proven = 0.9;

    private const double ToWeigh = 0.5;

    private const double LeastConfidence = 0.65;

    private static readonly BoundedRegex TestPath = new(@"(^|/)(tests?|spec|specs|__tests__|testdata|test-data|fixtures?|__fixtures__|mocks?|__mocks__|seeds?|seeders?|factories|samples?|examples?|demo)/|(^|/)(test_|seed|fixture|conftest)[^/]*$|[._-](test|spec|seed|fixture)s?\.[a-z]+$", RegexOptions.IgnoreCase);

    /// <summary>Who wrote a program is named in it of right.</summary>
    private static readonly BoundedRegex Credits = new(@"\b(authors?|auteurs?|maintainers?|copyright|licen[cs]e|contributors?|credits?|commit|signed-off-by|reported\s+by|noreply|no-reply)\b|©", RegexOptions.IgnoreCase);

    /// <summary>A desk, not a person.</summary>
    private static readonly BoundedRegex Desk = new(@"^(contact|info|infos|support|admin|administrateur|webmaster|noreply|no-reply|ne-pas-repondre|postmaster|root|git|hello|bonjour|dpo|rgpd|privacy|security|securite|service|mairie|accueil|secretariat|sales|press|jobs|rh|hr|help|aide|team|dev|test|user|utilisateur|nom|prenom|name|email|mail|foo|bar)([.+_-]?\w*)?@", RegexOptions.IgnoreCase);

    private readonly PersonalDataDetector detector = detector ?? new(time);

    public CollectorIdentity Identity { get; } = new("left-behind", 2);

    public IReadOnlyCollection<string> States { get; } = [Artefacts, Tests];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Files.Where(IsLookedAt).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var input = string.Join('\n', files.Select(file => $"{file.Path}|{file.Sha256}")) + $"|{context.Settings.MaximumTextFile}|{context.Settings.MaximumObservations}|{detector.Recognizers}";
        yield return new("left behind", input, [], cancellation => Task.Run(() => State(files, context, cancellation), cancellation));
    }

    /// <summary>Code, notebooks and logs of the author's, and tables of fixtures, which no other sense reads.</summary>
    private static bool IsLookedAt(DossierFile file) =>
        file.Nature.SetApart is null && (file.Nature.Kind == FileKind.SourceCode || file.Nature.Format is "log" or "sql-dump")
        || (file.Nature is { Kind: FileKind.Dataset, SetApart: Inventory.SetApart.Fixture, Format: "csv" or "tsv" or "psv" or "json" or "jsonl" or "sql-dump" } && TestPath.IsMatch(file.Path));

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> files, CollectionContext context, CancellationToken cancellation)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked);
        if (files.Count == 0)
        {
            var none = new Unavailability(UnavailableBecause.NotFound, new("le dossier ne contient ni code, ni carnet, ni journal", "the dossier holds no code, notebook or log"));
            return [.. States.Select(key => Fact.Unavailable(Subject.Dossier, key, none, provenance))];
        }

        var (artefacts, tests) = (new List<Observation>(), new List<Observation>());
        var unread = 0;
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.Size > context.Settings.MaximumTextFile) unread++;
            var isTest = TestPath.IsMatch(file.Path);
            foreach (var text in Texts(file, context))
            {
                // What a person wrote in a test is invented more often than not: to be weighed.
                if (isTest) tests.AddRange(Seen(text, isOutput: true).Select(one => one with { Confidence = ToWeigh }));
                else artefacts.AddRange(Seen(text, text.IsOutput));
            }
        }

        return [Known(Artefacts, artefacts), Known(Tests, tests)];

        Fact Known(string key, List<Observation> seen) => seen.Count == 0 && unread > 0
            ? Fact.Unavailable(Subject.Dossier, key, new(UnavailableBecause.RefusedByLimit, new($"rien dans la partie lue, mais {unread} fichiers sont trop longs", $"nothing in the part that was read, but {unread} files are too long")), provenance)
            : Fact.Known(Subject.Dossier, key, new ObservationsValue([.. seen.OrderByDescending(one => one.Confidence).Take(context.Settings.MaximumObservations)], seen.Count), provenance);
    }

    private static IReadOnlyList<SourceText> Texts(DossierFile file, CollectionContext context)
    {
        using var stream = context.Content.Open(file.Sha256);
        var bytes = new byte[(int)Math.Min(file.Size, context.Settings.MaximumTextFile)];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return SourceReader.Read(file.Path, file.Nature, read == bytes.Length ? bytes : bytes[..read], out _);
    }

    /// <summary>One sighting a text: the line that proves most, with how many like it there are.</summary>
    private IEnumerable<Observation> Seen(SourceText text, bool isOutput)
    {
        var (proven, lone) = (new List<Sighted>(), new List<Sighted>());
        foreach (var (content, start) in Chunks(text.Text))
        {
            var spans = detector.FindIn(content).Where(span => Counts(content, span)).ToList();
            foreach (var line in spans.GroupBy(span => content.AsSpan(0, span.Start).Count('\n')))
            {
                var whole = LineOf(content, line.First().Start);
                if (Credits.IsMatch(whole)) continue;
                var kinds = line.Select(span => span.Category).Distinct().ToList();
                var first = line.First();
                var sighted = new Sighted(start + first.Start, kinds, Mask.Excerpt(first.Category, content[first.Start..first.End]));
                if (kinds.Exists(HasKey) || (isOutput && kinds.Count >= 2)) proven.Add(sighted);
                else if (isOutput) lone.Add(sighted);
            }
        }

        if (proven.Count > 0) yield return Told(text, proven, Proven);
        else if (lone.Count >= LeastOfLone) yield return Told(text, lone, ToWeigh);
    }

    private static bool HasKey(PersonalDataCategory category) => category is PersonalDataCategory.Nir or PersonalDataCategory.Iban or PersonalDataCategory.Rib or PersonalDataCategory.Card;

    private static bool Counts(string text, PersonalDataSpan span)
    {
        var value = text.AsSpan(span.Start, span.End - span.Start);
        return span.Category switch
        {
            PersonalDataCategory.Nir or PersonalDataCategory.Iban or PersonalDataCategory.Rib or PersonalDataCategory.Card => span.Confidence >= LeastConfidence,
            PersonalDataCategory.Email => !OnlineIdentifiers.IsExampleEmail(value) && !Desk.IsMatch(value.ToString()),
            PersonalDataCategory.Phone => !PhoneNumber.IsFiction(value),
            PersonalDataCategory.Name or PersonalDataCategory.LastName or PersonalDataCategory.Address or PersonalDataCategory.BirthDate => span.Confidence >= LeastConfidence,
            _ => false,
        };
    }

    private static IEnumerable<(string Content, int Start)> Chunks(string text)
    {
        var end = Math.Min(text.Length, MostCharacters);
        for (var start = 0; start < end;)
        {
            var (stop, lines) = (start, 0);
            while (stop < end && lines < LinesTogether)
            {
                if (text[stop++] == '\n') lines++;
            }

            yield return (text[start..stop], start);
            start = stop;
        }
    }

    private static string LineOf(string text, int at)
    {
        var start = text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        var end = text.IndexOf('\n', at);
        return text[Math.Min(start, at)..(end < 0 ? text.Length : end)];
    }

    private static Observation Told(SourceText text, List<Sighted> lines, double confidence)
    {
        var (line, column) = text.Position(lines[0].At);
        var kinds = lines.SelectMany(one => one.Kinds).Distinct().Order().ToList();
        var place = text.Place?.Invoke(text.LineIndex(lines[0].At));
        return new(
            Location.File(text.Path, line, column),
            lines[0].Excerpt,
            new(
                $"{lines.Count} {(lines.Count == 1 ? "ligne" : "lignes")} avec {string.Join(", ", kinds.Select(kind => kind.Label().Fr))}{(place is null ? "" : $" ({place.Fr})")}",
                $"{lines.Count} {(lines.Count == 1 ? "line" : "lines")} with {string.Join(", ", kinds.Select(kind => kind.Label().En))}{(place is null ? "" : $" ({place.En})")}"),
            confidence);
    }

    private sealed record Sighted(int At, IReadOnlyList<PersonalDataCategory> Kinds, string Excerpt);
}
