using AuditService.Collectors.CrossChecks;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Risks;

namespace AuditService.Collectors.RiskAnalyses;

/// <summary>Sets a risk analysis of documents and sheets against itself: levels, matrices, repetitions, treatment, acceptance (EBIOS RM, workshops 1, 4 and 5).</summary>
internal sealed class RiskCoherence : ICrossCheck
{
    private const double Doubtful = 0.5;

    private static readonly BoundedRegex OnlyPlanned = new(@"a faire|prevu|planifi|a venir|non (demarre|commence|lance|realise)|pas (encore )?(demarre|commence)|planned|to ?do|not started|not done|a planifier|^0 ?%|ouvert");
    private static readonly BoundedRegex Accepted = new(@"accept|toler");
    private static readonly BoundedRegex NotAccepted = new(@"inaccept|non accept|not accept|unaccept|a accepter|refus");

    public CollectorIdentity Identity { get; } = new("risk-coherence", 1);

    public IReadOnlyCollection<string> States { get; } =
    [
        "risks.stated", "risks.unreadAnalyses", "risks.levelConflicts", "risks.matrixConflicts", "risks.missingFromMatrix", "risks.duplicates", "risks.highWithoutActor",
        "risks.acceptedWithoutAccepter", "risks.loweredByPlanned", "risks.eventsWithoutScenario",
    ];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var analysis = RiskAnalysis.In(facts);
        yield return Fact.Known(Subject.Dossier, "risks.stated", new NumberValue(analysis.Risks.Count), new(Identity, EvidenceGrade.MachineChecked));
        yield return Seen("risks.unreadAnalyses", analysis.Unread.Select(unread => new Observation(Location.File(unread.Path), Detail: unread.Table is null ? unread.Because : new($"{unread.Table} : {unread.Because.Fr}", $"{unread.Table}: {unread.Because.En}"))));
        yield return Seen("risks.levelConflicts", LevelConflicts(analysis));
        yield return analysis.Placements.Count > 0
            ? Seen("risks.matrixConflicts", MatrixConflicts(analysis))
            : state.Unknown(Subject.Dossier, "risks.matrixConflicts", NotFound("aucune matrice ne place les risques de l'analyse par leur identifiant", "no matrix places the risks of the analysis by their ids"));
        yield return analysis.Placements.Count > 0
            ? Seen("risks.missingFromMatrix", Missing(analysis))
            : state.Unknown(Subject.Dossier, "risks.missingFromMatrix", NotFound("aucune matrice ne place les risques de l'analyse par leur identifiant", "no matrix places the risks of the analysis by their ids"));
        yield return Seen("risks.duplicates", Duplicates(analysis.Risks));
        yield return WithoutActor(analysis.Risks, state);
        yield return WithoutAccepter(analysis.Risks, state);
        yield return Seen("risks.loweredByPlanned", LoweredByPlanned(analysis.Risks));
        yield return analysis.Events.Count > 0
            ? Seen("risks.eventsWithoutScenario", WithoutScenario(analysis))
            : state.Unknown(Subject.Dossier, "risks.eventsWithoutScenario", NotFound("aucun tableau ne liste les événements redoutés à part des scénarios", "no table lists the feared events apart from the scenarios"));

        Fact Seen(string key, IEnumerable<Observation> sightings)
        {
            List<Observation> all = [.. sightings];
            return Fact.Known(Subject.Dossier, key, new ObservationsValue([.. all.Take(50)], all.Count), new(Identity, EvidenceGrade.MachineChecked, all.Count > 0 ? all[0].Where : analysis.Risks.Count > 0 ? Where(analysis.Risks[0]) : null));
        }

        Fact WithoutActor(IReadOnlyList<StatedRisk> risks, DerivedFacts unknown)
        {
            List<StatedRisk> high = [.. risks.Where(risk => risk.IsHigh(risk.Initial) == true && !RiskAnalysis.IsKept(risk))];
            var open = high.SelectMany(risk => new[] { RiskField.Owner, RiskField.Deadline }.Where(field => risk.Has(field) && Hollow.Says(field == RiskField.Owner ? risk.Owner : risk.Deadline)).Select(field => (Risk: risk, Field: field))).ToList();
            var unasked = high.Find(risk => !risk.Has(RiskField.Owner) || !risk.Has(RiskField.Deadline));
            if (open.Count == 0 && unasked is not null)
            {
                var field = RiskFieldWords.Of(unasked.Has(RiskField.Owner) ? RiskField.Deadline : RiskField.Owner);
                return unknown.Unknown(Subject.Dossier, "risks.highWithoutActor", NotFound($"{unasked.At.Path}, {unasked.At.Table} : aucune colonne reconnue ne donne « {field.Fr} »", $"{unasked.At.Path}, {unasked.At.Table}: no column that is recognised gives \"{field.En}\""));
            }

            return Seen("risks.highWithoutActor", open.Select(pair => At(pair.Risk, new($"risque élevé, « {RiskFieldWords.Of(pair.Field).Fr} » vide", $"high risk, \"{RiskFieldWords.Of(pair.Field).En}\" empty"))));
        }

        Fact WithoutAccepter(IReadOnlyList<StatedRisk> risks, DerivedFacts unknown)
        {
            List<StatedRisk> accepted = [.. risks.Where(IsAccepted)];
            List<StatedRisk> open = [.. accepted.Where(risk => risk.Has(RiskField.Accepter) && Hollow.Says(risk.Accepter))];
            if (open.Count == 0 && accepted.Find(risk => !risk.Has(RiskField.Accepter) && !NamesSomebody(risk)) is { } unasked)
                return unknown.Unknown(Subject.Dossier, "risks.acceptedWithoutAccepter", NotFound($"{unasked.Name} est accepté ; aucune colonne reconnue ne dit par qui ({unasked.At.Path}, {unasked.At.Table})", $"{unasked.Name} is accepted; no column that is recognised says by whom ({unasked.At.Path}, {unasked.At.Table})"));
            return Seen("risks.acceptedWithoutAccepter", open.Select(risk => At(risk, new("accepté, sans dire par qui", "accepted, without saying by whom"))));
        }
    }

    private static bool IsAccepted(StatedRisk risk) => new[] { risk.Decision, risk.Status }.OfType<string>().Select(PlainNames.Fold).Any(text => Accepted.IsMatch(text) && !NotAccepted.IsMatch(text));

    private static bool NamesSomebody(StatedRisk risk) => new[] { risk.Decision, risk.Status }.OfType<string>().Any(text => text.Contains(" par ", StringComparison.OrdinalIgnoreCase) || text.Contains(" by ", StringComparison.OrdinalIgnoreCase));

    /// <summary>By the grid that the analysis states; without one, a risk that is no less grave and no less likely than another has no lower level.</summary>
    private static IEnumerable<Observation> LevelConflicts(StatedAnalysis analysis)
    {
        foreach (var file in analysis.Risks.GroupBy(risk => risk.At.Path, StringComparer.Ordinal))
        {
            var grid = analysis.Grids.Where(cell => cell.At.Path == file.Key).GroupBy(cell => (cell.Gravity, cell.Likelihood)).Where(cells => cells.Select(cell => cell.Rank).Distinct().Count() == 1).ToDictionary(cells => cells.Key, cells => cells.First());
            var rated = file.SelectMany(risk => new[] { risk.Initial, risk.Residual, risk.Current }.Select((rating, phase) => (Risk: risk, Phase: phase, Rating: rating)))
                .Where(one => one.Rating is { Gravity: not null, Likelihood: not null, Rank: not null })
                .Select(one => (one.Risk, one.Phase, one.Rating, Gravity: one.Rating.Gravity!.Value, Likelihood: one.Rating.Likelihood!.Value, Rank: one.Rating.Rank!.Value))
                .ToList();
            var told = new HashSet<(StatedRisk, int)>();
            foreach (var one in rated)
            {
                if (grid.TryGetValue((one.Gravity, one.Likelihood), out var cell) && RatingScale.Word(cell.Level) != RatingScale.Word(one.Rating.Level!) && RatingScale.IsRating(one.Rating.Level!) && one.Rating.Level!.Any(char.IsLetter) && told.Add((one.Risk, one.Phase)))
                {
                    yield return At(one.Risk, new(
                        $"niveau « {one.Rating.Level} »{Phase(one.Phase).Fr} ; la grille de l'analyse ({cell.At.Table}, ligne {cell.At.Row}) donne « {cell.Level} » pour gravité {one.Gravity} et vraisemblance {one.Likelihood}",
                        $"level \"{one.Rating.Level}\"{Phase(one.Phase).En}; the grid of the analysis ({cell.At.Table}, row {cell.At.Row}) gives \"{cell.Level}\" for gravity {one.Gravity} and likelihood {one.Likelihood}"));
                }
            }

            if (grid.Count > 0)
                continue;
            foreach (var one in rated)
            {
                var other = rated.Find(other => other.Rank > one.Rank && other.Gravity <= one.Gravity && other.Likelihood <= one.Likelihood);
                if (other.Risk is not null && told.Add((one.Risk, one.Phase)))
                {
                    yield return At(one.Risk, new(
                        $"niveau « {one.Rating.Level} »{Phase(one.Phase).Fr} pour gravité {one.Gravity} et vraisemblance {one.Likelihood}, sous celui de {other.Risk.Name} (« {other.Rating.Level} », gravité {other.Gravity}, vraisemblance {other.Likelihood}), qui n'est ni plus grave ni plus vraisemblable",
                        $"level \"{one.Rating.Level}\"{Phase(one.Phase).En} for gravity {one.Gravity} and likelihood {one.Likelihood}, below that of {other.Risk.Name} (\"{other.Rating.Level}\", gravity {other.Gravity}, likelihood {other.Likelihood}), which is neither graver nor likelier"));
                }
            }
        }
    }

    private static LocalizedText Phase(int phase) => phase switch { 0 => new("", ""), 1 => new(" résiduel", " residual"), _ => new(" actuel", " current") };

    private static IEnumerable<Observation> MatrixConflicts(StatedAnalysis analysis)
    {
        foreach (var placed in analysis.Placements)
        {
            foreach (var risk in analysis.Risks.Where(risk => risk.At.Path == placed.At.Path && risk.Id is { } id && RiskMatrixReading.IdOf(id) == RiskMatrixReading.IdOf(placed.Risk)))
            {
                var rating = placed.IsResidual ? risk.Residual : risk.Initial;
                if (rating is not { Gravity: { } gravity, Likelihood: { } likelihood } || (gravity, likelihood) == (placed.Gravity, placed.Likelihood))
                    continue;
                yield return At(risk, new(
                    $"sa ligne dit gravité {gravity} et vraisemblance {likelihood} ; la matrice ({placed.At.Table}, ligne {placed.At.Row}) le place en gravité {placed.Gravity} et vraisemblance {placed.Likelihood}",
                    $"its row says gravity {gravity} and likelihood {likelihood}; the matrix ({placed.At.Table}, row {placed.At.Row}) places it at gravity {placed.Gravity} and likelihood {placed.Likelihood}"));
            }
        }
    }

    private static IEnumerable<Observation> Missing(StatedAnalysis analysis) => analysis.Placements
        .GroupBy(placed => (placed.At.Path, placed.At.Table, placed.IsResidual))
        .SelectMany(matrix =>
        {
            var ids = matrix.Select(placed => RiskMatrixReading.IdOf(placed.Risk)).ToHashSet(StringComparer.Ordinal);
            return analysis.Risks
                .Where(risk => risk.At.Path == matrix.Key.Path && risk.Id is { } id && !ids.Contains(RiskMatrixReading.IdOf(id)))
                // A treated risk may leave the residual matrix where it is avoided or transferred: only a rated one is missed.
                .Where(risk => !(matrix.Key.IsResidual ? risk.Residual : risk.Initial).IsEmpty)
                .Select(risk => At(risk, new($"coté, et absent de la matrice « {matrix.Key.Table} »", $"rated, and missing from the matrix \"{matrix.Key.Table}\"")));
        });

    /// <summary>The same id for two risks, or the same risk twice. The same id in another table of the same risk is one risk.</summary>
    private static IEnumerable<Observation> Duplicates(IReadOnlyList<StatedRisk> risks)
    {
        foreach (var same in risks.Where(risk => risk.Id is not null).GroupBy(risk => (risk.At.Path, risk.At.Table, Id: RiskMatrixReading.IdOf(risk.Id!))).Where(same => same.Key.Id.Length > 0))
        {
            var first = same.First();
            foreach (var other in same.Skip(1).Where(other => PlainNames.Fold(other.Title) != PlainNames.Fold(first.Title)))
                yield return At(other, new($"l'identifiant {other.Id} nomme déjà un autre risque, ligne {first.At.Row}", $"the id {other.Id} already names another risk, row {first.At.Row}"));
        }

        foreach (var same in risks.Where(risk => risk.Title.Length > 12).GroupBy(risk => (risk.At.Path, risk.At.Table, Text: PlainNames.Fold($"{risk.Title}|{risk.Event}|{risk.Asset}|{risk.Category}"))))
        {
            var first = same.First();
            // A row for each measure of one risk repeats it with its rating: that is a layout, not a contradiction.
            foreach (var other in same.Skip(1).Where(other => other.Initial != first.Initial))
                yield return At(other, new($"le même risque, coté autrement, est déjà ligne {first.At.Row}", $"the same risk, rated otherwise, already stands at row {first.At.Row}"));
            foreach (var other in same.Skip(1).Where(other => other.Initial == first.Initial && other.Id is { } id && first.Id is { } known && RiskMatrixReading.IdOf(id) != RiskMatrixReading.IdOf(known)))
                yield return At(other, new($"le même risque est déjà ligne {first.At.Row}, sous {first.Id}", $"the same risk already stands at row {first.At.Row}, as {first.Id}"), Doubtful);
        }
    }

    /// <summary>What is to remain once the measures are done may be lower; what is so today may not, while none is begun.</summary>
    private static IEnumerable<Observation> LoweredByPlanned(IReadOnlyList<StatedRisk> risks)
    {
        foreach (var risk in risks.Where(risk => risk.Status is { } status && OnlyPlanned.IsMatch(PlainNames.Fold(status)) && risk.InPlace.Count == 0))
        {
            if (risk.Current.IsBelow(risk.Initial) == true)
                yield return At(risk, new($"niveau actuel déjà abaissé alors que la mesure n'est que prévue (« {risk.Status} »)", $"current level already lowered while the measure is only planned (\"{risk.Status}\")"));
            else if (!risk.HasAny(RiskField.CurrentLevel, RiskField.CurrentLikelihood) && risk.Residual.IsBelow(risk.Initial) == true)
                yield return At(risk, new($"niveau résiduel abaissé par une mesure encore prévue (« {risk.Status} ») : est-ce le niveau visé, ou celui d'aujourd'hui ?", $"residual level lowered by a measure still planned (\"{risk.Status}\"): is it the level aimed at, or today's?"), Doubtful);
        }
    }

    private static IEnumerable<Observation> WithoutScenario(StatedAnalysis analysis)
    {
        foreach (var feared in analysis.Events)
        {
            var scenarios = analysis.Risks.Where(risk => risk.At.Path == feared.At.Path).ToList();
            // Scenarios that name no event at all cannot leave one out.
            if (scenarios.Count == 0 || !scenarios.Exists(risk => risk.Event is not null || analysis.Events.Any(known => Names(risk, known))))
                continue;
            if (!scenarios.Exists(risk => Names(risk, feared)))
                yield return new(Location.File(feared.At.Path, feared.At.Row), Cut($"{feared.Id} {feared.Title}".Trim()), new($"{feared.At.Table} : aucun scénario ne mène à cet événement", $"{feared.At.Table}: no scenario leads to this event"), scenarios.TrueForAll(risk => risk.Event is not null) ? 1 : Doubtful);
        }

        static bool Names(StatedRisk risk, StatedEvent feared)
        {
            var text = PlainNames.Fold($"{risk.Event} {risk.Title}");
            return (feared.Id is { } id && text.Split([' ', ',', ';', ':', '(', ')', '/', '-', '|'], StringSplitOptions.RemoveEmptyEntries).Any(word => RiskMatrixReading.IdOf(word) == RiskMatrixReading.IdOf(id)))
                || text.Contains(PlainNames.Fold(feared.Title), StringComparison.Ordinal)
                || (risk.Event is { Length: > 8 } own && PlainNames.Fold(feared.Title).Contains(PlainNames.Fold(own), StringComparison.Ordinal));
        }
    }

    internal static Observation At(StatedRisk risk, LocalizedText detail, double confidence = 1) =>
        new(Where(risk), Cut(risk.Id is null || risk.Id == risk.Title ? risk.Title : $"{risk.Id} {risk.Title}"), new($"{risk.At.Table} : {detail.Fr}", $"{risk.At.Table}: {detail.En}"), confidence);

    private static Location Where(StatedRisk risk) => Location.File(risk.At.Path, risk.At.Row);

    private static string Cut(string text) => text.Length <= 120 ? text : text[..119] + "…";

    private static Unavailability NotFound(string fr, string en) => new(UnavailableBecause.NotFound, new(fr, en));
}
