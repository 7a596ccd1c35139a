using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.Inventory;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Integrity;

/// <summary>
/// Compares each model and data set with the hash that the dossier promises for it: in the manifest, in a list of checksums (SHA256SUMS), or in a file
/// beside it (<c>model.onnx.sha256</c>). A detached signature beside it is noted, not verified.
/// </summary>
internal sealed class IntegrityCollector : IFactCollector
{
    private const string Variants = "dossier.modelVariants";
    private const int MaximumList = 1024 * 1024;

    private static readonly string[] SignatureExtensions = [".sig", ".asc", ".sigstore", ".sigstore.json", ".minisig", ".p7s"];

    private static readonly (SubjectKind Kind, FileKind File)[] Kinds = [(SubjectKind.Model, FileKind.Model), (SubjectKind.Dataset, FileKind.Dataset)];

    public CollectorIdentity Identity { get; } = new("integrity", 1);

    public IReadOnlyCollection<string> States { get; } = [Variants, .. Kinds.SelectMany(kind => (string[])[Reference(kind.Kind), Matches(kind.Kind)])];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var subjects = Subjects(context.Dossier).Select(pair => pair.Subject).ToArray();
        // Cheap, and dependent on the manifest and on every path: stated anew each time.
        yield return new("integrity", InputHash: null, subjects, _ => Task.FromResult<IReadOnlyList<Fact>>([.. State(context)]));
    }

    private IEnumerable<Fact> State(CollectionContext context)
    {
        var dossier = context.Dossier;
        var promises = Promises(context);
        foreach (var (subject, file) in Subjects(dossier))
        {
            var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, Location.File(file.Path));
            var promised = promises.Where(promise => string.Equals(promise.Path, file.Path, StringComparison.Ordinal)).ToArray();
            var signatures = SignatureExtensions.Select(extension => file.Path + extension).Where(path => dossier.Find(path) is not null);
            yield return Fact.Known(subject, Reference(subject.Kind), new TextListValue([.. promised.Select(promise => promise.Source).Concat(signatures).Distinct(StringComparer.Ordinal)]), provenance);
            yield return promised.Length == 0
                ? Fact.Unavailable(subject, Matches(subject.Kind), new(UnavailableBecause.NotFound, new("le dossier n'annonce aucune empreinte pour ce fichier", "the dossier announces no hash for this file")), provenance)
                : Fact.Known(subject, Matches(subject.Kind), new BooleanValue(Array.TrueForAll(promised, promise => string.Equals(promise.Hash, file.Sha256, StringComparison.OrdinalIgnoreCase))), provenance);
        }

        var variants = dossier.Of(FileKind.Model).GroupBy(file => Names.Name(file.Path), StringComparer.Ordinal).Where(same => same.Select(file => file.Sha256).Distinct(StringComparer.Ordinal).Count() > 1)
            .SelectMany(same => same).Select(file => new Observation(Location.File(file.Path), Detail: new($"SHA-256 {file.Sha256[..12]}…", $"SHA-256 {file.Sha256[..12]}…"))).ToArray();
        yield return Fact.Known(Subject.Dossier, Variants, new ObservationsValue([.. variants.Take(context.Settings.MaximumObservations)], variants.Length), new(Identity, EvidenceGrade.MachineChecked));
    }

    private static IEnumerable<(Subject Subject, DossierFile File)> Subjects(Dossier dossier) =>
        Kinds.SelectMany(kind => dossier.Of(kind.File).Select(file => (new Subject(kind.Kind, file.Path), file)));

    private static List<(string Path, string Hash, string Source)> Promises(CollectionContext context)
    {
        var dossier = context.Dossier;
        var promises = new List<(string, string, string)>();
        foreach (var (path, hash) in dossier.Manifest.Models.Select(model => (model.Path, model.Sha256)).Concat(dossier.Manifest.DataSets.Select(set => (set.Path, set.Sha256))))
        {
            if (path is not null && hash is { Length: > 0 })
                promises.Add((path, Bare(hash), Dossier.ManifestFileName));
        }

        foreach (var list in dossier.Files.Where(file => file.Size is > 0 and <= MaximumList && IsList(file.Path)))
        {
            using var stream = context.Content.Open(list.Sha256);
            var bytes = new byte[(int)list.Size];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            promises.AddRange(Listed(list.Path, Encoding.UTF8.GetString(bytes, 0, read)).Select(pair => (pair.Path, pair.Hash, list.Path)));
        }
        return promises;
    }

    private static bool IsList(string path)
    {
        var name = Names.Name(path);
        return name is "sha256sums" or "sha256sums.txt" or "checksums.txt" or "checksums.sha256" or "checksum.txt" || name.EndsWith(".sha256", StringComparison.Ordinal) || name.EndsWith(".sha256sum", StringComparison.Ordinal);
    }

    /// <summary>Lines of sha256sum (<c>hash  name</c>, <c>SHA256 (name) = hash</c>), or a bare hash in a file named after its own.</summary>
    private static IEnumerable<(string Path, string Hash)> Listed(string path, string text)
    {
        var folder = path.LastIndexOf('/') is var cut and >= 0 ? path[..(cut + 1)] : "";
        foreach (var raw in text.Split('\n').Take(20_000))
        {
            var line = raw.Trim();
            var isTagged = line.StartsWith("SHA256 (", StringComparison.Ordinal);
            var hash = isTagged ? line[(line.LastIndexOf('=') + 1)..].Trim() : line.Split([' ', '\t'], 2)[0].TrimStart('\\');
            if (hash.Length != 2 * SHA256.HashSizeInBytes || !hash.All(char.IsAsciiHexDigit))
                continue;
            var name = isTagged ? line[8..Math.Max(8, line.LastIndexOf(')'))] : line.Length > hash.Length ? line[hash.Length..].TrimStart(' ', '\t', '*') : Path.GetFileNameWithoutExtension(path);
            if (name.StartsWith("./", StringComparison.Ordinal))
                name = name[2..];
            if (name.Length > 0)
                yield return (folder + name, hash);
        }
    }

    private static string Bare(string hash) => (hash.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? hash["sha256:".Length..] : hash).Trim();

    private static string Reference(SubjectKind kind) => kind == SubjectKind.Model ? "model.integrityReference" : "dataset.integrityReference";

    private static string Matches(SubjectKind kind) => kind == SubjectKind.Model ? "model.hashMatches" : "dataset.hashMatches";
}
