using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.ModelCards;

/// <summary>States which model cards are there, which declared models have none, and where a card's front matter and the manifest do not say the same.</summary>
internal sealed class ModelCardCollector : IFactCollector
{
    public const string Files = "card.files";

    /// <summary>Cards whose front matter could be read.</summary>
    public const string Headers = "card.headers";

    public const string Missing = "card.missing";
    public const string Disagreements = "card.disagreements";

    /// <summary>g CO2e of the training as the cards give it, all cards together.</summary>
    public const string Emissions = "card.emissionsGrams";

    /// <summary>Cards that give such a figure.</summary>
    public const string WithEmissions = "card.carbonFigures";

    public CollectorIdentity Identity { get; } = new("model-cards", 2);

    public IReadOnlyCollection<string> States { get; } = [Files, Headers, Missing, Disagreements, Emissions, WithEmissions];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        yield return new("model cards", InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>([.. State(context)]));
    }

    private IEnumerable<Fact> State(CollectionContext context)
    {
        var dossier = context.Dossier;
        var files = CardFiles.In(dossier, context.Content);
        var cards = files.Select(file => CardFiles.Read(file, context.Content)).OfType<ModelCard>().ToList();
        yield return Known(Files, new TextListValue([.. files.Select(file => file.Path)]), files.Count == 0 ? null : Location.File(files[0].Path));
        yield return Known(Headers, new TextListValue([.. cards.Select(card => card.Path)]), cards.Count == 0 ? null : Location.File(cards[0].Path));
        yield return Lacking(dossier, files);
        if (files.Select(file => (File: file, Why: CardFiles.Problem(file, context.Content))).FirstOrDefault(pair => pair.Why is not null) is { Why: { } why } broken)
        {
            // A sum without the figure of one card would be too small, and a comparison without its header would clear it.
            foreach (var key in new[] { Disagreements, WithEmissions, Emissions })
                yield return Fact.Unavailable(Subject.Dossier, key, new(UnavailableBecause.Unreadable, why), new(Identity, EvidenceGrade.MachineChecked, Location.File(broken.File.Path)));
            yield break;
        }

        yield return Compared(cards, dossier);
        var grams = cards.Select(card => card.EmissionsGrams).Where(value => value?.Number is not null).ToList();
        yield return Known(WithEmissions, new TextListValue([.. cards.Where(card => card.EmissionsGrams?.Number is not null).Select(card => card.Path)]), null);
        yield return grams.Count == 0
            ? Unknown(Emissions, "aucune fiche de modèle ne donne co2_eq_emissions", "no model card gives co2_eq_emissions")
            : Fact.Known(Subject.Dossier, Emissions, new NumberValue(grams.Sum(value => value!.Number!.Value)), new(Identity, EvidenceGrade.Attached, Location.File(cards.First(card => card.EmissionsGrams?.Number is not null).Path, grams[0]!.Line)));
    }

    /// <summary>Where there is one model, a card that nobody tied to it is its own.</summary>
    private Fact Lacking(Dossier dossier, IReadOnlyList<DossierFile> files)
    {
        if (dossier.Manifest.Models.Count == 0)
            return Unknown(Missing, "aucun modèle n'est déclaré (models)", "no model is declared (models)");
        var lacking = dossier.Manifest.Models
            .Select((model, index) => (Name: model.Id ?? model.Name ?? $"#{index + 1}", Model: model))
            .Where(pair => pair.Model.Card is { } card ? dossier.Find(card) is null : !(files.Count > 0 && dossier.Manifest.Models.Count == 1))
            .Select(pair => pair.Name)
            .ToList();
        var at = dossier.Manifest.Models[0].At;
        return Known(Missing, new TextListValue(lacking), at is null ? null : Location.File(at.File, at.Line, at.Column));
    }

    private Fact Compared(IReadOnlyList<ModelCard> cards, Dossier dossier)
    {
        var pairs = cards.Select(card => (Card: card, Entry: EntryOf(card, dossier.Manifest.Models))).Where(pair => pair.Entry is not null).ToList();
        if (pairs.Count == 0)
            return Unknown(Disagreements, "aucune fiche avec un en-tête YAML n'est celle d'un modèle déclaré", "no card with a YAML header is that of a declared model");
        return Known(Disagreements, new ObservationsValue([.. pairs.SelectMany(pair => CardComparison.Disagreements(pair.Card, pair.Entry!))]), Location.File(pairs[0].Card.Path));
    }

    /// <summary>The model that names the card; where one card and one model stand alone, they belong together.</summary>
    private static ModelEntry? EntryOf(ModelCard card, IReadOnlyList<ModelEntry> models) =>
        models.FirstOrDefault(model => model.Card == card.Path) ?? (models is [{ Card: null } only] ? only : null);

    private Fact Known(string key, FactValue value, Location? at) => Fact.Known(Subject.Dossier, key, value, new(Identity, EvidenceGrade.MachineChecked, at));

    private Fact Unknown(string key, string fr, string en) => Fact.Unavailable(Subject.Dossier, key, new(UnavailableBecause.NotFound, new LocalizedText(fr, en)), new(Identity, EvidenceGrade.MachineChecked));
}
