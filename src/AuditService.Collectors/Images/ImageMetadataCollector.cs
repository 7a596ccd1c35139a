using AuditService.Collectors.PersonalData;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Images;

/// <summary>Looks at the metadata of the pictures of a dossier for where and by whom they were taken.</summary>
internal sealed class ImageMetadataCollector : IFactCollector
{
    private const string Count = "dossier.images";

    private const string Metadata = "privacy.imageMetadata";

    private const int MostImages = 5_000;

    /// <summary>The author of a picture may be its photographer, who wants to be named.</summary>
    private const double ToWeigh = 0.5;

    public CollectorIdentity Identity { get; } = new("image-metadata", 1);

    public IReadOnlyCollection<string> States { get; } = [Count, Metadata];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var images = context.Dossier.Of(FileKind.Image).OrderBy(image => image.Path, StringComparer.Ordinal).ToList();
        var input = string.Join('\n', images.Select(image => $"{image.Path}|{image.Sha256}")) + $"|{context.Settings.MaximumObservations}";
        yield return new("image metadata", input, [], cancellation => Task.Run(() => State(images, context, cancellation), cancellation));
    }

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> images, CollectionContext context, CancellationToken cancellation)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked);
        var seen = new List<Observation>();
        foreach (var image in images.Take(MostImages))
        {
            cancellation.ThrowIfCancellationRequested();
            seen.AddRange(Seen(image.Path, ImageMetadata.In(Beginning(image, context))));
        }

        return
        [
            Fact.Known(Subject.Dossier, Count, new NumberValue(images.Count), provenance),
            seen.Count == 0 && images.Count > MostImages
                ? Fact.Unavailable(Subject.Dossier, Metadata, new(UnavailableBecause.RefusedByLimit, new($"rien dans les {MostImages} premières images, sur {images.Count}", $"nothing in the first {MostImages} pictures of {images.Count}")), provenance)
                : Fact.Known(Subject.Dossier, Metadata, new ObservationsValue([.. seen.OrderByDescending(one => one.Confidence).Take(context.Settings.MaximumObservations)], seen.Count), provenance),
        ];
    }

    private static byte[] Beginning(DossierFile image, CollectionContext context)
    {
        using var stream = context.Content.Open(image.Sha256);
        var bytes = new byte[(int)Math.Min(image.Size, ImageMetadata.MostBytes)];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    private static IEnumerable<Observation> Seen(string path, ImageMetadata metadata)
    {
        if (metadata.HasPosition)
            yield return new(Location.File(path), Detail: new("position GPS de la prise de vue", "GPS position where it was taken"), Confidence: 0.95);
        if (metadata.Author is { } author)
            yield return new(Location.File(path), Mask.Excerpt(PersonalDataCategory.Name, author), new("auteur ou propriétaire de l'appareil", "author, or owner of the camera"), ToWeigh);
        if (metadata.HasSerialNumber)
            yield return new(Location.File(path), Detail: new("numéro de série de l'appareil, qui rattache les photos d'une même personne", "serial number of the camera, which ties the pictures of one person"), Confidence: ToWeigh);
    }
}
